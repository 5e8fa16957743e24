package dev.yubin.examples.store;

import dev.yubin.fixtures.MailStoreContract;
import dev.yubin.store.MailStore;

class MapMailStoreTest extends MailStoreContract {
    @Override
    protected MailStore createStore() {
        return new MapMailStore();
    }
}
