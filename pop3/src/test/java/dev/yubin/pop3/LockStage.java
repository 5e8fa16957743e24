package dev.yubin.pop3;

import dev.yubin.protocol.VirtualClock;
import dev.yubin.protocol.spi.Services;
import dev.yubin.store.AccountName;
import dev.yubin.store.ForwardingMailbox;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MaildropLock;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Executor;

/** A server's maildrops and one mailbox, on a clock that a test moves, with a store executor of the test's. */
final class LockStage {
    static final AccountName BOB = AccountName.parse("bob@example.com");

    final VirtualClock clock = new VirtualClock(Instant.EPOCH);
    final Maildrops maildrops = new Maildrops();
    final WatchedLock lock;
    private final MemoryMailStore store = new MemoryMailStore(clock::now);
    private final Mailbox mailbox;
    private final Services services;

    LockStage(Executor storeExecutor) {
        try {
            Mailbox inbox = store.create(BOB).open(MailboxName.INBOX);
            WatchedLock watched =
                    new WatchedLock(inbox.feature(MaildropLock.class).orElseThrow());
            lock = watched;
            mailbox = new ForwardingMailbox(inbox) {
                @Override
                public <T> Optional<T> feature(Class<T> type) {
                    return type == MaildropLock.class ? Optional.of(type.cast(watched)) : super.feature(type);
                }
            };
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        services = Services.builder()
                .hostName("pop.example")
                .store(store)
                .timers(clock)
                .storeExecutor(storeExecutor)
                .build();
    }

    Optional<MaildropHold> take() throws IOException {
        return maildrops.take(services, BOB, mailbox);
    }

    /** As another server does it that renews it never. */
    Optional<MaildropLock.Hold> takeElsewhere() throws IOException {
        return store.create(BOB)
                .open(MailboxName.INBOX)
                .feature(MaildropLock.class)
                .orElseThrow()
                .tryLock(RenewedHold.EXPIRY);
    }

    /** Lets all timers run that come due. */
    void pass(long seconds) {
        clock.advance(Duration.ofSeconds(seconds));
    }
}
