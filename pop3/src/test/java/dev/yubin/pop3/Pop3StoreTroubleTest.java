package dev.yubin.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.OpenDirectory;
import dev.yubin.protocol.VirtualClock;
import dev.yubin.store.MailStore;
import dev.yubin.store.MessageContent;
import dev.yubin.store.StoreException;
import dev.yubin.store.UidSet;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A store that fails costs the client one command, not the session, and never a message. */
class Pop3StoreTroubleTest {
    private static final String LOG_IN = """
            S: +OK {...}
            C: USER bob
            S: +OK {...}
            C: PASS x
            S: +OK {...}
            """;

    /** A server whose store throws from one method, once the method is called on behalf of a client. */
    private static Callable<Pop3TestServer> failing(String method, Exception failure, boolean blocking) {
        return () -> {
            AtomicReference<Exception> trouble = new AtomicReference<>();
            MailStore store = WatchedStore.over(new MemoryMailStore(), (called, call) -> {
                if (called.equals(method) && trouble.get() != null) {
                    throw trouble.getAndSet(null);
                }
                return called.equals("blocking") ? (Object) blocking : call.call();
            });
            Pop3TestServer server = new Pop3TestServer(store).put("bob", "one\r\n", "two\r\n");
            trouble.set(failure);
            return server;
        };
    }

    private static void play(String method, Exception failure, String script) throws Exception {
        for (boolean blocking : new boolean[] {false, true}) {
            Pop3Dialogue.play(failing(method, failure, blocking), (dialogue, server) -> {}, script);
        }
    }

    @Test
    void troubleWithOneMessageIsTemporary() throws Exception {
        play("content", new IOException("disk on fire"), LOG_IN + """
                C: RETR 1
                S: -ERR [SYS/TEMP] the mail store has trouble, try again later
                C: RETR 1
                S: +OK 5 octets
                S: one
                S: .
                """);
    }

    @ParameterizedTest
    @CsvSource({
        "NOT_FOUND, another session has removed that message",
        "GONE, [SYS/TEMP] the maildrop was just deleted",
        "TEMPORARY, '[SYS/TEMP] the mail store has trouble, try again later'",
        "ALREADY_EXISTS, '[SYS/TEMP] the mail store has trouble, try again later'",
        "CORRUPT, [SYS/PERM] the mail store cannot do that",
        "UNSUPPORTED, [SYS/PERM] the mail store cannot do that",
        "OVERQUOTA, [SYS/PERM] the mail store cannot do that",
        "LIMIT, [SYS/PERM] the mail store cannot do that",
    })
    void eachKindOfTroubleHasItsReply(StoreException.Kind kind, String error) throws Exception {
        play("content", new StoreException(kind, "not for the client"), LOG_IN + """
                C: TOP 1 1
                S: -ERR %s
                C: STAT
                S: +OK 2 10
                """.formatted(error));
    }

