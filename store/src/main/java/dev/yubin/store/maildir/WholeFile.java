package dev.yubin.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Files that are written as a whole: a reader finds the old content or the new one, and so does a server after a crash. */
final class WholeFile {
    private static final AtomicLong NEXT = new AtomicLong();

    private WholeFile() {}

    /**
     * Replaces the content of a file, or makes it, and returns once the disk has it.
     *
     * @throws IOException if that failed; then the file is as it was
     */
    static void replace(Disk disk, Path file, byte[] content) throws IOException {
        Path temporary = temporary(file);
        try {
            try (Disk.Writing out = disk.create(temporary)) {
                out.write(ByteBuffer.wrap(content));
            }
            disk.sync(temporary);
            disk.rename(temporary, file);
        } catch (IOException e) {
            disk.delete(temporary);
            throw e;
        }
        disk.sync(file.getParent());
    }

    /** A name next to a file that no other process and no other thread uses. */
    static Path temporary(Path file) {
        LockHolder self = LockHolder.self();
        // The time, because in a container all processes may have the same number. No dot in front: in Maildir++ that
        // is
        // a folder.
        String unique =
                self.host() + '.' + self.pid() + '.' + System.currentTimeMillis() + '.' + NEXT.incrementAndGet();
        return file.resolveSibling("temp." + unique + '.' + file.getFileName());
    }
}
