package dev.yubin.store.memory;

import dev.yubin.store.StoreException;

/** Whether the account or mailbox that a feature belongs to is still there. */
@FunctionalInterface
interface Presence {
    /** @throws StoreException {@code GONE} if it is not */
    void require() throws StoreException;
}
