package dev.yubin;

import dev.yubin.store.Lease;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells listeners of received mail, on one thread that exists only while there is something to tell. */
final class ListenerQueue {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerQueue.class);

    /** A listener, until it leaves. */
    private static final class Entry {
        private final Consumer<ReceivedMail> listener;
        private volatile boolean left;

        Entry(Consumer<ReceivedMail> listener) {
            this.listener = listener;
        }

        void tell(ReceivedMail mail) {
            try {
                if (!left) {
                    listener.accept(mail);
                }
            } catch (RuntimeException e) {
                LOG.error("A listener of received mail failed", e);
            }
        }
    }

    private final List<Entry> listeners = new CopyOnWriteArrayList<>();
    private ThreadPoolExecutor executor;

    Lease add(Consumer<ReceivedMail> listener) {
        Entry entry = new Entry(listener);
        synchronized (this) {
            if (executor == null) {
                executor = newExecutor();
            }
        }
        listeners.add(entry);
        return () -> {
            entry.left = true;
            listeners.remove(entry);
        };
    }

    private static ThreadPoolExecutor newExecutor() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                1,
                1,
                5,
                TimeUnit.SECONDS,
                new ArrayBlockingQueue<>(ReceivedMails.LISTENER_BACKLOG),
                new DefaultThreadFactory("yubin-listener", true),
                (task, full) -> LOG.warn("A listener is too slow or the server is closed: it misses a mail"));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    boolean hasAny() {
        return !listeners.isEmpty();
    }

    void tell(ReceivedMail mail) {
        for (Entry entry : listeners) {
            executor.execute(() -> entry.tell(mail));
        }
    }

    void close() {
        ThreadPoolExecutor ending;
        synchronized (this) {
            ending = executor;
        }
        if (ending == null) {
            return;
        }
        ending.shutdown();
        try {
            if (!ending.awaitTermination(5, TimeUnit.SECONDS)) {
                LOG.warn("A listener of received mail did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
