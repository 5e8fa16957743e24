package dev.yubin.protocol.spi;

import dev.yubin.protocol.Transcript;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelHandlerContext;
import java.util.ArrayList;
import java.util.List;

/**
 * What a command or cursor step writes. Small pieces are gathered in one buffer; large ones go out as they are, without
 * a copy. Used by one thread at a time: the one that runs the command.
 */
public final class Output {
    /** Pieces up to this size are copied together. */
    private static final int SMALL = 1024;

    private final ByteBufAllocator allocator;
    private final Transcript transcript;
    private final List<ByteBuf> sealed = new ArrayList<>(2);
    private ByteBuf open;

    Output(ByteBufAllocator allocator, Transcript transcript) {
        this.allocator = allocator;
        this.transcript = transcript;
    }

    /** The session's transcript. */
    public Transcript transcript() {
        return transcript;
    }

    /** A new buffer of the connection's allocator, for {@link #write(ByteBuf)}. */
    public ByteBuf buffer(int capacity) {
        return allocator.buffer(capacity);
    }

    /** Adds octets by a copy. */
    public Output write(byte[] octets) {
        open(octets.length).writeBytes(octets);
        return this;
    }

    /** Adds a buffer and takes over its ownership. */
    public Output write(ByteBuf octets) {
        if (octets.readableBytes() <= SMALL) {
            open(octets.readableBytes()).writeBytes(octets);
            octets.release();
        } else {
            seal();
            sealed.add(octets);
        }
        return this;
    }

    /** Writes all to the channel, without a flush. On the event loop. */
    void drainTo(ChannelHandlerContext ctx) {
        seal();
        for (ByteBuf buffer : sealed) {
            ctx.write(buffer, ctx.voidPromise());
        }
        sealed.clear();
    }

    void discard() {
        seal();
        sealed.forEach(ByteBuf::release);
        sealed.clear();
    }

    private ByteBuf open(int more) {
        if (open == null) {
            open = allocator.buffer(Math.max(256, more));
        }
        return open;
    }

    private void seal() {
        if (open != null) {
            sealed.add(open);
            open = null;
        }
    }
}
