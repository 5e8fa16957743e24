package dev.yubin.protocol.spi;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;

/** Daemon threads that can be waited for: an executor says that it has ended a little before its threads have. */
final class Threads {
    private final Queue<Thread> made = new ConcurrentLinkedQueue<>();

    /** Makes threads of that name. */
    ThreadFactory named(String name) {
        ThreadFactory factory = new DefaultThreadFactory(name, true);
        return task -> {
            Thread thread = factory.newThread(task);
            made.add(thread);
            return thread;
        };
    }

    /** Waits until all threads have ended, and tells whether they have. */
    boolean join(long seconds) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(seconds);
        for (Thread thread : made) {
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            thread.join(Math.max(1, left));
            if (thread.isAlive()) {
                return false;
            }
        }
        return true;
    }
}
