package dev.yubin.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * When the directories {@code new/} and {@code cur/} of a folder last changed, as the file system tells: if that is what
 * it was after the last look, nobody has added, removed or renamed a file since.
 */
record Stamps(Instant newDirectory, Instant curDirectory) {
    /** Equal to no others. */
    static final Stamps UNKNOWN = new Stamps(Instant.MIN, Instant.MIN);

    /** What they are now; empty if the folder is not there any more. */
    static Optional<Stamps> of(Disk disk, Path folder) throws IOException {
        Optional<Disk.Stat> fresh = disk.stat(folder.resolve(StoredFile.NEW));
        Optional<Disk.Stat> current = disk.stat(folder.resolve(StoredFile.CUR));
        if (fresh.isEmpty() || current.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Stamps(fresh.get().modified(), current.get().modified()));
    }

    boolean isKnown() {
        return this != UNKNOWN;
    }

    /** The later of the two. */
    Instant latest() {
        return newDirectory.isAfter(curDirectory) ? newDirectory : curDirectory;
    }
}
