package dev.yubin.protocol.spi;

import io.netty.channel.Channel;

/** Whether a connection is read, and why not. On its event loop. */
final class Intake {
    private final Channel channel;
    private final StoreTimer holdTimer;
    private boolean full;
    private boolean held;
    private boolean stalled;
    private boolean discarding;

    /**
     * The intake of a connection that is read.
     *
     * @param holdTimer tells if the session is full for too long
     */
    Intake(Channel channel, StoreTimer holdTimer) {
        this.channel = channel;
        this.holdTimer = holdTimer;
    }

    /** Whether as much waits to be decoded as may. */
    boolean isFull() {
        return full;
    }

    void full(boolean value) {
        full = value;
        update();
    }

    /** Whether the session has as much content as it can hold. */
    boolean isHeld() {
        return held;
    }

    void held(boolean value) {
        held = value;
        if (held && !discarding) {
            holdTimer.start();
        } else {
            holdTimer.stop();
        }
        update();
    }

    /** The peer takes no output, and what it sends could call for more: TLS answers some of it by itself. */
    void stalled(boolean value) {
        stalled = value;
        update();
    }

    /** From now on all that comes is thrown away. */
    void discard() {
        discarding = true;
        holdTimer.stop();
        update();
    }

    private void update() {
        boolean read = discarding || !full && !held && !stalled;
        if (channel.config().isAutoRead() != read) {
            channel.config().setAutoRead(read);
        }
    }
}
