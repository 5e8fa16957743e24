package dev.yubin.store;

import java.io.IOException;
import java.util.Map;
import java.util.OptionalLong;

/**
 * A feature of a {@link MailAccount}: limits on what it may hold (RFC 9208). The account is the quota root of all its
 * mailboxes.
 *
 * <p>The store enforces the limits within the commit that would exceed them: the commit is refused with
 * {@link StoreException.Kind#OVERQUOTA} and leaves nothing behind. What is refused is growth of a limited resource: an
 * append, a copy, a move from another account, a new mailbox. A move within the account is none, and nothing is ever
 * refused that makes less of it. A limit below what is in use takes nothing away.
 */
public interface Quota {
    /** What is counted. */
    enum Resource {
        /** Octets of all messages (RFC 9208 §5.1, there in units of 1024). */
        STORAGE,
        /** Messages (RFC 9208 §5.2). */
        MESSAGE,
        /** Mailboxes, INBOX included (RFC 9208 §5.3). */
        MAILBOX
    }

    /** How much of each resource is in use now. Has an entry for each resource this store can limit, and only those. */
    Map<Resource, Long> usage() throws IOException;

    /** The limits that are set; no entry for what is unlimited. */
    Map<Resource, Long> limits() throws IOException;

    /**
     * Sets or, if empty, lifts the limit of one resource.
     *
     * @throws StoreException {@code UNSUPPORTED} for a resource {@link #usage()} does not name
     * @throws IllegalArgumentException if the limit is negative
     */
    void setLimit(Resource resource, OptionalLong limit) throws IOException;

    /**
     * Whether a message of that size would be refused now: the question at RCPT, before there is a message. An answer
     * for this moment only; the commit decides.
     *
     * @param size in octets, up to the largest long; 0 if it is not known
     */
    default boolean wouldExceed(long size) throws IOException {
        Map<Resource, Long> limits = limits();
        Map<Resource, Long> usage = usage();
        return exceeds(limits, usage, Resource.STORAGE, size) || exceeds(limits, usage, Resource.MESSAGE, 1);
    }

    private static boolean exceeds(
            Map<Resource, Long> limits, Map<Resource, Long> usage, Resource resource, long growth) {
        Long limit = limits.get(resource);
        // Not the sum, which may be larger than a long.
        return limit != null && Math.max(growth, 1) > limit - usage.getOrDefault(resource, 0L);
    }
}
