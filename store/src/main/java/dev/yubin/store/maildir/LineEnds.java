package dev.yubin.store.maildir;

import java.nio.ByteBuffer;

/** Counts the LFs without a CR before them in a message that comes in piece by piece. Not thread-safe. */
final class LineEnds {
    private long bareLineFeeds;
    private boolean afterCr;

    /** Looks at octets, whose position and limit stay as they are. */
    void count(ByteBuffer octets) {
        int end = octets.limit();
        for (int i = octets.position(); i < end; i++) {
            byte octet = octets.get(i);
            if (octet == '\n' && !afterCr) {
                bareLineFeeds++;
            }
            afterCr = octet == '\r';
        }
    }

    /** The LFs so far that have no CR before them. */
    long bareLineFeeds() {
        return bareLineFeeds;
    }
}
