package dev.yubin.store.memory;

import dev.yubin.store.Lease;
import dev.yubin.store.MailAccount;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxId;
import dev.yubin.store.MailboxInfo;
import dev.yubin.store.MailboxName;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.index.Ticks;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** An account on the heap. Its lock is held for look-ups in its list of mailboxes, never for work in one. */
final class MemoryAccount implements MailAccount {
    private final Supplier<MemoryMailbox> newMailbox;
    private final Map<MailboxName, MemoryMailbox> mailboxes = new TreeMap<>();
    private final Set<MailboxName> subscriptions = new TreeSet<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private boolean gone;

    MemoryAccount(Supplier<MemoryMailbox> newMailbox) {
        this.newMailbox = newMailbox;
        mailboxes.put(MailboxName.INBOX, newMailbox.get());
    }

    @Override
    public synchronized List<MailboxInfo> mailboxes() {
        Set<MailboxName> names = new TreeSet<>(mailboxes.keySet());
        names.addAll(subscriptions);
        List<MailboxInfo> list = new ArrayList<>(names.size());
        for (MailboxName name : names) {
            MemoryMailbox mailbox = mailboxes.get(name);
            list.add(
                    mailbox == null
                            ? MailboxInfo.subscriptionOnly(name)
                            : MailboxInfo.of(name, mailbox.id(), subscriptions.contains(name)));
        }
        return list;
    }

    @Override
    public synchronized Mailbox open(MailboxName name) throws StoreException {
        return existing(name);
    }

    @Override
    public MailboxId create(MailboxName name) throws StoreException {
        MemoryMailbox mailbox;
        synchronized (this) {
            requirePresent();
            if (mailboxes.containsKey(name)) {
                throw new StoreException(Kind.ALREADY_EXISTS, "There is already a mailbox " + name);
            }
            mailbox = newMailbox.get();
            mailboxes.put(name, mailbox);
        }
        tick();
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
        }
        mailbox.delete();
        tick();
    }

    @Override
    public void rename(MailboxName from, MailboxName to) throws StoreException {
        synchronized (this) {
            existing(from);
            if (from.isInbox() || to.isBelow(from)) {
                throw new StoreException(Kind.UNSUPPORTED, from + " cannot be renamed to " + to);
            }
            Map<MailboxName, MailboxName> moves = moves(from, to);
            for (MailboxName target : moves.values()) {
                // A name that another one leaves is free, as a/b is when it becomes a and a/b/b becomes a/b.
                boolean leaves = moves.containsKey(target) && !target.equals(to);
                if (mailboxes.containsKey(target) && !leaves) {
                    throw new StoreException(Kind.ALREADY_EXISTS, "There is already a mailbox " + target);
                }
            }
            Map<MailboxName, MemoryMailbox> moved = new TreeMap<>();
            moves.forEach((old, target) -> moved.put(target, mailboxes.remove(old)));
            mailboxes.putAll(moved);
        }
        tick();
    }

    private Map<MailboxName, MailboxName> moves(MailboxName from, MailboxName to) throws StoreException {
        Map<MailboxName, MailboxName> moves = new TreeMap<>();
        for (MailboxName name : mailboxes.keySet()) {
            if (name.equals(from) || name.isBelow(from)) {
                try {
                    moves.put(name, name.moved(from, to));
                } catch (IllegalArgumentException tooLong) {
                    throw new StoreException(Kind.LIMIT, "The new name of " + name + " is too long", tooLong);
                }
            }
        }
        return moves;
    }

    @Override
    public void subscribe(MailboxName name, boolean on) {
        boolean changed;
        synchronized (this) {
            changed = on ? subscriptions.add(name) : subscriptions.remove(name);
        }
        if (changed) {
            tick();
        }
    }

    @Override
    public Lease watch(Runnable tick) {
        Runnable entry = tick::run;
        watchers.add(entry);
        return () -> watchers.remove(entry);
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
        tick();
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

    private void tick() {
        Ticks.tell(watchers);
    }
}
