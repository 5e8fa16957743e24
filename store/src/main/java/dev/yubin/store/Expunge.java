package dev.yubin.store;

/** Which messages of a set {@link Mailbox#expunge} removes. */
public enum Expunge {
    /** Only those that are {@code \Deleted} when the store commits, as IMAP's EXPUNGE asks. */
    DELETED_ONLY,
    /** All, as POP3's QUIT and IMAP's MOVE ask. */
    ANY;

    /** Whether a message of the set, as it is when the store commits, is to go. */
    public boolean removes(MessageMeta message) {
        return this == ANY || message.flags().contains(Flag.DELETED);
    }
}
