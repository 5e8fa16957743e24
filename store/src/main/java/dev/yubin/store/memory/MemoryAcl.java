package dev.yubin.store.memory;

import dev.yubin.store.Acl;
import dev.yubin.store.Rights;
import dev.yubin.store.StoreException;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/** A mailbox's access control list. */
final class MemoryAcl implements Acl {
    private final Map<String, Rights> entries = new TreeMap<>();
    private final Presence mailbox;

    MemoryAcl(Presence mailbox) {
        this.mailbox = mailbox;
    }

    @Override
    public Map<String, Rights> entries() throws StoreException {
        mailbox.require();
        synchronized (entries) {
            return Collections.unmodifiableMap(new TreeMap<>(entries));
        }
    }

    @Override
    public void update(String identifier, UnaryOperator<Rights> change) throws StoreException {
        mailbox.require();
        synchronized (entries) {
            Rights after = change.apply(entries.getOrDefault(identifier, Rights.NONE));
            if (after.isEmpty()) {
                entries.remove(identifier);
            } else {
                entries.put(identifier, after);
            }
        }
    }
}
