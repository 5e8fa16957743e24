package dev.yubin.store.maildir;

import dev.yubin.mime.ModifiedUtf7;
import dev.yubin.store.MailboxName;
import dev.yubin.store.StoreException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * The subscribed mailboxes of an account, in the file {@code subscriptions} of its Maildir, as Dovecot keeps them: a
 * name in modified UTF-7 on each line. Version 2 starts with a header and has a tab between levels; version 1 has no
 * header and a dot. A file keeps its version, a new one has version 2 (Dovecot 2.3 and later). Lines that name no
 * mailbox of ours stay as they are.
 */
final class SubscriptionFile {
    private static final String NAME = "subscriptions";
    private static final String VERSION_2 = "V\t2\n\n";

    private SubscriptionFile() {}

    /** The subscribed mailboxes; some may not exist. None if there is no file. */
    static SortedSet<MailboxName> read(Disk disk, Path maildir) throws IOException {
        SortedSet<MailboxName> names = new TreeSet<>();
        for (String line : load(disk, maildir).lines) {
            nameOf(line).ifPresent(names::add);
        }
        return names;
    }

    /**
     * Subscribes or unsubscribes a mailbox; on the disk when this returns.
     *
     * @param maildir the root of the account, which exists
     * @return whether that changed anything
     * @throws StoreException {@code LIMIT} if Maildir++ cannot keep the name, {@code TEMPORARY} if the file stayed locked
     */
    @SuppressWarnings("try") // The lock is to be held, not to be used.
    static boolean change(Disk disk, Path maildir, MailboxName name, boolean on) throws IOException {
        String directory = FolderNames.directoryOf(name);
        try (DotLock held = DotLock.acquire(disk, maildir.resolve(NAME + ".lock"))) {
            Content content = load(disk, maildir);
            if (content.lines.stream().map(SubscriptionFile::nameOf).anyMatch(Optional.of(name)::equals) == on) {
                return false;
            }
            List<String> lines = new ArrayList<>(content.lines);
            if (on) {
                String plain = name.isInbox() ? name.toString() : directory.substring(1);
                lines.add(content.version2 ? plain.replace('.', '\t') : plain);
            } else {
                lines.removeIf(line -> nameOf(line).equals(Optional.of(name)));
            }
            StringBuilder text = new StringBuilder(content.version2 ? VERSION_2 : "");
            lines.forEach(line -> text.append(line).append('\n'));
            WholeFile.replace(disk, maildir.resolve(NAME), text.toString().getBytes(StandardCharsets.ISO_8859_1));
            return true;
        }
    }

    private record Content(boolean version2, List<String> lines) {}

    private static Content load(Disk disk, Path maildir) throws IOException {
        String text;
        try {
            // Names are US-ASCII; what is not stays as it is.
            text = new String(disk.read(maildir.resolve(NAME), 0), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException none) {
            return new Content(true, List.of());
        }
        boolean version2 = text.startsWith(VERSION_2);
        String names = version2 ? text.substring(VERSION_2.length()) : text;
        List<String> lines = new ArrayList<>(List.of(names.split("\n", -1)));
        // What is behind the last end of line: nothing, or a line that lost it.
        if (lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return new Content(version2, lines);
    }

    /** Both forms in one: no name has a tab. */
    private static Optional<MailboxName> nameOf(String line) {
        if (line.indexOf(MailboxName.SEPARATOR) >= 0) {
            return Optional.empty();
        }
        try {
            String path = ModifiedUtf7.decode(line.replace('\t', '.')).replace('.', MailboxName.SEPARATOR);
            return Optional.of(MailboxName.of(path));
        } catch (IllegalArgumentException unknown) {
            return Optional.empty();
        }
    }
}
