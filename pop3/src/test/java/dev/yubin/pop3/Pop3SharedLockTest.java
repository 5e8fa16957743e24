package dev.yubin.pop3;

import static dev.yubin.pop3.LockScene.IN_USE;
import static dev.yubin.pop3.LockScene.LOGGED_IN;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.VirtualClock;
import dev.yubin.store.MailStore;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One session has a maildrop (RFC 1939 §4), even if several servers work on the same store. */
class Pop3SharedLockTest {
    /** Stores with the feature that this takes. */
    private static final String WITHOUT = "WITHOUT_LOCKS";

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = WITHOUT)
    @Retention(RetentionPolicy.RUNTIME)
    private @interface OverStoresWithLocks {}

    @TempDir
    private Path directory;

    /**
     * Two servers with a client at each: the first has the maildrop, and has marked a message; the second does not get it.
     */
    private static final class Scene implements AutoCloseable {
        /** The store's and the second server's. */
        final VirtualClock clock = new VirtualClock(Instant.EPOCH);

        /** The first server's: while it stands still, that server does nothing of its own accord, as if it were dead. */
        final VirtualClock firstClock = new VirtualClock(Instant.EPOCH);

        final Pop3TestServer first;
        final Pop3TestServer second;
        final RawClient client;
        final RawClient other;

        Scene(LockStore kind, Path directory) throws Exception {
            MailStore store = kind.open(directory, clock::now);
            first = server(store, firstClock).put("bob", "one\r\n", "two\r\n");
            // A Maildir is opened by each server; what is on the heap is one object.
            second = server(kind == LockStore.MAILDIR ? kind.open(directory, clock::now) : store, clock);
            client = new RawClient(first);
            other = new RawClient(second);
            assertThat(client.logIn("bob")).startsWith(LOGGED_IN + 2);
            assertThat(client.command("DELE 1")).startsWith("+OK");
            assertThat(other.logIn("bob")).startsWith(IN_USE);
        }

        private static Pop3TestServer server(MailStore store, VirtualClock clock) {
            return Pop3TestServer.with()
                    .store(store)
                    .timers(clock)
                    .options(pop3 -> pop3.limits(limits -> limits.idle(Duration.ofHours(9))))
                    .start();
        }

        void passOnBoth(Duration time) throws Exception {
            clock.advance(time);
            firstClock.advance(time);
            first.afterStoreCalls(() -> {});
        }

        @Override
        public void close() throws IOException {
            client.close();
            other.close();
            first.close();
            second.close();
        }
    }

    @OverStoresWithLocks
    void itIsFreeForTheOtherServerBehindQuit(LockStore store) throws Exception {
        try (Scene scene = new Scene(store, directory)) {
            assertThat(scene.client.command("QUIT")).startsWith("+OK");
            assertThat(scene.other.logInAgain("bob")).startsWith(LOGGED_IN + 1);
        }
    }

    @OverStoresWithLocks
    void itIsFreeForTheOtherServerBehindALostConnection(LockStore store) throws Exception {
        try (Scene scene = new Scene(store, directory)) {
            scene.client.reset();
            scene.first.awaitConnections(0);
            assertThat(scene.other.logInAgain("bob")).startsWith(LOGGED_IN + 2);
        }
    }

    @OverStoresWithLocks
    void itIsFreeForTheOtherServerWhenTheFirstShutsDown(LockStore store) throws Exception {
        try (Scene scene = new Scene(store, directory)) {
            CompletableFuture<Void> down = scene.first.shutDown();
            assertThat(scene.client.line()).contains("shutting down");
            scene.client.close();
            down.get(10, TimeUnit.SECONDS);
            assertThat(scene.other.logInAgain("bob")).startsWith(LOGGED_IN + 2);
        }
    }

    @OverStoresWithLocks
    void itIsKeptForHours(LockStore store) throws Exception {
        try (Scene scene = new Scene(store, directory)) {
            for (int i = 0; i < 2 * 3600 / 20; i++) {
                scene.passOnBoth(RenewedHold.INTERVAL);
            }
            assertThat(scene.other.logInAgain("bob")).startsWith(IN_USE);
            assertThat(scene.client.command("QUIT")).startsWith("+OK");
            assertThat(scene.other.logInAgain("bob")).startsWith(LOGGED_IN + 1);
        }
    }

    @OverStoresWithLocks
    void aServerThatDiedKeepsItForAMinute(LockStore store) throws Exception {
        try (Scene scene = new Scene(store, directory)) {
            scene.clock.advance(RenewedHold.EXPIRY.minusMillis(1));
            assertThat(scene.other.logInAgain("bob")).startsWith(IN_USE);
            scene.clock.advance(Duration.ofMillis(1));
            assertThat(scene.other.logInAgain("bob")).startsWith(LOGGED_IN + 2);
        }
    }

    @OverStoresWithLocks
    void whoLostItDeletesNothing(LockStore store) throws Exception {
        try (Scene scene = new Scene(store, directory)) {
            scene.clock.advance(RenewedHold.EXPIRY);
            assertThat(scene.other.logInAgain("bob")).startsWith(LOGGED_IN + 2);
            assertThat(scene.client.command("NOOP")).startsWith("+OK");
            assertThat(scene.client.command("QUIT"))
                    .isEqualTo("-ERR [SYS/TEMP] another session took the maildrop, nothing was deleted");
            scene.client.expectEnd();
            assertThat(scene.second.inbox("bob").uids()).isEqualTo(UidSet.of(1, 2));
            assertThat(scene.other.command("DELE 2")).startsWith("+OK");
            assertThat(scene.other.command("QUIT")).startsWith("+OK");
            assertThat(scene.second.inbox("bob").uids()).isEqualTo(UidSet.of(1));
        }
    }

    @OverStoresWithLocks
    void whoLostItAndMarkedNothingLeavesInPeace(LockStore store) throws Exception {
        try (Scene scene = new Scene(store, directory)) {
            assertThat(scene.client.command("RSET")).startsWith("+OK");
            scene.clock.advance(RenewedHold.EXPIRY);
            assertThat(scene.other.logInAgain("bob")).startsWith(LOGGED_IN + 2);
            assertThat(scene.client.command("QUIT")).startsWith("+OK");
            assertThat(scene.other.command("DELE 2")).startsWith("+OK");
            assertThat(scene.other.command("QUIT")).startsWith("+OK");
            assertThat(scene.second.inbox("bob").uids()).isEqualTo(UidSet.of(1));
        }
    }

    /** The machine slept, say, and nobody came. */
    @OverStoresWithLocks
    void whoseLockExpiredUnnoticedDeletesAsUsual(LockStore store) throws Exception {
        try (Scene scene = new Scene(store, directory)) {
            scene.clock.advance(Duration.ofHours(3));
            assertThat(scene.client.command("QUIT")).startsWith("+OK");
            assertThat(scene.other.logInAgain("bob")).startsWith(LOGGED_IN + 1);
        }
    }

    @OverStoresWithLocks
    void whoseLockExpiredUnnoticedHasItAgainAtTheNextRenewal(LockStore store) throws Exception {
        try (Scene scene = new Scene(store, directory)) {
            scene.clock.advance(Duration.ofHours(3));
            scene.passOnBoth(RenewedHold.INTERVAL);
            assertThat(scene.other.logInAgain("bob")).startsWith(IN_USE);
        }
    }
}
