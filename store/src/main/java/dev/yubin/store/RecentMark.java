package dev.yubin.store;

import java.io.IOException;

/**
 * A feature of a {@link Mailbox}: which messages no session has been told of as {@code \Recent} (RFC 3501 §2.3.2).
 * Messages that are delivered, copied or moved into the mailbox are marked, and the marks outlive a restart if the mail
 * does. Without this feature RECENT is 0.
 */
public interface RecentMark {
    /** How many messages are marked (STATUS RECENT, EXAMINE). */
    long count() throws IOException;

    /** The messages that are marked; the marks are gone. Of two sessions that claim at once, each gets others. */
    UidSet claim() throws IOException;
}
