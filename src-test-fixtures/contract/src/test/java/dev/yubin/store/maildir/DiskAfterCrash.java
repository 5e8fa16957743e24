package dev.yubin.store.maildir;

import dev.yubin.store.maildir.SyncRecordingDisk.Node;
import dev.yubin.store.maildir.SyncRecordingDisk.Place;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a loss of power leaves. Strictly, that is what was synced. With a source of chance it is harsher, as file systems
 * write when they like: of names that were made or deleted since, each may be so or as it was; of what was added to a
 * file a part may be there, or zeros in its place. What was moved is in one of the two places at least.
 */
final class DiskAfterCrash {
    /** A lock is of a process that is no more: the highest number Linux gives out is lower. */
    private static final String DEAD_HOLDER = "4194305:" + LockHolder.self().host();

    /** The machine starts again: all is older than this process. */
    private static final Duration OFF = Duration.ofHours(1);

    private final Disk disk;
    private final Node root;
    private final Map<Place, Place> moves;
    private final Optional<Random> random;
    private final Map<Node, Path> current = new IdentityHashMap<>();
    private final Map<Node, Map<String, Node>> left = new IdentityHashMap<>();
    private final Map<Node, Path> written = new IdentityHashMap<>();
    /** What is left where it is now. */
    private final Map<Node, Boolean> inPlace = new IdentityHashMap<>();

    DiskAfterCrash(Disk disk, Node root, Map<Place, Place> moves, Path path, Optional<Random> random) {
        this.disk = disk;
        this.root = root;
        this.moves = moves;
        this.random = random;
        locate(root, path);
    }

    private void locate(Node node, Path path) {
        current.put(node, path);
        node.now.forEach((name, entry) -> locate(entry, path.resolve(name)));
    }

    void write(Path into) throws IOException {
        choose(root);
        if (random.isPresent()) {
            restoreMoved();
        }
        Files.createDirectory(into);
        left.forEach((directory, names) -> names.forEach((name, entry) -> {
            if (directory.now.get(name) == entry) {
                inPlace.put(entry, true);
            }
        }));
        fill(root, into);
    }

    /** Chooses the names that are left of a directory and of those below. */
    private void choose(Node directory) {
        if (left.containsKey(directory)) {
            return;
        }
        Map<String, Node> chosen = new TreeMap<>(directory.durable);
        left.put(directory, chosen);
        random.ifPresent(chance -> {
            Set<String> names = new TreeSet<>(directory.durable.keySet());
            names.addAll(directory.now.keySet());
            for (String name : names) {
                Node now = directory.now.get(name);
                if (now != directory.durable.get(name) && chance.nextBoolean()) {
                    chosen.put(name, now);
                }
            }
        });
        chosen.values().removeIf(entry -> entry == null);
        chosen.values().stream().filter(entry -> entry.directory).forEach(this::choose);
    }

    /** Puts back what was to be moved: gone from where it was, and not where it went. */
    private void restoreMoved() {
        for (Place from : moves.keySet()) {
            Place to = from;
            while (moves.containsKey(to)) {
                to = moves.get(to);
            }
            boolean moved = left.containsKey(from.directory()) && from.isIn(from.directory().durable);
            boolean there = to.isIn(left.getOrDefault(to.directory(), Map.of()));
            if (moved && to.isIn(to.directory().now) && !there) {
                left.get(from.directory()).putIfAbsent(from.name(), from.node());
            }
        }
    }

    private void fill(Node directory, Path path) throws IOException {
        for (Map.Entry<String, Node> entry : left.get(directory).entrySet()) {
            Path place = path.resolve(entry.getKey());
            Node node = entry.getValue();
            Path other = written.get(node);
            // A directory never has two names, unlike a file.
            boolean second = node.directory && inPlace.containsKey(node) && directory.now.get(entry.getKey()) != node;
            if (second) {
                continue;
            }
            if (node.directory) {
                Files.createDirectory(place);
                choose(node);
                fill(node, place);
            } else if (other != null) {
                Files.createLink(place, other);
            } else {
                written.put(node, place);
                writeFile(node, place);
            }
        }
        boolean asSynced = left.get(directory).equals(directory.durable);
        Files.setLastModifiedTime(path, FileTime.from(asSynced ? directory.modified : modifiedNow(directory)));
    }

    private Instant modifiedNow(Node node) throws IOException {
        Path path = current.get(node);
        return path == null ? node.modified : disk.stat(path).orElseThrow().modified();
    }

    private void writeFile(Node node, Path place) throws IOException {
        if (place.toString().endsWith(".lock")) {
            boolean empty = random.isEmpty() || random.get().nextBoolean();
            Files.writeString(place, empty ? "" : DEAD_HOLDER, StandardCharsets.US_ASCII);
            Files.setLastModifiedTime(place, FileTime.from(Instant.now().minus(OFF)));
            return;
        }
        Files.write(place, random.isEmpty() ? node.synced : perhapsMore(node, random.get()));
        Files.setLastModifiedTime(place, FileTime.from(node.everSynced ? node.modified : Instant.now()));
    }

    /** What was synced, and what might be there of what was written since. */
    private byte[] perhapsMore(Node node, Random chance) throws IOException {
        Path path = current.get(node);
        byte[] now = path == null ? node.synced : disk.read(path, 0);
        int known = node.synced.length;
        boolean added = now.length >= known && Arrays.equals(now, 0, known, node.synced, 0, known);
        if (!added) {
            return chance.nextBoolean() ? now : node.synced;
        }
        int more = known + chance.nextInt(now.length - known + 1);
        byte[] part = Arrays.copyOf(now, more);
        // A length that was written before the octets.
        return chance.nextInt(4) == 0 ? Arrays.copyOf(part, now.length) : part;
    }
}
