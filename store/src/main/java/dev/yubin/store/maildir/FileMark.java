package dev.yubin.store.maildir;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;

/** What a file looked like: another file of that name, or one that has grown, looks different. */
record FileMark(Object key, long size, Instant modified) {
    /** There was no file. */
    static final FileMark NONE = new FileMark(null, -1, Instant.MIN);

    static FileMark of(Disk disk, Path file) throws IOException {
        return disk.stat(file)
                .map(stat -> new FileMark(stat.key(), stat.size(), stat.modified()))
                .orElse(NONE);
    }
}
