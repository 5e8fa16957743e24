package dev.yubin.store.memory;

import dev.yubin.store.AccountName;
import dev.yubin.store.Delivery;
import dev.yubin.store.MailAccount;
import dev.yubin.store.MailStore;
import dev.yubin.store.MessageContent;
import dev.yubin.store.Spool;
import dev.yubin.store.Verdict;
import java.io.IOException;
import java.time.InstantSource;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Keeps mail on the heap, for as long as the object lives. Never blocks. A message for several recipients is kept once.
 */
public final class MemoryMailStore implements MailStore {
    /**
     * The last UIDVALIDITY that any store of this JVM gave out. It follows the clock, in seconds, and never repeats: a
     * client that keeps UIDs of an earlier server on the same port sees that they are void (RFC 9051 §2.3.1.1).
     */
    private static final AtomicLong LAST_UID_VALIDITY = new AtomicLong();

    private final Map<AccountName, MemoryAccount> accounts = new ConcurrentHashMap<>();
    private final Spool spool = new MemorySpool();
    private final MemoryStructureCache structures = new MemoryStructureCache();
    private final InstantSource clock;

    /** An empty store by the system's clock. */
    public MemoryMailStore() {
        this(InstantSource.system());
    }

    /**
     * An empty store by another clock.
     *
     * @param clock says when a message is saved, and when a maildrop lock expires
     */
    public MemoryMailStore(InstantSource clock) {
        this.clock = Objects.requireNonNull(clock);
    }

    @Override
    public Optional<MailAccount> account(AccountName name) {
        return Optional.ofNullable(accounts.get(name));
    }

    @Override
    public MailAccount create(AccountName name) {
        return accounts.computeIfAbsent(name, absent -> new MemoryAccount(this::newMailbox));
    }

    @Override
    public Stream<AccountName> accounts() {
        return accounts.keySet().stream();
    }

    @Override
    public void remove(AccountName name) {
        MemoryAccount account = accounts.remove(name);
        if (account != null) {
            account.delete();
        }
    }

    @Override
    public List<Verdict> deliver(List<Delivery> to, MessageContent content) {
        MessageContent own;
        try {
            own = MemorySpool.keep(content);
        } catch (IOException e) {
            return Collections.nCopies(to.size(), Verdict.failed(e));
        }
        return MailStore.super.deliver(to, own);
    }

    @Override
    public boolean blocking() {
        return false;
    }

    @Override
    public <T> Optional<T> feature(Class<T> type) {
        return type == Spool.class ? Optional.of(type.cast(spool)) : Optional.empty();
    }

    /** Does nothing: the mail goes when the object does. */
    @Override
    public void close() {}

    @Override
    public String toString() {
        return "MemoryMailStore[" + accounts.size() + " accounts]";
    }

    private MemoryMailbox newMailbox(MemoryQuota quota) {
        return new MemoryMailbox(nextUidValidity(), quota, clock, structures);
    }

    private static long nextUidValidity() {
        long now = System.currentTimeMillis() / 1000;
        return LAST_UID_VALIDITY.updateAndGet(last -> Math.max(last + 1, now));
    }
}
