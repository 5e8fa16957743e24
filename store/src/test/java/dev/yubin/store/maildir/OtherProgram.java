package dev.yubin.store.maildir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Another program that works on a folder of a Maildir. Before each change it lets the file system's clock move on, so
 * that the change shows in the directory's time stamp: what happens within one tick is another matter.
 */
final class OtherProgram {
    private final Path folder;
    private final Path probe;

    OtherProgram(Path folder, Path scratch) {
        this.folder = folder;
        this.probe = scratch.resolve("probe-" + System.nanoTime());
    }

    Path folder() {
        return folder;
    }

    /** Delivers as the Maildir specification says: complete in {@code tmp/}, then moved. */
    void deliver(String name, String content) throws IOException {
        put(StoredFile.NEW, name, content);
    }

    /** Puts a file into {@code new/} or {@code cur/}. */
    void put(String directory, String name, String content) throws IOException {
        Path temporary = folder.resolve(StoredFile.TMP).resolve("other-" + System.nanoTime());
        Files.write(temporary, content.getBytes(StandardCharsets.ISO_8859_1));
        awaitTick(folder.resolve(directory));
        Files.move(temporary, folder.resolve(directory).resolve(name));
    }

    /** Moves a file; both names begin with their directory. */
    void move(String from, String to) throws IOException {
        move(folder.resolve(from), folder.resolve(to));
    }

    void move(Path from, Path to) throws IOException {
        awaitTick(from.getParent());
        awaitTick(to.getParent());
        Files.move(from, to);
    }

    void delete(String name) throws IOException {
        awaitTick(folder.resolve(name).getParent());
        Files.delete(folder.resolve(name));
    }

    /** The one file whose name has that base, with its directory. */
    String find(String base) throws IOException {
        List<String> found = new ArrayList<>();
        for (String name : files()) {
            if (MessageFile.parse(name.substring(name.indexOf('/') + 1)).base().equals(base)) {
                found.add(name);
            }
        }
        if (found.size() != 1) {
            throw new AssertionError("Files of " + base + ": " + found);
        }
        return found.get(0);
    }

    /** All files of {@code new/} and {@code cur/}, with their directories. */
    List<String> files() throws IOException {
        List<String> names = new ArrayList<>();
        for (String directory : new String[] {StoredFile.NEW, StoredFile.CUR}) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder.resolve(directory))) {
                entries.forEach(entry -> names.add(directory + '/' + entry.getFileName()));
            }
        }
        Collections.sort(names);
        return names;
    }

    String uidList() throws IOException {
        return Files.readString(folder.resolve(UidList.NAME));
    }

    /** Adds lines to the UID list in place, as Dovecot does. */
    void addToUidList(String lines) throws IOException {
        Files.writeString(folder.resolve(UidList.NAME), lines, StandardOpenOption.APPEND);
    }

    /** Replaces a file of the folder by another, as Dovecot does with what it does not add to. */
    void replace(String name, String content) throws IOException {
        Path temporary = folder.resolve("temp.other");
        Files.writeString(temporary, content);
        awaitTick(folder);
        Files.move(temporary, folder.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /** Returns when a change now gives the directory another time stamp. */
    void awaitTick(Path directory) throws IOException {
        Files.createDirectories(probe.getParent());
        do {
            Files.write(probe, new byte[] {1});
        } while (Files.getLastModifiedTime(probe).compareTo(Files.getLastModifiedTime(directory)) <= 0);
    }
}
