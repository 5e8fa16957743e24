package dev.yubin.store.maildir;

import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/** A lock file at one moment. Two are equal if nothing tells them apart. */
record LockFile(Disk.Stat stat, String content) {
    /** A file that is longer is no lock of ours; Dovecot writes new content into some of its own. */
    private static final int MAX_CONTENT = 512;

    /** The lock file at a path; empty if there is none. */
    static Optional<LockFile> look(Disk disk, Path path) throws IOException {
        Optional<Disk.Stat> stat = disk.stat(path);
        while (stat.isPresent()) {
            if (!stat.get().isFile()) {
                throw new StoreException(Kind.TEMPORARY, "Not a lock file, and in the way of one: " + path);
            }
            try (InputStream in = disk.open(path, 0)) {
                String content = new String(in.readNBytes(MAX_CONTENT), StandardCharsets.UTF_8);
                Optional<Disk.Stat> after = disk.stat(path);
                if (after.equals(stat)) {
                    return Optional.of(new LockFile(stat.get(), content));
                }
                // The content may be that of the next lock.
                stat = after;
            } catch (NoSuchFileException freed) {
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    /** The process that made it; empty if it does not tell. */
    Optional<LockHolder> holder() {
        return LockHolder.parse(content);
    }
}
