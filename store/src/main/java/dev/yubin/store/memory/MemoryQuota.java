package dev.yubin.store.memory;

import dev.yubin.store.Quota;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What an account has and may have. Always counted, so that a limit that is set later finds the right figures. Its lock
 * is held for a few additions and is the last one taken: commits in several mailboxes of an account come one after the
 * other here, so that together they never exceed a limit.
 */
final class MemoryQuota implements Quota {
    private final Map<Resource, Long> limits = new EnumMap<>(Resource.class);
    private final Presence account;
    private long octets;
    private long messages;
    private long mailboxes;

    /** Of an account with an INBOX. */
    MemoryQuota(Presence account) {
        this.account = account;
        this.mailboxes = 1;
    }

    @Override
    public Map<Resource, Long> usage() throws StoreException {
        account.require();
        synchronized (this) {
            return Map.of(Resource.STORAGE, octets, Resource.MESSAGE, messages, Resource.MAILBOX, mailboxes);
        }
    }

    @Override
    public Map<Resource, Long> limits() throws StoreException {
        account.require();
        synchronized (this) {
            return Map.copyOf(limits);
        }
    }

    /** Without limits, as most accounts are, this is asked for each recipient and must cost nothing. */
    @Override
    public boolean wouldExceed(long size) throws IOException {
        synchronized (this) {
            if (limits.isEmpty()) {
                return false;
            }
        }
        return Quota.super.wouldExceed(size);
    }

    @Override
    public void setLimit(Resource resource, OptionalLong limit) throws StoreException {
        account.require();
        if (limit.isPresent() && limit.getAsLong() < 0) {
            throw new IllegalArgumentException("A limit is not negative: " + limit.getAsLong());
        }
        synchronized (this) {
            if (limit.isPresent()) {
                limits.put(resource, limit.getAsLong());
            } else {
                limits.remove(resource);
            }
        }
    }

    /**
     * Takes this much, all or nothing.
     *
     * @throws StoreException {@code OVERQUOTA} if a limit would be exceeded
     */
    synchronized void reserve(long moreOctets, long moreMessages, long moreMailboxes) throws StoreException {
        if (!limits.isEmpty()) {
            check(Resource.STORAGE, octets, moreOctets);
            check(Resource.MESSAGE, messages, moreMessages);
            check(Resource.MAILBOX, mailboxes, moreMailboxes);
        }
        octets += moreOctets;
        messages += moreMessages;
        mailboxes += moreMailboxes;
    }

    /** Gives this much back. */
    synchronized void release(long lessOctets, long lessMessages, long lessMailboxes) {
        octets -= lessOctets;
        messages -= lessMessages;
        mailboxes -= lessMailboxes;
    }

    private void check(Resource resource, long used, long more) throws StoreException {
        Long limit = limits.get(resource);
        // What takes none of a resource is no growth of it, even if its limit is exceeded already.
        if (limit != null && more > 0 && used + more > limit) {
            throw new StoreException(Kind.OVERQUOTA, "The account's limit of " + resource + " is " + limit);
        }
    }
}
