package dev.yubin.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.Timers;
import dev.yubin.protocol.VirtualClock;
import dev.yubin.store.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** A virtual clock of which a test knows when a server has begun to wait for a certain time. */
final class ObservedClock implements Timers {
    private final VirtualClock clock = new VirtualClock(Instant.parse("2026-03-09T08:00:00Z"));
    private volatile Duration watched;
    private final Semaphore begun = new Semaphore(0);

    ObservedClock(Duration watched) {
        this.watched = watched;
    }

    /** Watches for another time from now on. */
    void watch(Duration other) {
        watched = other;
    }

    /** Waits until the server has begun to wait for the watched time, once more than before. */
    void awaitDelay() throws InterruptedException {
        assertThat(begun.tryAcquire(10, TimeUnit.SECONDS))
                .as("a delay of %s begins", watched)
                .isTrue();
    }

    /** No delay has begun that was not waited for. */
    void assertNoDelay() {
        assertThat(begun.availablePermits()).isZero();
    }

    void advance(Duration by) {
        clock.advance(by);
    }

    /** Waits for a delay to begin, and passes it. */
    void passDelay() throws InterruptedException {
        awaitDelay();
        clock.advance(watched);
    }

    @Override
    public Instant now() {
        return clock.now();
    }

    @Override
    public long nanoTime() {
        return clock.nanoTime();
    }

    @Override
    public Lease schedule(Duration delay, Runnable task) {
        Lease lease = clock.schedule(delay, task);
        if (delay.equals(watched)) {
            begun.release();
        }
        return lease;
    }
}
