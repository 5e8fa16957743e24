package dev.yubin.store;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Who watches a mailbox or an account: what a store needs for {@link Mailbox#watch} and {@link MailAccount#watch}. It
 * calls {@link #tick()} after each commit, once it holds no lock any more.
 */
public final class Watchers {
    private static final System.Logger LOG = System.getLogger(Watchers.class.getName());

    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private boolean closed;

    /** Nobody. */
    public Watchers() {}

    /** Adds one, until its lease is closed. After {@link #close()} nobody is added. */
    public synchronized Lease add(Runnable tick) {
        if (closed) {
            return () -> {};
        }
        // A lease removes its own entry, even if the same tick was given twice.
        Runnable entry = tick::run;
        watchers.add(entry);
        return () -> watchers.remove(entry);
    }

    /** How many there are. */
    public int count() {
        return watchers.size();
    }

    /**
     * Tells them to look again, on this thread. One that throws concerns neither the others nor the caller, whose commit
     * has been made: it is logged.
     */
    public void tick() {
        for (Runnable watcher : watchers) {
            try {
                watcher.run();
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "A watcher failed", e);
            }
        }
    }

    /** Tells them for the last time and lets go of them, because what they watch is gone. */
    public void close() {
        synchronized (this) {
            closed = true;
        }
        tick();
        watchers.clear();
    }
}
