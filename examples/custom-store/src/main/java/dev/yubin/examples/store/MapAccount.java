package dev.yubin.examples.store;

import dev.yubin.store.MailAccount;
import dev.yubin.store.MailboxId;
import dev.yubin.store.MailboxInfo;
import dev.yubin.store.MailboxName;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** An account: mailboxes by name, and the names subscribed to. Without mailboxes, INBOX too, it was removed. */
final class MapAccount implements MailAccount {
    private final LongSupplier nextUidValidity;
    private final Set<MailboxName> subscribed = new TreeSet<>();
    private Map<MailboxName, MapMailbox> mailboxes = new TreeMap<>();

    MapAccount(LongSupplier nextUidValidity) {
        this.nextUidValidity = nextUidValidity;
        mailboxes.put(MailboxName.INBOX, new MapMailbox(nextUidValidity.getAsLong()));
    }

    @Override
    public synchronized List<MailboxInfo> mailboxes() {
        Set<MailboxName> names = new TreeSet<>(mailboxes.keySet());
        names.addAll(subscribed);
        return names.stream()
                .map(name -> mailboxes.containsKey(name)
                        ? MailboxInfo.of(name, mailboxes.get(name).id(), subscribed.contains(name))
                        : MailboxInfo.subscriptionOnly(name))
                .toList();
    }

    @Override
    public synchronized MapMailbox open(MailboxName name) throws StoreException {
        MapMailbox mailbox = mailboxes.get(name);
        if (mailbox == null) {
            Kind kind = mailboxes.isEmpty() ? Kind.GONE : Kind.NOT_FOUND;
            throw new StoreException(kind, "No mailbox " + name);
        }
        return mailbox;
    }

    @Override
    public synchronized MailboxId create(MailboxName name) throws StoreException {
        open(MailboxName.INBOX);
        if (mailboxes.containsKey(name)) {
            throw new StoreException(Kind.ALREADY_EXISTS, "There is already a mailbox " + name);
        }
        mailboxes.put(name, new MapMailbox(nextUidValidity.getAsLong()));
        return open(name).id();
    }

    @Override
    public void delete(MailboxName name) throws StoreException {
        MapMailbox mailbox;
        synchronized (this) {
            mailbox = open(name);
            if (name.isInbox()) {
                throw new StoreException(Kind.UNSUPPORTED, "INBOX cannot be deleted");
            }
            mailboxes.remove(name);
        }
        mailbox.remove();
    }

    @Override
    public synchronized void rename(MailboxName from, MailboxName to) throws StoreException {
        open(from);
        if (from.isInbox() || to.isBelow(from)) {
            throw new StoreException(Kind.UNSUPPORTED, from + " cannot be renamed to " + to);
        }
        // First all leave, then all arrive: a/b may become a, and a/b/b take the name a/b.
        Map<MailboxName, MapMailbox> moving = new TreeMap<>(mailboxes);
        moving.keySet().removeIf(name -> !name.equals(from) && !name.isBelow(from));
        Map<MailboxName, MapMailbox> after = new TreeMap<>(mailboxes);
        after.keySet().removeAll(moving.keySet());
        for (MailboxName name : moving.keySet()) {
            if (from.equals(to) || after.putIfAbsent(moved(name, from, to), moving.get(name)) != null) {
                throw new StoreException(Kind.ALREADY_EXISTS, "The name that " + name + " would get is taken");
            }
        }
        mailboxes = after;
    }

    private static MailboxName moved(MailboxName name, MailboxName from, MailboxName to) throws StoreException {
        try {
            return name.moved(from, to);
        } catch (IllegalArgumentException e) {
            throw new StoreException(Kind.LIMIT, "The new name of " + name + " is too long", e);
        }
    }

    @Override
    public synchronized void subscribe(MailboxName name, boolean on) {
        subscribed.remove(name);
        if (on) {
            subscribed.add(name);
        }
    }

    /** The account was removed: its mailboxes are gone. */
    void remove() throws StoreException {
        Map<MailboxName, MapMailbox> all;
        synchronized (this) {
            all = mailboxes;
            mailboxes = Map.of();
        }
        for (MapMailbox mailbox : all.values()) {
            mailbox.remove();
        }
    }
}
