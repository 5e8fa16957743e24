package dev.yubin.store.maildir;

import dev.yubin.mime.ModifiedUtf7;
import dev.yubin.store.MailboxName;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import java.util.Optional;

/**
 * The directories of mailboxes in Maildir++, as Dovecot names them: INBOX is the Maildir itself, all others lie directly
 * in it, as {@code .Level.Level} in modified UTF-7. So no level can hold a dot, and the whole has to fit in the name of
 * one directory.
 */
final class FolderNames {
    /** Longest name of a file on nearly every file system, in octets. */
    static final int MAX_FILE_NAME = 255;

    private FolderNames() {}

    /**
     * The directory of a mailbox within the Maildir; empty for INBOX.
     *
     * @throws StoreException {@code LIMIT} if there can be none
     */
    static String directoryOf(MailboxName name) throws StoreException {
        if (name.isInbox()) {
            return "";
        }
        String path = name.toString();
        if (path.indexOf('.') >= 0) {
            throw new StoreException(
                    Kind.LIMIT, "A Maildir keeps no dot in a mailbox name, the dot separates levels there: " + path);
        }
        String directory;
        try {
            // Per level, the slash being outside of base64, is the same as in one go.
            directory = '.' + ModifiedUtf7.encode(path).replace(MailboxName.SEPARATOR, '.');
        } catch (IllegalArgumentException e) {
            throw new StoreException(Kind.LIMIT, "This mailbox name is no valid Unicode", e);
        }
        if (directory.length() > MAX_FILE_NAME) {
            throw new StoreException(
                    Kind.LIMIT,
                    "This mailbox name takes " + directory.length() + " octets as a directory, and " + MAX_FILE_NAME
                            + " are the most: " + path);
        }
        return directory;
    }

    /**
     * The mailbox whose directory has that name; empty if {@link #directoryOf} makes no such name. INBOX has no
     * directory of its own, so {@code .INBOX} is none.
     */
    static Optional<MailboxName> mailboxOf(String directory) {
        if (!directory.startsWith(".") || directory.indexOf('/') >= 0) {
            return Optional.empty();
        }
        try {
            String path = ModifiedUtf7.decode(directory.substring(1)).replace('.', MailboxName.SEPARATOR);
            MailboxName name = MailboxName.of(path);
            // A name in NFD, or .inbox.x, would be the directory of another spelling.
            return directoryOf(name).equals(directory) ? Optional.of(name) : Optional.empty();
        } catch (IllegalArgumentException | StoreException notOurs) {
            return Optional.empty();
        }
    }
}
