package dev.yubin.store.maildir;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The disk as it is. What it makes is for its owner only, where the file system has permissions. */
final class RealDisk implements Disk {
    private final SyncPolicy policy;
    private final FileAttribute<?>[] forFiles;
    private final FileAttribute<?>[] forDirectories;

    /** The disk on which {@code root} lies. */
    RealDisk(Path root, SyncPolicy policy) {
        this.policy = policy;
        boolean posix = root.getFileSystem().supportedFileAttributeViews().contains("posix");
        this.forFiles = permissions(posix, "rw-------");
        this.forDirectories = permissions(posix, "rwx------");
    }

    private static FileAttribute<?>[] permissions(boolean posix, String mode) {
        return posix
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode))}
                : new FileAttribute<?>[0];
    }

    @Override
    public Optional<Stat> stat(Path path) throws IOException {
        try {
            BasicFileAttributes found = Files.readAttributes(path, BasicFileAttributes.class, NOFOLLOW_LINKS);
            return Optional.of(new Stat(
                    found.isDirectory(),
                    found.isRegularFile(),
                    found.size(),
                    found.lastModifiedTime().toInstant(),
                    found.fileKey()));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<Instant> touched(Path path) throws IOException {
        try {
            Object changed = Files.getAttribute(path, "unix:ctime", NOFOLLOW_LINKS);
            return Optional.of(((FileTime) changed).toInstant());
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (UnsupportedOperationException | IllegalArgumentException notThisSystem) {
            return stat(path).map(Stat::modified);
        }
    }

    @Override
    public List<String> list(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            entries.forEach(entry -> names.add(entry.getFileName().toString()));
        } catch (java.nio.file.DirectoryIteratorException e) {
            throw e.getCause();
        }
        return names;
    }

    @Override
    public byte[] read(Path file, long offset) throws IOException {
        try (InputStream in = open(file, offset)) {
            return in.readAllBytes();
        }
    }

    @Override
    public InputStream open(Path file, long offset) throws IOException {
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ, NOFOLLOW_LINKS);
        try {
            if (offset > 0) {
                channel.position(offset);
            }
            return Channels.newInputStream(channel);
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public Writing create(Path file) throws IOException {
        FileChannel channel = open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
        return new Writing() {
            @Override
            public void write(ByteBuffer octets) throws IOException {
                writeAll(channel, octets);
            }

            @Override
            public void close() throws IOException {
                channel.close();
            }
        };
    }

    @Override
    public void append(Path file, ByteBuffer octets) throws IOException {
        try (FileChannel channel = open(file, StandardOpenOption.APPEND, StandardOpenOption.CREATE, NOFOLLOW_LINKS)) {
            writeAll(channel, octets);
        }
    }

    @Override
    public void truncate(Path file, long size) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE, NOFOLLOW_LINKS)) {
            channel.truncate(size);
        }
    }

    @Override
    public void link(Path existing, Path name) throws IOException {
        Files.createLink(name, existing);
    }

    @Override
    public void rename(Path from, Path to) throws IOException {
        boolean directory = Files.isDirectory(from, NOFOLLOW_LINKS);
        // An empty directory would be replaced.
        if (directory && Files.exists(to, NOFOLLOW_LINKS)) {
            throw new FileAlreadyExistsException(to.toString());
        }
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (FileSystemException e) {
            // One that was made since, for which Java has no better word.
            if (directory && Files.exists(to, NOFOLLOW_LINKS) && Files.exists(from, NOFOLLOW_LINKS)) {
                throw new FileAlreadyExistsException(to.toString());
            }
            throw e;
        }
    }

    @Override
    public boolean delete(Path path) throws IOException {
        return Files.deleteIfExists(path);
    }

    @Override
    public void createDirectory(Path directory) throws IOException {
        Files.createDirectory(directory, forDirectories);
    }

    @Override
    public void setModified(Path file, Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    @Override
    public void sync(Path path) throws IOException {
        if (policy == SyncPolicy.NEVER) {
            return;
        }
        // Opening for reading is enough for fsync, and the only way for a directory.
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    private FileChannel open(Path file, OpenOption... options) throws IOException {
        return FileChannel.open(file, Set.of(options), forFiles);
    }

    private static void writeAll(FileChannel channel, ByteBuffer octets) throws IOException {
        while (octets.hasRemaining()) {
            channel.write(octets);
        }
    }
}
