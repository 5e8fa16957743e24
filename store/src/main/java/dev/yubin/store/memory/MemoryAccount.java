package dev.yubin.store.memory;

import dev.yubin.store.Lease;
import dev.yubin.store.MailAccount;
import dev.yubin.store.MailboxId;
import dev.yubin.store.MailboxInfo;
import dev.yubin.store.MailboxName;
import dev.yubin.store.Metadata;
import dev.yubin.store.ObjectIds;
import dev.yubin.store.Quota;
import dev.yubin.store.SpecialUse;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.Watchers;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/** An account on the heap. Its lock is held for look-ups in its list of mailboxes, never for work in one. */
final class MemoryAccount implements MailAccount {
    private final Function<MemoryQuota, MemoryMailbox> newMailbox;
    private final Map<MailboxName, MemoryMailbox> mailboxes = new TreeMap<>();
    private final Set<MailboxName> subscriptions = new TreeSet<>();
    private final Watchers watchers = new Watchers();
    private final MemoryQuota quota = new MemoryQuota(this::requirePresent);
    private final Map<Class<?>, Object> features;
    private volatile boolean gone;

    /**
     * An account with an INBOX.
     *
     * @param newMailbox makes a mailbox that counts towards a quota
     */
    MemoryAccount(Function<MemoryQuota, MemoryMailbox> newMailbox) {
        this.newMailbox = newMailbox;
        // EMAILIDs are of use as they are; threads are not kept.
        ObjectIds objectIds = emailId -> Optional.empty();
        this.features = Map.of(
                Quota.class,
                quota,
                Metadata.class,
                new MemoryMetadata(this::requirePresent),
                SpecialUse.class,
                new MemorySpecialUse(this),
                ObjectIds.class,
                objectIds);
        mailboxes.put(MailboxName.INBOX, newMailbox.apply(quota));
    }

    @Override
    public synchronized List<MailboxInfo> mailboxes() throws StoreException {
        requirePresent();
        return MailboxInfo.list(mailboxes, MemoryMailbox::id, subscriptions);
    }

    @Override
    public synchronized MemoryMailbox open(MailboxName name) throws StoreException {
        return existing(name);
    }

    /** The mailboxes there are. */
    synchronized Map<MailboxName, MemoryMailbox> byName() throws StoreException {
        requirePresent();
        return new TreeMap<>(mailboxes);
    }

    @Override
    public MailboxId create(MailboxName name) throws StoreException {
        MemoryMailbox mailbox;
        synchronized (this) {
            requirePresent();
            if (mailboxes.containsKey(name)) {
                throw new StoreException(Kind.ALREADY_EXISTS, "There is already a mailbox " + name);
            }
            quota.reserve(0, 0, 1);
            mailbox = newMailbox.apply(quota);
            mailboxes.put(name, mailbox);
        }
        watchers.tick();
        return mailbox.id();
    }

    @Override
    public void delete(MailboxName name) throws StoreException {
        MemoryMailbox mailbox;
        synchronized (this) {
            mailbox = existing(name);
            if (name.isInbox()) {
                throw new StoreException(Kind.UNSUPPORTED, "INBOX cannot be deleted");
            }
            mailboxes.remove(name);
            quota.release(0, 0, 1);
        }
        mailbox.delete();
        watchers.tick();
    }

    @Override
    public void rename(MailboxName from, MailboxName to) throws StoreException {
        synchronized (this) {
            requirePresent();
            Map<MailboxName, MemoryMailbox> moved = new TreeMap<>();
            MailboxName.renames(mailboxes.keySet(), from, to)
                    .forEach((old, target) -> moved.put(target, mailboxes.remove(old)));
            mailboxes.putAll(moved);
        }
        watchers.tick();
    }

    @Override
    public void subscribe(MailboxName name, boolean on) throws StoreException {
        boolean changed;
        synchronized (this) {
            requirePresent();
            changed = on ? subscriptions.add(name) : subscriptions.remove(name);
        }
        if (changed) {
            watchers.tick();
        }
    }

    @Override
    public Lease watch(Runnable tick) {
        return watchers.add(tick);
    }

    @Override
    public <T> Optional<T> feature(Class<T> type) {
        return Optional.ofNullable(type.cast(features.get(type)));
    }

    /** How many watch it. */
    int watchers() {
        return watchers.count();
    }

    /** The account was removed: its mailboxes are gone. */
    void delete() {
        List<MemoryMailbox> all;
        synchronized (this) {
            gone = true;
            all = List.copyOf(mailboxes.values());
            mailboxes.clear();
        }
        all.forEach(MemoryMailbox::delete);
        watchers.close();
    }

    private MemoryMailbox existing(MailboxName name) throws StoreException {
        requirePresent();
        MemoryMailbox mailbox = mailboxes.get(name);
        if (mailbox == null) {
            throw new StoreException(Kind.NOT_FOUND, "No mailbox " + name);
        }
        return mailbox;
    }

    private void requirePresent() throws StoreException {
        if (gone) {
            throw new StoreException(Kind.GONE, "The account was removed");
        }
    }
}
