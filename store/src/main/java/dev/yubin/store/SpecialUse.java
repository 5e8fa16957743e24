package dev.yubin.store;

import java.io.IOException;
import java.util.Map;
import java.util.Set;

/**
 * A feature of a {@link MailAccount}: what mailboxes are for (RFC 6154, RFC 8457). The uses of a mailbox go along when it
 * is renamed, and with it when it is deleted.
 */
public interface SpecialUse {
    /** A special use. */
    enum Use {
        /** {@code \All}: all messages. */
        ALL("\\All"),
        /** {@code \Archive}. */
        ARCHIVE("\\Archive"),
        /** {@code \Drafts}. */
        DRAFTS("\\Drafts"),
        /** {@code \Flagged}: all flagged messages. */
        FLAGGED("\\Flagged"),
        /** {@code \Important} (RFC 8457). */
        IMPORTANT("\\Important"),
        /** {@code \Junk}. */
        JUNK("\\Junk"),
        /** {@code \Sent}. */
        SENT("\\Sent"),
        /** {@code \Trash}. */
        TRASH("\\Trash");

        private final String attribute;

        Use(String attribute) {
            this.attribute = attribute;
        }

        /** The attribute as LIST tells it. */
        @Override
        public String toString() {
            return attribute;
        }
    }

    /** The mailboxes that have uses. */
    Map<MailboxName, Set<Use>> uses() throws IOException;

    /**
     * Gives a mailbox these uses in place of those it has. Several mailboxes may have the same.
     *
     * @throws StoreException {@code NOT_FOUND} if there is no such mailbox
     */
    void set(MailboxName name, Set<Use> uses) throws IOException;
}
