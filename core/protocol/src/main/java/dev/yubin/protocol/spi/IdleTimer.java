package dev.yubin.protocol.spi;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Timers;
import dev.yubin.store.Lease;
import java.time.Duration;

/**
 * Tells when nothing has happened for the idle limit, and once when the session has lasted for its limit. What happens
 * only notes the time; one timer per connection looks at it when a limit could be over. On the connection's event loop.
 */
final class IdleTimer {
    private final Timers timers;
    private final long limit;
    private final long sessionLimit;
    private final LaneHandler<?> lane;
    private final Runnable onIdle;
    private final Runnable onTooLong;
    private long begin;
    private long lastActivity;
    private Lease timer = () -> {};
    private boolean tooLong;
    private boolean stopped;

    IdleTimer(Timers timers, Limits limits, LaneHandler<?> lane, Runnable onIdle, Runnable onTooLong) {
        this.timers = timers;
        this.limit = limits.idle().toNanos();
        this.sessionLimit = limits.session().toNanos();
        this.lane = lane;
        this.onIdle = onIdle;
        this.onTooLong = onTooLong;
    }

    /** Something happened: the idle limit begins anew. */
    void touch() {
        lastActivity = timers.nanoTime();
    }

    /** The session begins. */
    void start() {
        touch();
        begin = lastActivity;
        schedule(begin);
    }

    void stop() {
        stopped = true;
        timer.close();
    }

    private void schedule(long now) {
        long left = limit - (now - lastActivity);
        if (!tooLong) {
            left = Math.min(left, sessionLimit - (now - begin));
        }
        timer = timers.schedule(Duration.ofNanos(left), () -> lane.onLoop(this::check));
    }

    private void check() {
        if (stopped) {
            return;
        }
        long now = timers.nanoTime();
        if (now - lastActivity >= limit) {
            lastActivity = now;
            onIdle.run();
        }
        if (!tooLong && now - begin >= sessionLimit) {
            tooLong = true;
            onTooLong.run();
        }
        if (!stopped) {
            schedule(now);
        }
    }
}
