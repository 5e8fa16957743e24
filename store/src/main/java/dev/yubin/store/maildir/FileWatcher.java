package dev.yubin.store.maildir;

import dev.yubin.store.Lease;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchEvent;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Asks the operating system to tell when directories change, so that what other programs do is noticed at once. A hint
 * and no more: where the system cannot tell, as on network file systems, the readers' polls notice it. One thread, which
 * runs only while something is watched.
 */
final class FileWatcher implements AutoCloseable {
    private final Path root;
    private final Map<WatchKey, List<Runnable>> watches = new ConcurrentHashMap<>();
    private WatchService service;
    private boolean closed;
    private boolean warned;

    FileWatcher(Path root) {
        this.root = root;
    }

    /** Runs {@code changed}, on the watching thread, after one of the directories changes, until the lease is closed. */
    synchronized Lease watch(List<Path> directories, Runnable changed) {
        List<WatchKey> keys = new ArrayList<>();
        Runnable entry = changed::run;
        try {
            start();
            for (Path directory : directories) {
                WatchKey key = directory.register(
                        service,
                        StandardWatchEventKinds.ENTRY_CREATE,
                        StandardWatchEventKinds.ENTRY_DELETE,
                        StandardWatchEventKinds.ENTRY_MODIFY);
                watches.computeIfAbsent(key, none -> new CopyOnWriteArrayList<>())
                        .add(entry);
                keys.add(key);
            }
        } catch (IOException | UnsupportedOperationException | ClosedWatchServiceException e) {
            // Too many watches, or none at all here: whoever watches polls too.
            if (!warned) {
                FolderState.warn("Changes by other programs in " + directories + " are noticed by polling only", e);
            }
            warned = true;
        }
        return () -> unwatch(keys, entry);
    }

    private void start() throws IOException {
        if (closed) {
            throw new ClosedWatchServiceException();
        }
        if (service == null) {
            service = root.getFileSystem().newWatchService();
            WatchService watched = service;
            Thread thread = new Thread(() -> run(watched), "yubin-maildir-watch");
            thread.setDaemon(true);
            thread.start();
        }
    }

    private synchronized void unwatch(List<WatchKey> keys, Runnable entry) {
        for (WatchKey key : keys) {
            List<Runnable> entries = watches.get(key);
            if (entries != null && entries.remove(entry) && entries.isEmpty()) {
                watches.remove(key);
                key.cancel();
            }
        }
        if (watches.isEmpty()) {
            stop();
        }
    }

    private void run(WatchService watched) {
        try {
            while (true) {
                WatchKey key = watched.take();
                boolean matters = key.pollEvents().stream().anyMatch(FileWatcher::matters);
                key.reset();
                if (!matters) {
                    continue;
                }
                watches.getOrDefault(key, List.of()).forEach(FileWatcher::tell);
            }
        } catch (ClosedWatchServiceException | InterruptedException e) {
            // Nothing is watched any more.
        }
    }

    /** Not what is there for a moment only: otherwise each look that takes a lock would lead to the next. */
    private static boolean matters(WatchEvent<?> event) {
        String name = String.valueOf(event.context());
        return !name.endsWith(".lock") && !name.startsWith("temp.");
    }

    private static void tell(Runnable changed) {
        try {
            changed.run();
        } catch (RuntimeException e) {
            FolderState.warn("A watcher failed", e);
        }
    }

    private void stop() {
        if (service != null) {
            try {
                service.close();
            } catch (IOException e) {
                FolderState.warn("Cannot stop watching " + root, e);
            }
            service = null;
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        watches.clear();
        stop();
    }
}
