package dev.yubin.store.maildir;

import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The files of a folder as they are found in {@code new/} and {@code cur/}, one for each base. Other programs rename
 * files meanwhile, and may have given names that this store cannot work with: those are mended.
 */
final class FolderListing {
    /** A file that was found. */
    record Found(MessageFile file, boolean isNew) {
        Path path(Path folder) {
            return folder.resolve(isNew ? StoredFile.NEW : StoredFile.CUR).resolve(file.name());
        }
    }

    private final FolderState state;
    private final Map<String, Found> found = new HashMap<>();

    FolderListing(FolderState state) {
        this.state = state;
    }

    Set<String> bases() {
        return found.keySet();
    }

    Found get(String base) {
        return found.get(base);
    }

    void put(Found file) {
        found.put(file.file.base(), file);
    }

    /** Adds what is in a directory now. */
    void list(String directory) throws IOException {
        boolean isNew = directory.equals(StoredFile.NEW);
        for (String name : state.disk.list(state.path.resolve(directory))) {
            if (MessageFile.isMessage(name)) {
                Optional<Found> file = mended(name, isNew);
                if (file.isPresent()) {
                    add(file.get());
                }
            }
        }
    }

    private void add(Found file) throws IOException {
        Found before = found.put(file.file.base(), file);
        if (before != null && !before.equals(file)) {
            twice(before, file);
        }
    }

    /** The file, under a name that this store can work with; empty if it is no file, or not there any more. */
    private Optional<Found> mended(String name, boolean isNew) throws IOException {
        Found file = new Found(MessageFile.parse(name), isNew);
        String base = file.file.base();
        boolean known = state.index.uidOf(base) != null || state.unknownLines.containsKey(base);
        if (file.file.name().equals(name) && (known || !file.file.isTooLong())) {
            return Optional.of(file);
        }
        Path path = file.path(state.path).resolveSibling(name);
        if (state.disk.stat(path).filter(Disk.Stat::isFile).isEmpty()) {
            return Optional.empty();
        }
        boolean taken = state.disk.stat(file.path(state.path)).isPresent();
        Found free = taken || file.file.isTooLong() ? renamed(file) : file;
        return rename(path, free.path(state.path)) ? Optional.of(free) : Optional.empty();
    }

    private Found renamed(Found file) {
        String base = MessageFile.newForeignBase(state.clock.instant());
        return new Found(new MessageFile(base, file.file.letters()), file.isNew);
    }

    /** Renames a file; false if another program was faster. What that did shows at the next look. */
    boolean rename(Path from, Path to) throws IOException {
        try {
            state.disk.rename(from, to);
            return true;
        } catch (NoSuchFileException e) {
            return false;
        }
    }

    /** Two files have the same base: one was renamed while we looked, or a crash left two names, or two messages. */
    private void twice(Found one, Found other) throws IOException {
        Optional<Disk.Stat> statOne = state.disk.stat(one.path(state.path));
        Optional<Disk.Stat> statOther = state.disk.stat(other.path(state.path));
        if (statOne.isEmpty() || statOther.isEmpty()) {
            put(statOne.isPresent() ? one : other);
            return;
        }
        Object key = statOne.get().key();
        boolean same = key != null && key.equals(statOther.get().key());
        // Of two names the new one stays: the program that gave it may be about to delete the old one.
        // Of two files the one that is known stays what it is.
        boolean oneStays = isKnown(one) == isKnown(other) ? other.isNew : isKnown(one) != same;
        Found winner = oneStays ? one : other;
        Found loser = oneStays ? other : one;
        put(winner);
        Found renamed = renamed(loser);
        if (!same) {
            if (rename(loser.path(state.path), renamed.path(state.path))) {
                put(renamed);
            }
            return;
        }
        // Aside first: if another program renames the file back and forth, the name to go may be all there is of it.
        Path aside = state.path.resolve(StoredFile.TMP).resolve(renamed.file.base());
        if (rename(loser.path(state.path), aside)) {
            boolean stays = state.disk
                    .stat(winner.path(state.path))
                    .filter(stat -> key.equals(stat.key()))
                    .isPresent();
            if (stays) {
                state.disk.delete(aside);
            } else {
                state.disk.rename(aside, loser.path(state.path));
            }
        }
    }

    /** Whether the index has a file of that name in that place. */
    private boolean isKnown(Found file) {
        Long uid = state.index.uidOf(file.file.base());
        StoredFile known = uid == null ? null : state.snapshot().messages().get(uid);
        return known != null && known.isNew() == file.isNew && known.name().equals(file.file.name());
    }
}
