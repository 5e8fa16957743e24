package dev.yubin.store.maildir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A disk that is another one. A test overrides what is to go wrong, or to happen in between. */
class PassingDisk implements Disk {
    private final Disk to;

    PassingDisk(Disk to) {
        this.to = to;
    }

    @Override
    public Optional<Stat> stat(Path path) throws IOException {
        return to.stat(path);
    }

    @Override
    public Optional<Instant> touched(Path path) throws IOException {
        return to.touched(path);
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        return to.list(directory);
    }

    @Override
    public byte[] read(Path file, long offset) throws IOException {
        return to.read(file, offset);
    }

    @Override
    public InputStream open(Path file, long offset) throws IOException {
        return to.open(file, offset);
    }

    @Override
    public Writing create(Path file) throws IOException {
        return to.create(file);
    }

    @Override
    public void append(Path file, ByteBuffer octets) throws IOException {
        to.append(file, octets);
    }

    @Override
    public void truncate(Path file, long size) throws IOException {
        to.truncate(file, size);
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        to.link(existing, name);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        this.to.rename(from, to);
    }

    @Override
    public boolean delete(Path path) throws IOException {
        return to.delete(path);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        to.createDirectory(directory);
    }

    @Override
    public void setModified(Path file, Instant time) throws IOException {
        to.setModified(file, time);
    }

    @Override
    public void sync(Path path) throws IOException {
        to.sync(path);
    }
}
