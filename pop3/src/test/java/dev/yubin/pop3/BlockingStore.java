package dev.yubin.pop3;

import dev.yubin.store.ForwardingMailStore;
import dev.yubin.store.memory.MemoryMailStore;

/** A memory store that says of itself that it blocks, or not. */
class BlockingStore extends ForwardingMailStore {
    private final boolean blocking;

    BlockingStore(MemoryMailStore memory, boolean blocking) {
        super(memory);
        this.blocking = blocking;
    }

    @Override
    public boolean blocking() {
        return blocking;
    }
}
