package dev.yubin.protocol.spi;

import dev.yubin.protocol.Timers;
import dev.yubin.store.Lease;
import java.time.Duration;

/** Tells when the store has taken too long over one thing. On the connection's event loop. */
final class StoreTimer {
    private final Timers timers;
    private final Duration limit;
    private final LaneHandler<?> lane;
    private final Runnable onLate;
    /** Counts the things, so that a time-out that was on its way when its thing ended is not taken for the next one's. */
    private long turn;

    private Lease timer = () -> {};

    StoreTimer(Timers timers, Duration limit, LaneHandler<?> lane, Runnable onLate) {
        this.timers = timers;
        this.limit = limit;
        this.lane = lane;
        this.onLate = onLate;
    }

    /** The store has begun with something. */
    void start() {
        stop();
        long started = turn;
        timer = timers.schedule(limit, () -> lane.onLoop(() -> check(started)));
    }

    /** The store has come back, or what it does no longer matters. */
    void stop() {
        turn++;
        timer.close();
    }

    private void check(long started) {
        if (started == turn) {
            onLate.run();
        }
    }
}
