package dev.yubin.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.VirtualClock;
import dev.yubin.store.MailStore;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** Two listeners of one server: at the first, one client comes and goes; at the second, others want the same maildrop. */
final class LockScene implements AutoCloseable {
    static final String LOGGED_IN = "+OK maildrop has ";
    static final String IN_USE = "-ERR [IN-USE] ";

    final VirtualClock clock = new VirtualClock(Instant.EPOCH);
    final Pop3TestServer first;
    private final Pop3TestServer second;
    /** What happens instead of calls of the first listener to the store; by default they are made. */
    private volatile WatchedStore.Instead instead = (method, call) -> call.call();

    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch answer = new CountDownLatch(1);

    /** The client that has the maildrop until it goes. */
    final RawClient client;

    /**
     * Opens the listeners.
     *
     * @param setup changes the first
     */
    LockScene(LockStore kind, Path directory, UnaryOperator<Pop3TestSetup> setup) throws Exception {
        MailStore store = kind.open(directory, clock::now);
        Maildrops maildrops = new Maildrops();
        first = setup.apply(Pop3TestServer.with()
                        .store(WatchedStore.over(store, (method, call) -> instead.of(method, call)))
                        .maildrops(maildrops)
                        .timers(clock))
                .start();
        second = Pop3TestServer.with()
                .store(store)
                .maildrops(maildrops)
                .timers(clock)
                .start();
        second.put("bob", "one\r\n", "two\r\n");
        client = new RawClient(first);
    }

    /** The client has the maildrop, and nobody else gets it. */
    void logIn() throws Exception {
        assertThat(client.logIn("bob")).startsWith(LOGGED_IN);
        expectInUse();
    }

    void expectInUse() throws Exception {
        try (RawClient other = new RawClient(second)) {
            assertThat(other.logIn("bob")).startsWith(IN_USE);
        }
    }

    /** Somebody else gets the maildrop, in which so many messages are left. */
    void expectFree(int messages) throws Exception {
        try (RawClient other = new RawClient(second)) {
            assertThat(other.logIn("bob")).startsWith(LOGGED_IN + messages + " ");
            assertThat(other.command("QUIT")).startsWith("+OK");
        }
    }

    /** From now on a method of the store fails when it is called for the first listener. */
    void storeFails(String method) {
        instead = (called, call) -> {
            if (called.equals(method)) {
                throw new IOException("disk on fire");
            }
            return call.call();
        };
    }

    /** From now on a method of the store throws what nobody should. */
    void storeBreaks(String method) {
        instead = (called, call) -> {
            if (called.equals(method)) {
                throw new StackOverflowError("a bug, on purpose");
            }
            return call.call();
        };
    }

    /** From now on a method of the store, which blocks, does not come back. */
    void storeHangs(String method) {
        instead = (called, call) -> {
            if (called.equals(method)) {
                asked.countDown();
                answer.await();
            }
            return called.equals("blocking") ? (Object) true : call.call();
        };
    }

    /** Waits until the store hangs, and for so long that the client is told. */
    void tellThatTheStoreHangs() throws Exception {
        assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
        clock.advance(Duration.ofSeconds(60));
        assertThat(client.line()).startsWith("-ERR [SYS/TEMP] ");
        client.expectEnd();
        client.close();
    }

    void storeComesBack() {
        answer.countDown();
    }

    /** Does something on the client's side; then all that the first listener held for it is free. */
    void gone(Callable<?> how) throws Exception {
        how.call();
        client.close();
        first.awaitConnections(0);
    }

    @Override
    public void close() throws IOException {
        storeComesBack();
        client.close();
        first.close();
        second.close();
    }
}
