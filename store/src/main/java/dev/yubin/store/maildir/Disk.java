package dev.yubin.store.maildir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The operations on files that this store is made of: a seam at which a test sees what was synced and what was not, and
 * can make any operation fail. No operation follows a symbolic link at the end of its path. All may be called by many
 * threads at once.
 */
interface Disk {
    /** What a directory entry is. */
    record Stat(boolean isDirectory, boolean isFile, long size, Instant modified, Object key) {}

    /** What there is at a path; empty if there is nothing. */
    Optional<Stat> stat(Path path) throws IOException;

    /**
     * When something was last done to a file or directory, its name and attributes included, as far as the system tells:
     * unlike the time in {@link Stat} nobody can set it. Empty if there is nothing.
     */
    default Optional<Instant> touched(Path path) throws IOException {
        return stat(path).map(Stat::modified);
    }

    /** The names in a directory, in no order. */
    List<String> list(Path directory) throws IOException;

    /** The octets of a regular file from {@code offset} on; none if it is not that long. */
    byte[] read(Path file, long offset) throws IOException;

    /** A stream over the octets of a regular file from {@code offset} on. It stays readable when the file is deleted. */
    InputStream open(Path file, long offset) throws IOException;

    /** Makes a file that is not there yet and opens it for writing. */
    Writing create(Path file) throws IOException;

    /** Adds octets to the end of a file, in one write if the system takes them so; makes the file if need be. */
    void append(Path file, ByteBuffer octets) throws IOException;

    /** Cuts a file to a size. */
    void truncate(Path file, long size) throws IOException;

    /** Gives a file another name in addition. Fails if that name is taken. */
    void link(Path existing, Path name) throws IOException;

    /** Moves a file or directory within the file system, in one step. A file replaces another; a directory does not. */
    void rename(Path from, Path to) throws IOException;

    /** Deletes a file or empty directory; says whether it was there. */
    boolean delete(Path path) throws IOException;

    /** Makes a directory, for its owner only. Fails if the name is taken. */
    void createDirectory(Path directory) throws IOException;

    /** Sets when a file was last changed. */
    void setModified(Path file, Instant time) throws IOException;

    /**
     * Returns once the disk has what a file contains, or which names a directory has. Does nothing if the policy is
     * {@link SyncPolicy#NEVER}.
     */
    void sync(Path path) throws IOException;

    /** A file that is being written. */
    interface Writing extends AutoCloseable {
        /** Adds octets; all that remain in the buffer are taken. */
        void write(ByteBuffer octets) throws IOException;

        @Override
        void close() throws IOException;
    }
}
