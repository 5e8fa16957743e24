package dev.yubin.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/**
 * When the directories {@code new/} and {@code cur/} of a folder last changed, as the file system tells: if that is what
 * it was after the last look, nobody has added, removed or renamed a file since.
 */
record Stamps(Instant newDirectory, Instant curDirectory) {
    /** A file system that keeps no fractions keeps full seconds, or every second one. */
    private static final Duration WHOLE_SECONDS = Duration.ofMillis(2100);

    private static final Duration FINE = Duration.ofMillis(100);

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

    /** Whether a change that is made after {@code now} may leave the directories looking the same. */
    boolean mayHide(Instant now) {
        return isKnown() && latest().plus(coarseness()).isAfter(now);
    }

    /** The later of the two. */
    Instant latest() {
        return newDirectory.isAfter(curDirectory) ? newDirectory : curDirectory;
    }

    /** How far the time stamps of the file system may be apart without being different. */
    Duration coarseness() {
        return newDirectory.getNano() == 0 && curDirectory.getNano() == 0 ? WHOLE_SECONDS : FINE;
    }
}