    @Test
    void aBugInTheStoreIsTemporaryTroubleAndTheSessionGoesOn() throws Exception {
        play("content", new IllegalStateException("a bug, on purpose"), LOG_IN + """
                C: RETR 1
                S: -ERR [SYS/TEMP] something went wrong here, try again later
                C: RETR 1
                S: +OK 5 octets
                S: one
                S: .
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"account", "open", "state", "scan"})
    void aLogInThatFailsHoldsNoLock(String method) throws Exception {
        play(method, new IOException("disk on fire"), """
                S: +OK {...}
                C: USER bob@example.org
                S: +OK {...}
                C: PASS x
                S: -ERR [SYS/TEMP] the log-in or the mail store has trouble, try again later
                C: STAT
                S: -ERR log in first
                C: USER bob@example.org
                S: +OK {...}
                C: PASS x
                S: +OK {...}
                """);
    }

    @Test
    void aLogInOnWhichTheStoreHasABugHoldsNoLock() throws Exception {
        play("scan", new IllegalStateException("a bug, on purpose"), """
                S: +OK {...}
                C: USER bob
                S: +OK {...}
                C: PASS x
                S: -ERR [SYS/TEMP] something went wrong here, try again later
                C: USER bob
                S: +OK {...}
                C: PASS x
                S: +OK maildrop has 2 messages
                """);
    }

    /** RFC 1939 §6: removed or not, the lock is released and the connection closed. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anUpdateThatFailsSaysSoAndFreesTheMaildrop(boolean bug) throws Exception {
        Exception failure = bug ? new IllegalStateException("a bug, on purpose") : new IOException("disk on fire");
        play("expunge", failure, LOG_IN + """
                C: DELE 1
                S: +OK {...}
                C: QUIT
                S: -ERR [SYS/TEMP] some deleted messages were not removed
                S: <closed>
                S2: +OK {...}
                C2: USER bob
                S2: +OK {...}
                C2: PASS x
                S2: +OK maildrop has 2 messages
                """);
    }

    @Test
    void contentThatBreaksOffIsNoWholeMessage() throws Exception {
        Callable<Pop3TestServer> server =
                () -> new Pop3TestServer(WatchedStore.over(new MemoryMailStore(), (called, call) -> {
                            Object result = call.call();
                            return called.equals("content") ? new BrokenOffContent() : result;
                        }))
                        .put("bob", "one\r\n");
        Pop3Dialogue.play(
                server,
                (dialogue, started) -> dialogue.when("the connection is gone", () -> {
                    started.awaitConnections(0);
                    assertThat(started.inbox("bob").uids()).isEqualTo(UidSet.of(1));
                }),
                LOG_IN + """
                C: DELE 1
                S: +OK {...}
                C: RSET
                S: +OK {...}
                C: RETR 1
                S: +OK 131072 octets
                S:
                S: {...} (closed before CRLF)
                S: <closed>
                C-:
                T: the connection is gone
                """);
    }

    @Test
    void aMaildropThatIsDeletedDuringTheLogInIsGone() throws Exception {
        String gone = """
                S: +OK {...}
                C: USER bob
                S: +OK send PASS
                C: PASS x
                S: -ERR [SYS/TEMP] the maildrop was just deleted
                """;
        play("open", new StoreException(StoreException.Kind.GONE, "deleted"), gone);
        play("scan", new StoreException(StoreException.Kind.NOT_FOUND, "deleted"), gone);
    }

    @Test
    void contentThatCannotBeReadAtAllIsAnErrorAndIsClosed() throws Exception {
        Queue<CutContent> opened = new ConcurrentLinkedQueue<>();
        try (Pop3TestServer server = new Pop3TestServer(WatchedStore.over(new MemoryMailStore(), (called, call) -> {
                    Object result = call.call();
                    if (called.equals("content")) {
                        opened.add(new CutContent());
                        return opened.peek();
                    }
                    return result;
                }))
                .put("bob", "one\r\n")) {
            String script =
                    LOG_IN + """
                    C: RETR 1
                    S: -ERR [SYS/TEMP] the mail store has trouble, try again later
                    """.repeat(3) + "C: TOP 1 0\nS: -ERR [SYS/TEMP] {...}\nC: QUIT\nS: +OK bye\nS: <closed>\n";
            server.play(script);
            server.play(script.replaceFirst("C:", "C: UTF8\nS: +OK UTF-8 it is\nC:"));
        }
        assertThat(opened).hasSize(8).allMatch(content -> content.open == 0);
    }

    /** Content that is shorter than it says. */
    private static final class CutContent implements MessageContent {
        private volatile int open;

        @Override
        public long size() {
            return 100;
        }

        @Override
        public InputStream openStream(long offset) {
            open++;
            return new FilterInputStream(new ByteArrayInputStream(new byte[50])) {
                @Override
                public void close() {
                    open--;
                }
            };
        }
    }

    @Test
    void aStoreThatTakesTooLongEndsTheSessionAndFreesTheMaildropWhenItIsBack() throws Exception {
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        MailStore store = WatchedStore.over(new MemoryMailStore(), (called, call) -> {
            if (called.equals("content")) {
                asked.countDown();
                answer.await();
            }
            return called.equals("blocking") ? (Object) true : call.call();
        });
        try (Pop3TestServer server =
                new Pop3TestServer(store, new OpenDirectory(store, List.of(), "mx.example.com"), clock)) {
            server.put("bob", "one\r\n", "two\r\n");
            try (RawClient client = new RawClient(server)) {
                client.send("USER bob\r\nPASS x\r\nDELE 1\r\nRETR 2\r\n");
                asked.await();
                clock.advance(Duration.ofSeconds(60));
                client.expect("+OK pop.example Yubin POP3 ready\r\n+OK send PASS\r\n+OK maildrop has 2 messages\r\n"
                        + "+OK message 1 will be deleted\r\n");
                client.expect("-ERR [SYS/TEMP] the mail store takes too long, try again later\r\n");
                client.expectEnd();
            }
            answer.countDown();
            server.awaitConnections(0);
            try (RawClient client = new RawClient(server)) {
                client.send("USER bob\r\nPASS x\r\n");
                client.expect("+OK pop.example Yubin POP3 ready\r\n+OK send PASS\r\n+OK maildrop has 2 messages\r\n");
            }
        } finally {
            answer.countDown();
        }
    }
}
