package dev.yubin.store.maildir;

import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The folders of an account that somebody uses, by directory; those that nobody holds may go when memory is short. */
final class FoldersInUse {
    private final StoreFiles files;
    private final Path root;
    private final Folder.Home home;
    private final SoftCache<String, Folder> folders = new SoftCache<>();

    FoldersInUse(StoreFiles files, Path root, Folder.Home home) {
        this.files = files;
        this.root = root;
        this.home = home;
    }

    /** The folder in a directory that is there; a new one if the one that was there has moved or gone. */
    Folder get(String directory) throws IOException {
        Folder known = cached(directory);
        try {
            String guid = known.current().id().toString();
            // Where it was there may be another one now, which looks the same from outside.
            boolean here = known.path().equals(root.resolve(directory))
                    && UidList.guid(files.disk(), known.path()).equals(Optional.of(guid));
            if (here) {
                return known;
            }
        } catch (StoreException e) {
            if (e.kind() != Kind.GONE) {
                throw e;
            }
        }
        folders.remove(directory, known);
        return cached(directory);
    }

    private Folder cached(String directory) {
        return folders.get(directory, name -> new Folder(files.disk(), files.clock(), root.resolve(name), home));
    }

    /** Who has the folder of that directory has it still; others get a new one. */
    void forget(String directory) {
        folders.remove(directory);
    }

    /** Renames directories while nobody works on them; their locks are taken in the order of their GUIDs. */
    void rename(Map<String, String> renames) throws IOException {
        Map<String, Folder> byGuid = new TreeMap<>();
        for (String directory : renames.keySet()) {
            byGuid.put(UidList.guid(files.disk(), root.resolve(directory)).orElse(directory), cached(directory));
        }
        Deque<Folder> held = new ArrayDeque<>();
        Deque<DotLock> locks = new ArrayDeque<>();
        try {
            for (Folder folder : byGuid.values()) {
                locks.push(folder.hold());
                held.push(folder);
            }
            FolderRenames.run(files.disk(), root, renames);
            moved(renames);
        } finally {
            while (!held.isEmpty()) {
                held.pop().letGo(locks.pop());
            }
        }
    }

    private void moved(Map<String, String> renames) {
        Map<String, Folder> inUse = new HashMap<>();
        renames.forEach((from, to) -> folders.remove(from).ifPresent(folder -> inUse.put(to, folder)));
        inUse.forEach((to, folder) -> {
            folder.moved(root.resolve(to));
            folders.put(to, folder);
        });
    }

    /** The account was removed by this store: all folders are gone. */
    void removed() {
        folders.clear().forEach(Folder::delete);
    }
}
