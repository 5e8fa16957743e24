package dev.yubin.pop3;

import static dev.yubin.pop3.LockScene.LOGGED_IN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.VirtualClock;
import dev.yubin.store.AccountName;
import dev.yubin.store.ForwardingMailbox;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MaildropLock;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A store's lock may block: it is taken, renewed and given back on the store executor and nowhere else. */
class Pop3LockThreadsTest {
    private final VirtualClock clock = new VirtualClock(Instant.EPOCH);
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();
    private WatchedLock lock;
    private Pop3TestServer server;

    @BeforeEach
    void start() throws IOException {
        MemoryMailStore memory = new MemoryMailStore(clock::now);
        Mailbox inbox = memory.create(AccountName.bare("bob")).open(MailboxName.INBOX);
        lock = new WatchedLock(inbox.feature(MaildropLock.class).orElseThrow());
        lock.before = method -> threads.add(Thread.currentThread());
        server = new Pop3TestServer(new OneLockStore(memory, lock), null, clock).put("bob", "one\r\n");
    }

    @AfterEach
    void everyCallWasMadeOnTheStoreExecutor() throws Exception {
        Thread[] executor = new Thread[1];
        server.afterStoreCalls(() -> executor[0] = Thread.currentThread());
        server.close();
        assertThat(threads).containsExactly(executor);
    }

    @Test
    void quitWithDeletions() throws Exception {
        try (RawClient client = loggedIn()) {
            assertThat(client.command("DELE 1")).startsWith("+OK");
            assertThat(client.command("QUIT")).startsWith("+OK");
            assertThat(lock.takeCalls()).containsExactly("tryLock", "renew", "close");
        }
    }

    @Test
    void quitWithoutDeletions() throws Exception {
        try (RawClient client = loggedIn()) {
            assertThat(client.command("QUIT")).startsWith("+OK");
            assertThat(lock.takeCalls()).containsExactly("tryLock", "close");
        }
    }

    @Test
    void aLostConnection() throws Exception {
        try (RawClient client = loggedIn()) {
            client.reset();
            server.awaitConnections(0);
            assertThat(lock.takeCalls()).containsExactly("tryLock", "close");
        }
    }

    @Test
    void aServerThatShutsDown() throws Exception {
        try (RawClient client = loggedIn()) {
            server.shutDown();
            assertThat(client.line()).startsWith("-ERR [SYS/TEMP] ");
        }
        server.awaitConnections(0);
        assertThat(lock.takeCalls()).containsExactly("tryLock", "close");
    }

    @Test
    void aRenewal() throws Exception {
        try (RawClient client = loggedIn()) {
            clock.advance(RenewedHold.INTERVAL);
            server.afterStoreCalls(() -> {});
            assertThat(lock.takeCalls()).containsExactly("tryLock", "renew");
            assertThat(client.command("NOOP")).startsWith("+OK");
        }
        server.awaitConnections(0);
    }

    @Test
    void aLockThatWasLostAndIsTakenAgain() throws Exception {
        try (RawClient client = loggedIn()) {
            clock.advance(Duration.ofMinutes(5));
            server.afterStoreCalls(() -> {});
            assertThat(lock.takeCalls()).containsExactly("tryLock", "renew", "close", "tryLock");
            assertThat(client.command("NOOP")).startsWith("+OK");
        }
        server.awaitConnections(0);
    }

    private RawClient loggedIn() throws IOException {
        RawClient client = new RawClient(server);
        assertThat(client.logIn("bob")).startsWith(LOGGED_IN + 1);
        return client;
    }

    /** A store that says that it blocks, whose mailboxes all have one lock. */
    private static final class OneLockStore extends BlockingStore {
        private final MaildropLock lock;

        OneLockStore(MemoryMailStore memory, MaildropLock lock) {
            super(memory, true);
            this.lock = lock;
        }

        @Override
        protected Mailbox wrap(Mailbox mailbox) {
            return new ForwardingMailbox(mailbox) {
                @Override
                public <T> Optional<T> feature(Class<T> type) {
                    return type == MaildropLock.class ? Optional.of(type.cast(lock)) : super.feature(type);
                }
            };
        }
    }
}
