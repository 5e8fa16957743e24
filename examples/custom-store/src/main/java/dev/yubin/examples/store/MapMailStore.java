package dev.yubin.examples.store;

import dev.yubin.store.AccountName;
import dev.yubin.store.MailAccount;
import dev.yubin.store.MailStore;
import dev.yubin.store.StoreException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A complete store, to copy: accounts, mailboxes and messages in maps. Put a table or a directory where it has a map,
 * and it keeps mail where you want it.
 *
 * <p>What the rules of IMAP make of a rename, a flag change or a list of mailboxes, {@code dev.yubin.store} works out;
 * what is left is to keep the outcome, one change at a time. It keeps no history of changes, has no features, and
 * forgets its mail at the end.
 */
public final class MapMailStore implements MailStore {
    private final Map<AccountName, MapAccount> accounts = new ConcurrentHashMap<>();

    /** From the clock on, so that a UIDVALIDITY of an earlier run does not come back. On disk, keep it there. */
    private final AtomicLong lastUidValidity = new AtomicLong(System.currentTimeMillis() / 1000);

    @Override
    public Optional<MailAccount> account(AccountName name) {
        return Optional.ofNullable(accounts.get(name));
    }

    @Override
    public MailAccount create(AccountName name) {
        return accounts.computeIfAbsent(name, absent -> new MapAccount(lastUidValidity::incrementAndGet));
    }

    @Override
    public Stream<AccountName> accounts() {
        return accounts.keySet().stream();
    }

    @Override
    public void remove(AccountName name) throws StoreException {
        MapAccount account = accounts.remove(name);
        if (account != null) {
            account.remove();
        }
    }

    @Override
    public void close() {}
}
