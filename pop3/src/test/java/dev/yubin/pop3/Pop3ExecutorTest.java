package dev.yubin.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.store.memory.MemoryMailStore;
import java.lang.reflect.Field;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of sessions when the store executor takes no work. */
class Pop3ExecutorTest {
    private final ExecutorService thread = Executors.newSingleThreadExecutor();
    private volatile Throwable no;
    private final Executor executor = task -> {
        if (no instanceof Error error) {
            throw error;
        }
        if (no != null) {
            throw (RuntimeException) no;
        }
        thread.execute(task);
    };

    @AfterEach
    void stop() {
        thread.shutdownNow();
    }

    static Throwable[] refusals() {
        return new Throwable[] {
            new RejectedExecutionException("full"),
            new IllegalStateException("closed"),
            new OutOfMemoryError("no thread")
        };
    }

    @ParameterizedTest
    @MethodSource("refusals")
    void aSessionThatEndsThenFreesItsMaildropAllTheSame(Throwable refusal) throws Exception {
        try (Pop3TestServer server = Pop3TestServer.with()
                .store(new BlockingStore(new MemoryMailStore(), true))
                .executor(executor)
                .start()) {
            try (RawClient client = new RawClient(server)) {
                assertThat(client.logIn("bob")).contains("+OK maildrop has 0 messages");
                no = refusal;
            }
            server.awaitConnections(0);
            no = null;
            try (RawClient client = new RawClient(server)) {
                assertThat(client.logIn("bob")).contains("+OK maildrop has 0 messages");
            }
        }
    }

    /** The first timestamp of a JVM is made on the store executor: see {@link GreetCommand}. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whoCannotHaveATimestampIsGreetedWithoutOne(boolean full) throws Exception {
        try (Pop3TestServer server =
                Pop3TestServer.with().users("bob", "secret").executor(executor).start()) {
            warm().set(null, false);
            no = full ? new RejectedExecutionException("full") : null;
            server.play("S: +OK pop.example Yubin POP3 ready" + (full ? "" : " <{...}@pop.example>") + "\n"
                    + "C: APOP bob c4c9334bac560ecc979e58001b3e22fb\nS: -ERR {...}\n"
                    + "C: QUIT\nS: +OK bye\nS: <closed>\n");
        }
    }

    @Test
    void behindTheFirstTimestampTheGreetingNeedsNoThread() throws Exception {
        try (Pop3TestServer server =
                Pop3TestServer.with().users("bob", "secret").executor(executor).start()) {
            warm().set(null, true);
            no = new RejectedExecutionException("full");
            server.play("S: +OK pop.example Yubin POP3 ready <{...}@pop.example>\n");
        }
    }

    /** It may take long, so it is made where that harms nobody else. */
    @Test
    void aSurrogateIsMadeOnTheExecutorThoughTheMessageIsInMemory() throws Exception {
        try (Pop3TestServer server = Pop3TestServer.with()
                .executor(executor)
                .start()
                .put("bob", "A: \u00c3\u00a9\r\n\r\n", "A: b\r\n\r\n")) {
            server.dialogue(Dialogue.Delivery.AS_WRITTEN)
                    .when("full", () -> no = new RejectedExecutionException("full"))
                    .when("free", () -> no = null)
                    .play("""
                    S: +OK {...}
                    C: USER bob
                    S: +OK {...}
                    C: PASS x
                    S: +OK maildrop has 2 messages
                    T: full
                    C: RETR 2
                    S: +OK 8 octets
                    S: A: b
                    S:
                    S: .
                    C: RETR 1
                    S: -ERR [SYS/TEMP] {...}
                    T: free
                    C: RETR 1
                    S: +OK 23 octets
                    S: A: =?UTF-8?B?w6k=?=
                    S:
                    S: .
                    """);
        }
    }

    private static Field warm() throws ReflectiveOperationException {
        Field warm = Class.forName("dev.yubin.protocol.sasl.Nonces").getDeclaredField("warm");
        warm.setAccessible(true);
        return warm;
    }
}
