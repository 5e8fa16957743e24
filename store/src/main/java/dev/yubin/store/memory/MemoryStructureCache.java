package dev.yubin.store.memory;

import dev.yubin.store.MailboxId;
import dev.yubin.store.StoreException;
import dev.yubin.store.StructureCache;
import dev.yubin.store.UidSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was parsed of the messages of a store, up to a number of octets: what was used longest ago goes first. */
final class MemoryStructureCache {
    /** How many octets are kept. */
    static final int CAPACITY = 16 * 1024 * 1024;

    /** What an entry takes besides its octets, about. */
    static final int OVERHEAD = 128;

    private final Map<Key, byte[]> entries = new LinkedHashMap<>(16, 0.75f, true);
    private long used;

    /** The part of one mailbox. */
    StructureCache of(MailboxCommits mailbox) {
        return new OfMailbox(mailbox);
    }

    /** Forgets messages that are gone, one at a time, so that nobody waits for long. */
    void forget(MailboxId mailbox, UidSet uids) {
        if (used() > 0) {
            uids.forEach(uid -> remove(new Key(mailbox, uid)));
        }
    }

    /** How many octets are kept now. */
    synchronized long used() {
        return used;
    }

    private synchronized byte[] get(Key key) {
        return entries.get(key);
    }

    private synchronized void put(Key key, byte[] structure) {
        remove(key);
        entries.put(key, structure);
        used += structure.length + OVERHEAD;
        Iterator<byte[]> oldest = entries.values().iterator();
        while (used > CAPACITY) {
            used -= oldest.next().length + OVERHEAD;
            oldest.remove();
        }
    }

    private synchronized void remove(Key key) {
        byte[] old = entries.remove(key);
        if (old != null) {
            used -= old.length + OVERHEAD;
        }
    }

    private record Key(MailboxId mailbox, long uid) {}

    private final class OfMailbox implements StructureCache {
        private final MailboxCommits mailbox;

        OfMailbox(MailboxCommits mailbox) {
            this.mailbox = mailbox;
        }

        @Override
        public Optional<byte[]> get(long uid) throws StoreException {
            return exists(uid)
                    ? Optional.ofNullable(MemoryStructureCache.this.get(new Key(mailbox.id(), uid)))
                    : Optional.empty();
        }

        @Override
        public void put(long uid, byte[] structure) throws StoreException {
            // One that is expunged right now stays until it is the oldest; nobody gets it, and no UID comes twice.
            if (structure.length <= MAX_ENTRY && exists(uid)) {
                MemoryStructureCache.this.put(new Key(mailbox.id(), uid), structure.clone());
            }
        }

        private boolean exists(long uid) throws StoreException {
            return mailbox.snapshot().messages().get(uid) != null;
        }
    }
}
