package dev.yubin.store;

import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/**
 * A feature of a {@link MailAccount}, for the server's entries, and of a {@link Mailbox}, for its own: annotations
 * (RFC 5464). A mailbox's entries go along when it is renamed, and with it when it is deleted.
 *
 * <p>Entry names are what RFC 5464 §3 allows, in lower case, and begin with {@code /private/} or {@code /shared/}. Who
 * may see which is decided above the store.
 */
public interface Metadata {
    /** Longest value that every store takes, in octets. */
    int MAX_VALUE = 64 * 1024;

    /** Most entries that a mailbox or an account has. */
    int MAX_ENTRIES = 100;

    /** All entries by name, sorted. The values are the store's: nobody changes them. */
    Map<String, byte[]> entries() throws IOException;

    /**
     * Sets entries, or removes those whose {@link Optional} is empty, all or none. A value of no octets is a value.
     *
     * @throws StoreException {@code LIMIT} if a value is larger than {@link #MAX_VALUE} or there would be more entries
     *     than {@link #MAX_ENTRIES}
     */
    void set(Map<String, Optional<byte[]>> changes) throws IOException;
}
