package dev.yubin;

import dev.yubin.store.AccountName;
import dev.yubin.store.Delivery;
import dev.yubin.store.MailAccount;
import dev.yubin.store.MailStore;
import dev.yubin.store.MessageContent;
import dev.yubin.store.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A store that does what another does, for tests to change. */
class DelegatingStore implements MailStore {
    private final MailStore store;

    DelegatingStore(MailStore store) {
        this.store = store;
    }

    @Override
    public Optional<MailAccount> account(AccountName name) throws IOException {
        return store.account(name);
    }

    @Override
    public MailAccount create(AccountName name) throws IOException {
        return store.create(name);
    }

    @Override
    public Stream<AccountName> accounts() throws IOException {
        return store.accounts();
    }

    @Override
    public void remove(AccountName name) throws IOException {
        store.remove(name);
    }

    @Override
    public List<Verdict> deliver(List<Delivery> to, MessageContent content) {
        return store.deliver(to, content);
    }

    @Override
    public boolean blocking() {
        return store.blocking();
    }

    @Override
    public <T> Optional<T> feature(Class<T> type) {
        return store.feature(type);
    }

    @Override
    public void close() throws IOException {
        store.close();
    }
}
