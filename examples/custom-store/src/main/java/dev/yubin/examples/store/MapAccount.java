package dev.yubin.examples.store;

import dev.yubin.store.MailAccount;
import dev.yubin.store.MailboxId;
import dev.yubin.store.MailboxInfo;
import dev.yubin.store.MailboxName;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongSupplier;

/** An account: mailboxes by name, and the names subscribed to. Without mailboxes, INBOX too, it was removed. */
final class MapAccount implements MailAccount {
    private final LongSupplier nextUidValidity;
    private final Map<MailboxName, MapMailbox> mailboxes = new TreeMap<>();
    private final Set<MailboxName> subscribed = new TreeSet<>();

    MapAccount(LongSupplier nextUidValidity) {
        this.nextUidValidity = nextUidValidity;
        mailboxes.put(MailboxName.INBOX, new MapMailbox(nextUidValidity.getAsLong()));
    }

    @Override
    public synchronized List<MailboxInfo> mailboxes() throws StoreException {
        return MailboxInfo.list(present(), MapMailbox::id, subscribed);
    }

    @Override
    public synchronized MapMailbox open(MailboxName name) throws StoreException {
        return Optional.ofNullable(present().get(name))
                .orElseThrow(() -> new StoreException(Kind.NOT_FOUND, "No mailbox " + name));
    }

    @Override
    public synchronized MailboxId create(MailboxName name) throws StoreException {
        if (present().containsKey(name)) {
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
        Map<MailboxName, MapMailbox> moved = new TreeMap<>();
        MailboxName.renames(present().keySet(), from, to)
                .forEach((old, name) -> moved.put(name, mailboxes.remove(old)));
        mailboxes.putAll(moved);
    }

    @Override
    public synchronized void subscribe(MailboxName name, boolean on) throws StoreException {
        present();
        subscribed.remove(name);
        if (on) {
            subscribed.add(name);
        }
    }

    /** The account was removed: its mailboxes are gone. */
    void remove() throws StoreException {
        List<MapMailbox> all;
        synchronized (this) {
            all = List.copyOf(mailboxes.values());
            mailboxes.clear();
        }
        for (MapMailbox mailbox : all) {
            mailbox.remove();
        }
    }

    /** The mailboxes, of which there is at least INBOX. */
    private Map<MailboxName, MapMailbox> present() throws StoreException {
        if (mailboxes.isEmpty()) {
            throw new StoreException(Kind.GONE, "The account was removed");
        }
        return mailboxes;
    }
}
