package dev.yubin.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Deletes what crashes left behind: what is in a place for temporary files and has not been touched for long. */
final class LeftBehind {
    /** What the Maildir specification says: nobody works on one message for so long. */
    private static final Duration AGE = Duration.ofHours(36);

    /** A folder is not looked at more often than this. */
    private static final Duration INTERVAL = Duration.ofDays(1);

    /** What all temporary files beside files of their own begin with: ours, and Dovecot's. */
    private static final String TEMPORARY = "temp.";

    private Instant lookedAt = Instant.MIN;

    /** Deletes what is left in the spool and in directories like it. */
    static void deleteAll(Disk disk, Path directory, Instant now) throws IOException {
        for (String name : disk.list(directory)) {
            deleteIfOld(disk, directory.resolve(name), now);
        }
    }

    private static void deleteIfOld(Disk disk, Path path, Instant now) throws IOException {
        Optional<Instant> touched = disk.touched(path);
        if (touched.isPresent() && touched.get().plus(AGE).isBefore(now)) {
            FolderFiles.deleteTree(disk, path);
        }
    }

    /** Deletes what is left in a folder, if it was not looked at today. The folder's locks are held. */
    void deleteFrom(FolderState state) {
        Instant now = state.clock.instant();
        if (lookedAt != Instant.MIN && now.isBefore(lookedAt.plus(INTERVAL))) {
            return;
        }
        lookedAt = now;
        try {
            Path tmp = state.path.resolve(StoredFile.TMP);
            for (String name : state.disk.list(tmp)) {
                if (!isNeeded(state, name)) {
                    deleteIfOld(state.disk, tmp.resolve(name), now);
                }
            }
            for (String name : state.disk.list(state.path)) {
                if (name.startsWith(TEMPORARY)) {
                    deleteIfOld(state.disk, state.path.resolve(name), now);
                }
            }
        } catch (IOException e) {
            FolderState.warn("Cannot delete what was left behind in " + state.path, e);
        }
    }

    /** Whether it is the only file of a message: committed, and not moved to its place before a crash. */
    private static boolean isNeeded(FolderState state, String base) throws IOException {
        Long uid = state.index.uidOf(base);
        return uid != null
                && state.disk
                        .stat(state.snapshot().messages().get(uid).path(state.path))
                        .isEmpty();
    }
}
