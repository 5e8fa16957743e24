package dev.yubin.store.maildir;

import dev.yubin.store.Quota;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.index.Snapshot;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The quota of an account, kept in its {@code maildirsize}. What is about to be added is noted there first, so that
 * several deliveries at once do not exceed a limit together.
 */
final class MaildirQuota implements Quota {
    private static final String LOCK = "yubin-quota.lock";
    private static final MaildirSize.Usage NONE = new MaildirSize.Usage(0, 0);

    /** Adds messages. */
    interface Work<T> {
        T run() throws IOException;
    }

    private final MaildirAccount account;
    private final MaildirSize size;
    /** What was removed and could not be noted. */
    private MaildirSize.Usage owed = NONE;

    private final AtomicLong reservedOctets = new AtomicLong();
    private final AtomicLong reservedMessages = new AtomicLong();

    MaildirQuota(MaildirAccount account) {
        this.account = account;
        this.size = new MaildirSize(account.disk(), account.root(), this::count);
    }

    /**
     * Adds messages if there is room for them. No folder's lock is held.
     *
     * @throws StoreException {@code OVERQUOTA} if there is none
     */
    <T> T counting(long octets, long messages, Work<T> work) throws IOException {
        if (!reserve(octets, messages)) {
            String full = "No room for " + octets + " octets in " + messages + " messages in " + account.root();
            throw new StoreException(Kind.OVERQUOTA, full);
        }
        reservedOctets.addAndGet(octets);
        reservedMessages.addAndGet(messages);
        boolean added = false;
        try {
            T result = work.run();
            added = true;
            return result;
        } finally {
            reservedOctets.addAndGet(-octets);
            reservedMessages.addAndGet(-messages);
            if (!added) {
                release(octets, messages);
            }
        }
    }

    /** One after the other: of two that fit only one at a time, one gets the room and not none. */
    @SuppressWarnings("try") // The lock is to be held, not to be used.
    private boolean reserve(long octets, long messages) throws IOException {
        settle();
        if (size.limits().values().isEmpty()) {
            return size.reserve(octets, messages);
        }
        try (DotLock held = DotLock.acquire(account.disk(), account.root().resolve(LOCK))) {
            return size.reserve(octets, messages);
        }
    }

    /** Messages were removed; that this cannot be noted does not bring them back. */
    synchronized void release(long octets, long messages) {
        owed = owed.plus(-octets, -messages);
        settle();
    }

    /** Notes what could not be noted before, on a full disk for example. */
    private synchronized void settle() {
        if (!owed.equals(NONE)) {
            try {
                size.add(owed.octets(), owed.messages());
                owed = NONE;
            } catch (IOException e) {
                FolderState.warn("Cannot note in the quota of " + account.root() + " what was removed", e);
            }
        }
    }

    /** What a folder holds that is about to be deleted; nothing if nobody asks. */
    MaildirSize.Usage of(Folder folder) throws IOException {
        if (size.limits().values().isEmpty()) {
            return NONE;
        }
        Snapshot<StoredFile> all = folder.current().snapshot();
        return new MaildirSize.Usage(all.messages().size(), all.messages().count());
    }

    /** Another folder is about to be made; the account's lock is held. */
    void requireRoomForMailbox() throws IOException {
        Long limit = limits().get(Resource.MAILBOX);
        if (limit != null && account.paths().size() >= limit) {
            throw new StoreException(Kind.OVERQUOTA, "There are already " + limit + " mailboxes in " + account.root());
        }
    }

    private MaildirSize.Usage count() throws IOException {
        long octets = reservedOctets.get();
        long messages = reservedMessages.get();
        for (Folder folder : account.allFolders()) {
            Snapshot<StoredFile> all = folder.current().snapshot();
            octets += all.messages().size();
            messages += all.messages().count();
        }
        return new MaildirSize.Usage(octets, messages);
    }

    @Override
    public Map<Resource, Long> usage() throws IOException {
        MaildirSize.Usage usage;
        settle();
        try {
            // Without limits nobody keeps account.
            usage = size.limits().values().isEmpty() ? count() : size.usage();
        } catch (IOException e) {
            throw StorageFailure.of(e);
        }
        Map<Resource, Long> map = new EnumMap<>(Resource.class);
        map.put(Resource.STORAGE, usage.octets());
        map.put(Resource.MESSAGE, usage.messages());
        map.put(Resource.MAILBOX, (long) account.paths().size());
        return map;
    }

    @Override
    public Map<Resource, Long> limits() throws IOException {
        try {
            return size.limits().values();
        } catch (IOException e) {
            throw StorageFailure.of(e);
        }
    }

    @Override
    public void setLimit(Resource resource, OptionalLong limit) throws IOException {
        if (limit.isPresent() && limit.getAsLong() < 0) {
            throw new IllegalArgumentException("A limit is not negative: " + limit.getAsLong());
        }
        try {
            size.setLimits(limits -> limits.with(resource, limit));
        } catch (IOException e) {
            throw StorageFailure.of(e);
        }
    }
}
