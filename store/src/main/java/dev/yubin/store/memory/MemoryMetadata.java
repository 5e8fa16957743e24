package dev.yubin.store.memory;

import dev.yubin.store.Metadata;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The annotations of a mailbox or an account. */
final class MemoryMetadata implements Metadata {
    private final Presence owner;
    /** Replaced as a whole by a change. */
    private Map<String, byte[]> entries = Map.of();

    MemoryMetadata(Presence owner) {
        this.owner = owner;
    }

    @Override
    public Map<String, byte[]> entries() throws StoreException {
        owner.require();
        synchronized (this) {
            return entries;
        }
    }

    @Override
    public void set(Map<String, Optional<byte[]>> changes) throws StoreException {
        owner.require();
        synchronized (this) {
            Map<String, byte[]> after = new TreeMap<>(entries);
            for (Map.Entry<String, Optional<byte[]>> change : changes.entrySet()) {
                byte[] value = change.getValue().orElse(null);
                if (value == null) {
                    after.remove(change.getKey());
                } else if (value.length > MAX_VALUE) {
                    throw new StoreException(Kind.LIMIT, "A value has at most " + MAX_VALUE + " octets");
                } else {
                    after.put(change.getKey(), value.clone());
                }
            }
            if (after.size() > MAX_ENTRIES) {
                throw new StoreException(Kind.LIMIT, "There are at most " + MAX_ENTRIES + " entries");
            }
            entries = Collections.unmodifiableMap(after);
        }
    }
}
