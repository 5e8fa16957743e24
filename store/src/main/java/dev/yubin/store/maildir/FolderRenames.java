package dev.yubin.store.maildir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Renames a folder and those below it, which in Maildir++ are many directories. What is to be done is written down
 * first, so that it can be finished after a crash. The account's lock is held.
 */
final class FolderRenames {
    /** The file that tells of renames that are under way. */
    static final String NAME = "yubin-renames";

    private FolderRenames() {}

    /** Renames directories within a Maildir; the targets are free, or become free by it. */
    static void run(Disk disk, Path root, Map<String, String> renames) throws IOException {
        StringBuilder text = new StringBuilder();
        renames.forEach((from, to) -> text.append(from).append('\t').append(to).append('\n'));
        byte[] octets = text.toString().getBytes(StandardCharsets.UTF_8);
        WholeFile.replace(disk, root.resolve(NAME), octets);
        finish(disk, root, new LinkedHashMap<>(renames));
    }

    /** Does what is written down and was not done yet. */
    static void finish(Disk disk, Path root) throws IOException {
        finish(disk, root, read(disk, root));
    }

    private static void finish(Disk disk, Path root, Map<String, String> open) throws IOException {
        boolean progress = true;
        while (progress && !open.isEmpty()) {
            progress = false;
            for (Map.Entry<String, String> rename : Map.copyOf(open).entrySet()) {
                if (tryRename(disk, root, rename.getKey(), rename.getValue())) {
                    open.remove(rename.getKey());
                    progress = true;
                }
            }
        }
        if (!open.isEmpty()) {
            // Another program has taken the names. All mail is there, under the old ones.
            FolderState.warn("Renames in " + root + " are given up, because both names are taken: " + open);
        }
        disk.sync(root);
        disk.delete(root.resolve(NAME));
        disk.sync(root);
    }

    private static Map<String, String> read(Disk disk, Path root) throws IOException {
        Map<String, String> renames = new LinkedHashMap<>();
        String text = new String(disk.read(root.resolve(NAME), 0), StandardCharsets.UTF_8);
        for (String line : text.split("\n")) {
            String[] names = line.split("\t");
            boolean valid = names.length == 2
                    && FolderNames.mailboxOf(names[0]).isPresent()
                    && FolderNames.mailboxOf(names[1]).isPresent();
            if (valid) {
                renames.put(names[0], names[1]);
            } else {
                FolderState.warn(root.resolve(NAME) + " has a line that makes no sense, which is passed over: " + line);
            }
        }
        return renames;
    }

    /** Renames one; false if another one has to go first. */
    private static boolean tryRename(Disk disk, Path root, String from, String to) throws IOException {
        if (disk.stat(root.resolve(from)).isEmpty()) {
            return true;
        }
        if (disk.stat(root.resolve(to)).isPresent()) {
            return false;
        }
        disk.rename(root.resolve(from), root.resolve(to));
        return true;
    }
}
