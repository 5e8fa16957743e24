package dev.yubin.store.maildir;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A file to which several processes add, and which is written anew now and then. Remembers how far it was read. Used
 * under the folder's lock, and changed only while {@code dovecot-uidlist.lock} is held.
 */
final class GrowingFile {
    /** How much of what was read is compared before what follows is read: a new file may get an old one's number. */
    private static final int TAIL = 64;

    /** A file is never written anew for fewer lines than this that are out of date. */
    private static final long MIN_WASTE = 1000;

    private final Disk disk;
    private Path path;
    private Object key;
    private long offset;
    private byte[] tail = new byte[0];

    GrowingFile(Disk disk, Path path) {
        this.disk = disk;
        this.path = path;
    }

    void moved(Path to) {
        path = to;
    }

    /** Whether so much of a file is out of date that it should be written anew. */
    static boolean isWasteful(long lines, long needed) {
        return lines > 2 * needed + MIN_WASTE;
    }

    /** How far it was read. */
    long offset() {
        return offset;
    }

    private boolean isSame(Optional<Disk.Stat> stat) {
        return stat.isPresent() && keyOf(stat.get()).equals(key) && stat.get().size() >= offset;
    }

    private Object keyOf(Disk.Stat stat) {
        return stat.key() == null ? path : stat.key();
    }

    /** Whether there is something behind what was read. */
    boolean hasMore() throws IOException {
        Optional<Disk.Stat> stat = disk.stat(path);
        return stat.isPresent() && stat.get().size() > offset;
    }

    /** What is behind what was read; empty if it is not the same file any more. */
    Optional<byte[]> more() throws IOException {
        Optional<Disk.Stat> stat = disk.stat(path);
        if (key == null || !isSame(stat)) {
            return Optional.empty();
        }
        if (stat.get().size() == offset) {
            return Optional.of(new byte[0]);
        }
        byte[] octets = disk.read(path, offset - tail.length);
        boolean follows = octets.length >= tail.length && Arrays.equals(octets, 0, tail.length, tail, 0, tail.length);
        return follows ? Optional.of(Arrays.copyOfRange(octets, tail.length, octets.length)) : Optional.empty();
    }

    /** All of the file, nothing of which counts as read; empty if there is none. */
    Optional<byte[]> all() throws IOException {
        forget();
        Optional<Disk.Stat> stat = disk.stat(path);
        if (stat.isEmpty()) {
            return Optional.empty();
        }
        key = keyOf(stat.get());
        return Optional.of(disk.read(path, 0));
    }

    /** The first {@code length} of these octets, which follow what was read, are read now. */
    void consumed(byte[] octets, int length) {
        offset += length;
        byte[] known = Arrays.copyOf(tail, tail.length + Math.min(length, TAIL));
        int taken = known.length - tail.length;
        System.arraycopy(octets, length - taken, known, tail.length, taken);
        tail = Arrays.copyOfRange(known, Math.max(0, known.length - TAIL), known.length);
    }

    /** Adds octets behind what was read, which is all there is: all of them, or none if it fails. */
    void append(byte[] octets) throws IOException {
        try {
            disk.append(path, ByteBuffer.wrap(octets));
        } catch (IOException e) {
            disk.truncate(path, offset);
            throw e;
        }
        consumed(octets, octets.length);
    }

    /** As {@link #append}, and returns once the disk has them. */
    void appendSynced(byte[] octets) throws IOException {
        long end = offset;
        append(octets);
        try {
            disk.sync(path);
        } catch (IOException e) {
            try {
                truncate(end);
            } catch (IOException second) {
                e.addSuppressed(second);
                forget();
            }
            throw e;
        }
    }

    /** Cuts off what was read from {@code end} on. */
    void truncate(long end) throws IOException {
        disk.truncate(path, end);
        disk.sync(path);
        offset = end;
        tail = new byte[0];
    }

    /** Writes the file anew. */
    void replace(byte[] octets) throws IOException {
        WholeFile.replace(disk, path, octets);
        forget();
        Disk.Stat stat = disk.stat(path).orElseThrow(() -> new IOException(path + " has vanished"));
        key = keyOf(stat);
        consumed(octets, octets.length);
    }

    /** Forgets what was read. */
    void forget() {
        key = null;
        offset = 0;
        tail = new byte[0];
    }
}
