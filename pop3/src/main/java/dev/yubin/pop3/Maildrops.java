package dev.yubin.pop3;

import dev.yubin.protocol.spi.Services;
import dev.yubin.store.AccountName;
import dev.yubin.store.Lease;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxId;
import dev.yubin.store.MaildropLock;
import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Which maildrops are in use: a session has its maildrop to itself (RFC 1939 §4). One for all POP3 listeners of a
 * server. Where the store has {@link MaildropLock}, sessions of other servers over the same store are kept out too.
 * Thread-safe.
 */
public final class Maildrops {
    private record Maildrop(AccountName account, MailboxId mailbox) {}

    private final Set<Maildrop> inUse = ConcurrentHashMap.newKeySet();

    private final LogInTimes times = new LogInTimes();

    /** No maildrop is in use. */
    public Maildrops() {}

    /** Forgets when accounts have last logged in: nobody has to wait for LOGIN-DELAY. Sessions keep their maildrops. */
    public void reset() {
        times.clear();
    }

    /** When accounts have last logged in. */
    LogInTimes times() {
        return times;
    }

    /**
     * Takes a maildrop until the hold is closed, without waiting for it. Blocks where the store does.
     *
     * @return the hold, or empty if another session has the maildrop
     * @throws IOException if the store cannot tell; then nothing is held
     */
    Optional<MaildropHold> take(Services services, AccountName account, Mailbox mailbox) throws IOException {
        Lease inServer = takeInServer(new Maildrop(account, mailbox.id()));
        if (inServer == null) {
            return Optional.empty();
        }
        MaildropHold hold = null;
        try {
            MaildropLock lock = mailbox.feature(MaildropLock.class).orElse(null);
            hold = lock == null ? new InServerHold(inServer) : RenewedHold.take(services, account, lock, inServer);
            return Optional.ofNullable(hold);
        } finally {
            if (hold == null) {
                inServer.close();
            }
        }
    }

    /**
     * The lock of this server, or null if it is taken. It is held where the store has a lock too: two sessions of one
     * server never have a maildrop at once, even if the store's lock has expired because it could not be renewed.
     */
    private Lease takeInServer(Maildrop maildrop) {
        if (!inUse.add(maildrop)) {
            return null;
        }
        AtomicBoolean held = new AtomicBoolean(true);
        return () -> {
            // The second close of one lease must not end the lease of who came after.
            if (held.compareAndSet(true, false)) {
                inUse.remove(maildrop);
            }
        };
    }

    /** A hold that nobody can lose: all who could want the maildrop ask this server. */
    private record InServerHold(Lease lease) implements MaildropHold {
        @Override
        public boolean confirm() {
            return true;
        }

        @Override
        public void close() {
            lease.close();
        }
    }
}
