package dev.yubin.bench;

import dev.yubin.store.MailStore;
import dev.yubin.store.memory.MemoryMailStore;

/** {@link MailboxOperations} in memory. */
public class MemoryStoreBenchmark extends MailboxOperations {
    @Override
    protected MailStore createStore() {
        return new MemoryMailStore();
    }
}
