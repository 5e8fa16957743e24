package dev.yubin.store.memory;

import dev.yubin.store.Lease;
import dev.yubin.store.index.Ticks;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Who watches a mailbox or an account, until that is gone. */
final class Watchers {
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private boolean closed;

    /** Adds one; what is gone has none. */
    synchronized Lease add(Runnable tick) {
        if (closed) {
            return () -> {};
        }
        // A lease removes its own entry, even if the same tick was given twice.
        Runnable entry = tick::run;
        watchers.add(entry);
        return () -> watchers.remove(entry);
    }

    /** How many there are. */
    int count() {
        return watchers.size();
    }

    /** Tells them to look again. No lock is held. */
    void tick() {
        Ticks.tell(watchers);
    }

    /** Tells them for the last time, and lets go of them. */
    void close() {
        synchronized (this) {
            closed = true;
        }
        tick();
        watchers.clear();
    }
}
