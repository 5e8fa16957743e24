package dev.yubin.protocol.spi;

import dev.yubin.protocol.Timers;
import dev.yubin.store.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** The system's clock, and one daemon thread that starts with the first task. */
final class SystemTimers implements Timers {
    private final ScheduledThreadPoolExecutor scheduler;

    SystemTimers(ThreadFactory threads) {
        scheduler = new ScheduledThreadPoolExecutor(1, threads);
        scheduler.setRemoveOnCancelPolicy(true);
    }

    @Override
    public Instant now() {
        return Instant.now();
    }

    @Override
    public long nanoTime() {
        return System.nanoTime();
    }

    @Override
    public Lease schedule(Duration delay, Runnable task) {
        try {
            ScheduledFuture<?> scheduled = scheduler.schedule(task, delay.toNanos(), TimeUnit.NANOSECONDS);
            return () -> scheduled.cancel(false);
        } catch (RejectedExecutionException ended) {
            return () -> {};
        }
    }

    /** Ends the thread; does not wait for it. */
    void close() {
        scheduler.shutdownNow();
    }
}
