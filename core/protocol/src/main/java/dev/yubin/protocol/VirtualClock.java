package dev.yubin.protocol;

import dev.yubin.store.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.PriorityQueue;

/**
 * A clock that stands still until it is told to move, so that a test sees a five-minute idle limit in no time.
 * Thread-safe.
 */
public final class VirtualClock implements Timers {
    private record Task(long due, long order, Runnable action) {}

    private final Instant start;
    private final PriorityQueue<Task> tasks =
            new PriorityQueue<>(Comparator.comparingLong(Task::due).thenComparingLong(Task::order));
    private long nanos;
    private long scheduled;

    /** A clock that stands at the given time. */
    public VirtualClock(Instant start) {
        this.start = start;
    }

    @Override
    public synchronized Instant now() {
        return start.plusNanos(nanos);
    }

    @Override
    public synchronized long nanoTime() {
        return nanos;
    }

    @Override
    public synchronized Lease schedule(Duration delay, Runnable action) {
        Task task = new Task(later(delay), scheduled++, action);
        tasks.add(task);
        return () -> cancel(task);
    }

    /**
     * Moves the clock on. Tasks that come due run on the calling thread, each at its own time, in order. What they set
     * off on event loops may still be under way when this returns.
     */
    public void advance(Duration by) {
        if (by.isNegative()) {
            throw new IllegalArgumentException("Time does not go back: " + by);
        }
        long target;
        synchronized (this) {
            target = later(by);
        }
        for (Task task = next(target); task != null; task = next(target)) {
            task.action.run();
        }
    }

    /** Never, which is some 292 years from now, if that is beyond what can be counted. */
    private long later(Duration delay) {
        try {
            return Math.addExact(nanos, Math.max(0, delay.toNanos()));
        } catch (ArithmeticException e) {
            return delay.isNegative() ? nanos : Long.MAX_VALUE;
        }
    }

    private synchronized Task next(long target) {
        Task task = tasks.peek();
        if (task == null || task.due > target) {
            nanos = Math.max(nanos, target);
            return null;
        }
        nanos = Math.max(nanos, task.due);
        return tasks.poll();
    }

    private synchronized void cancel(Task task) {
        tasks.remove(task);
    }
}
