package dev.yubin.protocol.spi;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;

/** Tells whether a peer takes what was written to it, however slowly. On its event loop. */
final class Unsent {
    private final Channel channel;
    private boolean watching;
    private long before;

    Unsent(Channel channel) {
        this.channel = channel;
    }

    /** From now on the peer has to take something; does nothing if it had to already. */
    void watch() {
        if (!watching) {
            watching = true;
            before = octets();
        }
    }

    /** The peer has taken enough for now. */
    void rest() {
        watching = false;
    }

    /** Whether the peer has taken something since it was asked last, or since it had to. */
    boolean hasMoved() {
        long earlier = before;
        before = octets();
        return before < earlier;
    }

    private long octets() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer == null ? 0 : buffer.totalPendingWriteBytes();
    }
}
