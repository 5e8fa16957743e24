package dev.yubin.protocol.spi;

import dev.yubin.protocol.Timers;
import dev.yubin.store.Lease;
import java.time.Duration;

/**
 * Tells when nothing has happened for the idle limit. What happens only notes the time; one timer per connection looks
 * at it when the limit could be over. On the connection's event loop.
 */
final class IdleTimer {
    private final Timers timers;
    private final long limit;
    private final CommandLane<?> lane;
    private final Runnable onIdle;
    private long lastActivity;
    private Lease timer = () -> {};
    private boolean stopped;

    IdleTimer(Timers timers, Duration limit, CommandLane<?> lane, Runnable onIdle) {
        this.timers = timers;
        this.limit = limit.toNanos();
        this.lane = lane;
        this.onIdle = onIdle;
    }

    /** Something happened: the limit begins anew. */
    void touch() {
        lastActivity = timers.nanoTime();
    }

    void start() {
        touch();
        schedule(limit);
    }

    void stop() {
        stopped = true;
        timer.close();
    }

    private void schedule(long nanos) {
        timer = timers.schedule(Duration.ofNanos(nanos), () -> lane.onLoop(this::check));
    }

    private void check() {
        if (stopped) {
            return;
        }
        long left = limit - (timers.nanoTime() - lastActivity);
        if (left <= 0) {
            touch();
            left = limit;
            onIdle.run();
        }
        if (!stopped) {
            schedule(left);
        }
    }
}
