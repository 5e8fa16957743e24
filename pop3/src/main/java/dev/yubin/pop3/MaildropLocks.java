package dev.yubin.pop3;

import dev.yubin.store.AccountName;
import dev.yubin.store.Lease;
import dev.yubin.store.MailboxId;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Which maildrops are in use: a session has its maildrop to itself (RFC 1939 §4). One for all POP3 listeners of a
 * server. Thread-safe; never waits.
 */
public final class MaildropLocks {
    private record Maildrop(AccountName account, MailboxId mailbox) {}

    private final Set<Maildrop> inUse = ConcurrentHashMap.newKeySet();

    private final LogInTimes times = new LogInTimes();

    /** No maildrop is in use. */
    public MaildropLocks() {}

    /** When accounts have last logged in. */
    LogInTimes times() {
        return times;
    }

    /** Takes a maildrop until the lease is closed; empty if another session has it. */
    Optional<Lease> take(AccountName account, MailboxId mailbox) {
        Maildrop maildrop = new Maildrop(account, mailbox);
        if (!inUse.add(maildrop)) {
            return Optional.empty();
        }
        AtomicBoolean held = new AtomicBoolean(true);
        return Optional.of(() -> {
            // The second close of one lease must not end the lease of who came after.
            if (held.compareAndSet(true, false)) {
                inUse.remove(maildrop);
            }
        });
    }
}
