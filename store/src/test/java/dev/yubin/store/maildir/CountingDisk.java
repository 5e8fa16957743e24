package dev.yubin.store.maildir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/** Counts what a store asks of the disk. */
final class CountingDisk extends PassingDisk {
    final AtomicLong operations = new AtomicLong();
    /** Of {@code new/} and {@code cur/}, which grow with the mailbox. */
    final AtomicLong listings = new AtomicLong();

    /** Message files that were opened, read or looked at. */
    final AtomicLong messageFiles = new AtomicLong();

    final AtomicLong octetsRead = new AtomicLong();
    final AtomicLong octetsWritten = new AtomicLong();

    CountingDisk(Disk to) {
        super(to);
    }

    void reset() {
        for (AtomicLong counter : List.of(operations, listings, messageFiles, octetsRead, octetsWritten)) {
            counter.set(0);
        }
    }

    private static boolean isMessage(Path path) {
        String parent = path.getParent().getFileName().toString();
        return parent.equals(StoredFile.NEW) || parent.equals(StoredFile.CUR);
    }

    private void count(Path path) {
        operations.incrementAndGet();
        if (isMessage(path)) {
            messageFiles.incrementAndGet();
        }
    }

    @Override
    public Optional<Stat> stat(Path path) throws IOException {
        count(path);
        return super.stat(path);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        operations.incrementAndGet();
        if (directory.endsWith(StoredFile.NEW) || directory.endsWith(StoredFile.CUR)) {
            listings.incrementAndGet();
        }
        return super.list(directory);
    }

    @Override
    public byte[] read(Path file, long offset) throws IOException {
        count(file);
        byte[] octets = super.read(file, offset);
        octetsRead.addAndGet(octets.length);
        return octets;
    }

    @Override
    public InputStream open(Path file, long offset) throws IOException {
        count(file);
        return super.open(file, offset);
    }

    @Override
    public Writing create(Path file) throws IOException {
        operations.incrementAndGet();
        Writing to = super.create(file);
        return new Writing() {
            @Override
            public void write(ByteBuffer octets) throws IOException {
                octetsWritten.addAndGet(octets.remaining());
                to.write(octets);
            }

            @Override
            public void close() throws IOException {
                to.close();
            }
        };
    }

    @Override
    public void append(Path file, ByteBuffer octets) throws IOException {
        operations.incrementAndGet();
        octetsWritten.addAndGet(octets.remaining());
        super.append(file, octets);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        operations.incrementAndGet();
        super.rename(from, to);
    }

    @Override
    public boolean delete(Path path) throws IOException {
        operations.incrementAndGet();
        return super.delete(path);
    }
}
