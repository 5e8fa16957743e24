package dev.yubin.store.maildir;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/**
 * A disk that knows what a loss of power would leave of it: of a file what it contained when it was last synced, of a
 * directory the names it had when it was last synced. {@link DiskAfterCrash} writes that down as a new tree.
 *
 * <p>All that is below the root at first counts as synced.
 */
final class SyncRecordingDisk implements Disk {
    /** A file or directory, whatever names it has. */
    static final class Node {
        final boolean directory;
        /** The names of a directory, as they are and as they were when it was last synced. */
        final Map<String, Node> now = new TreeMap<>();

        Map<String, Node> durable = new TreeMap<>();
        /** What a file contained when it was last synced; nothing if it never was. */
        byte[] synced = new byte[0];

        boolean everSynced;
        /** When it was last changed, as of the last sync. */
        Instant modified = Instant.now();

        Node(boolean directory) {
            this.directory = directory;
        }
    }

    /** A name of a file or directory. */
    record Place(Node directory, String name, Node node) {
        boolean isIn(Map<String, Node> names) {
            return names.get(name) == node;
        }
    }

    /** Something that is to happen before each change of the disk. */
    interface Hook {
        void run() throws IOException;
    }

    private final Disk to;
    private final Path root;
    private final Node rootNode;
    /** Where a rename took what was at a place. */
    private final Map<Place, Place> moves = new HashMap<>();

    private Hook beforeChange = () -> {};

    SyncRecordingDisk(Path root) throws IOException {
        this.to = new RealDisk(root, SyncPolicy.NEVER);
        this.root = root;
        this.rootNode = existing(root);
    }

    private Node existing(Path path) throws IOException {
        Stat stat = to.stat(path).orElseThrow();
        Node node = new Node(stat.isDirectory());
        if (stat.isDirectory()) {
            for (String name : to.list(path)) {
                node.now.put(name, existing(path.resolve(name)));
            }
        }
        synced(node, path);
        return node;
    }

    private void synced(Node node, Path path) throws IOException {
        node.everSynced = true;
        node.modified = to.stat(path).orElseThrow().modified();
        if (node.directory) {
            node.durable = new TreeMap<>(node.now);
        } else {
            node.synced = to.read(path, 0);
        }
    }

    /** From now on this happens before each change and each sync. */
    synchronized void beforeChange(Hook hook) {
        beforeChange = hook;
    }

    /** Makes a tree of what is left if power fails now and nothing is left that was not synced. */
    synchronized void losePower(Path into) throws IOException {
        new DiskAfterCrash(this, rootNode, moves, root, Optional.empty()).write(into);
    }

    /** As {@link #losePower(Path)}, but of what was not synced anything may be there and anything may not. */
    synchronized void losePower(Path into, Random random) throws IOException {
        new DiskAfterCrash(this, rootNode, moves, root, Optional.of(random)).write(into);
    }

    private Node node(Path path) {
        Node node = rootNode;
        for (Path name : root.relativize(path)) {
            String text = name.toString();
            node = text.isEmpty() ? node : node.now.get(text);
        }
        return node;
    }

    private Map<String, Node> names(Path path) {
        return node(path.getParent()).now;
    }

    private static String name(Path path) {
        return path.getFileName().toString();
    }

    @Override
    public Optional<Stat> stat(Path path) throws IOException {
        return to.stat(path);
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
    public synchronized Writing create(Path file) throws IOException {
        beforeChange.run();
        Writing writing = to.create(file);
        names(file).put(name(file), new Node(false));
        return writing;
    }

    @Override
    public synchronized void append(Path file, ByteBuffer octets) throws IOException {
        beforeChange.run();
        to.append(file, octets);
        names(file).computeIfAbsent(name(file), none -> new Node(false));
    }

    @Override
    public synchronized void truncate(Path file, long size) throws IOException {
        beforeChange.run();
        to.truncate(file, size);
    }

    @Override
    public synchronized void link(Path existing, Path name) throws IOException {
        beforeChange.run();
        to.link(existing, name);
        names(name).put(name(name), node(existing));
    }

    @Override
    public synchronized void rename(Path from, Path target) throws IOException {
        beforeChange.run();
        to.rename(from, target);
        Node node = node(from);
        if (node != node(target)) {
            Place place = new Place(node(target.getParent()), name(target), node);
            moves.put(new Place(node(from.getParent()), name(from), node), place);
            moves.remove(place);
            names(target).put(name(target), node);
            names(from).remove(name(from));
        }
    }

    @Override
    public synchronized boolean delete(Path path) throws IOException {
        beforeChange.run();
        boolean deleted = to.delete(path);
        if (deleted) {
            names(path).remove(name(path));
        }
        return deleted;
    }

    @Override
    public synchronized void createDirectory(Path directory) throws IOException {
        beforeChange.run();
        to.createDirectory(directory);
        if (names(directory).put(name(directory), new Node(true)) != null) {
            throw new FileAlreadyExistsException(directory.toString());
        }
    }

    @Override
    public synchronized void setModified(Path file, Instant time) throws IOException {
        beforeChange.run();
        to.setModified(file, time);
    }

    @Override
    public synchronized void sync(Path path) throws IOException {
        beforeChange.run();
        // Fails for what is not there.
        Files.getLastModifiedTime(path);
        synced(node(path), path);
    }
}
