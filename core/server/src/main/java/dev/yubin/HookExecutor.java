package dev.yubin;

import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * Runs hooks that may block, each on a thread of its own: a hook that waits for mail it sends to its own server would
 * wait for ever if that mail's hooks had to queue behind it. Above {@value #MAX_THREADS} hooks at a time the client is
 * told to try again later.
 */
final class HookExecutor implements Executor {
    static final int MAX_THREADS = 1000;

    /** Made when the first hook runs. */
    private ThreadPoolExecutor threads;

    private boolean closed;

    @Override
    public void execute(Runnable task) {
        threads().execute(task);
    }

    private synchronized ThreadPoolExecutor threads() {
        if (threads == null) {
            threads = new ThreadPoolExecutor(
                    0,
                    MAX_THREADS,
                    10,
                    TimeUnit.SECONDS,
                    new SynchronousQueue<>(),
                    new DefaultThreadFactory("yubin-hook", true));
            if (closed) {
                threads.shutdown();
            }
        }
        return threads;
    }

    /** Takes no more hooks; those that run end when they end. */
    synchronized void close() {
        closed = true;
        if (threads != null) {
            threads.shutdown();
        }
    }
}
