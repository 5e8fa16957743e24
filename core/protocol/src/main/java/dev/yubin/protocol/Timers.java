package dev.yubin.protocol;

import dev.yubin.store.Lease;
import java.time.Duration;
import java.time.Instant;

/**
 * The one source of time for all that waits or stamps: idle limits, store time-outs, Received lines, internal dates. A
 * test gives the server a {@link VirtualClock} instead of the system's clock.
 */
public interface Timers {
    /** The time of day, for stamps. */
    Instant now();

    /** A time in nanoseconds that only moves forward, for durations. */
    long nanoTime();

    /**
     * Runs a task once after a delay, on a thread that all timers share: the task must be short and must not block.
     * Closing the lease before then cancels it.
     */
    Lease schedule(Duration delay, Runnable task);
}
