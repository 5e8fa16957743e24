package dev.yubin.store.index;

import java.util.List;

/** Tells watchers of a commit. */
public final class Ticks {
    private Ticks() {}

    /** Tells each; one that fails concerns neither the others nor the writer, whose commit has been made. */
    public static void tell(List<Runnable> watchers) {
        for (Runnable watcher : watchers) {
            try {
                watcher.run();
            } catch (RuntimeException e) {
                System.getLogger(Ticks.class.getName()).log(System.Logger.Level.ERROR, "A watcher failed", e);
            }
        }
    }
}
