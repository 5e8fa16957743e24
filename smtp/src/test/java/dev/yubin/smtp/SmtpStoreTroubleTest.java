package dev.yubin.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.VirtualClock;
import dev.yubin.store.AccountName;
import dev.yubin.store.Delivery;
import dev.yubin.store.ForwardingMailStore;
import dev.yubin.store.MailAccount;
import dev.yubin.store.MessageContent;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.Verdict;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What is acknowledged is in the store, what is refused is nowhere, whatever the store does. */
class SmtpStoreTroubleTest {
    private static final String UP_TO_DATA = """
            S: 220 {...}
            C: HELO client.example
            S: 250 mx.example.com
            C: MAIL FROM:<a@example.org>
            S: 250 {...}
            C: RCPT TO:<bob@example.com>
            S: 250 {...}
            C: RCPT TO:<full@example.com>
            S: 250 {...}
            C: DATA
            S: 354 {...}
            C: text
            C: .
            """;

    @ParameterizedTest
    @CsvSource({
        "GONE, 450 4.2.1 The mailbox was just deleted",
        "OVERQUOTA, 452 4.2.2 The mailbox is full",
        "TEMPORARY, 451 4.3.0 The mail store has trouble",
        "CORRUPT, 451 4.3.0 The mail store has trouble",
        "ALREADY_EXISTS, 451 4.3.0 The mail store has trouble",
        "NOT_FOUND, 550 5.1.1 No such user here",
        "LIMIT, 552 5.2.3 The mail store does not take this message",
        "UNSUPPORTED, 554 5.3.0 The mail store cannot do that",
    })
    void ifNobodyGetsItTheClientIsToldWhy(Kind kind, String reply) {
        try (SmtpTestServer server = SmtpTestServer.over(new ForwardingMailStore(new MemoryMailStore()) {
            @Override
            public List<Verdict> deliver(List<Delivery> to, MessageContent content) {
                return to.stream()
                        .map(each -> Verdict.failed(new StoreException(kind, "secret details")))
                        .toList();
            }
        })) {
            Dialogue.with(server.port())
                    .play(UP_TO_DATA + "S: " + reply + "{...}\nC: MAIL FROM:<>\nS: 250 2.1.0 Sender OK\n");
            assertThat(server.accepted()).isEmpty();
        }
    }

    @Test
    void ifOneGetsItItIsAccepted() {
        try (SmtpTestServer server = SmtpTestServer.over(new ForwardingMailStore(new MemoryMailStore()) {
            @Override
            public MailAccount create(AccountName name) throws IOException {
                if (name.localPart().equals("full")) {
                    throw new StoreException(Kind.OVERQUOTA, "full");
                }
                return super.create(name);
            }
        })) {
            Dialogue.with(server.port()).play(UP_TO_DATA + "S: 250 2.0.0 {...}\n");
            assertThat(server.inbox("bob@example.com")).containsExactly("text\r\n");
            assertThat(server.accepted().get(0).recipients())
                    .extracting(Recipient::isDelivered)
                    .containsExactly(true, false);
        }
    }

    @Test
    void aBugInTheStoreIsATemporaryFailureAndTheSessionGoesOn() {
        try (SmtpTestServer server = SmtpTestServer.over(new ForwardingMailStore(new MemoryMailStore()) {
            @Override
            public List<Verdict> deliver(List<Delivery> to, MessageContent content) {
                throw new IllegalStateException("a bug");
            }
        })) {
            Dialogue.with(server.port()).play(UP_TO_DATA + """
                    S: 451 4.3.0 Something went wrong here, try again later
                    C: MAIL FROM:<>
                    S: 250 2.1.0 Sender OK
                    """);
        }
    }

    @Test
    void anExecutorThatTakesNoMoreWorkIsATemporaryFailureAndTheSessionGoesOn() {
        try (SmtpTestServer server = SmtpTestServer.over(new BlockingStore())) {
            Dialogue.with(server.port())
                    .when("full", () -> server.executorIsFull(true))
                    .when("free", () -> server.executorIsFull(false))
                    .play(UP_TO_DATA.replace("C: text\nC: .\n", "") + """
                            T: full
                            C: .
                            S: 451 4.3.0 The mail store has trouble, try again later
                            T: free
                            C: MAIL FROM:<>
                            S: 250 2.1.0 Sender OK
                            C: QUIT
                            S: 221 2.0.0 Bye
                            """);
            assertThat(server.inbox("bob@example.com")).isEmpty();
        }
    }

    @Test
    void aListenerThatFailsDoesNotUndoTheAcceptance() {
        try (SmtpTestServer server = SmtpTestServer.open()) {
            server.listenerFails();
            Dialogue.with(server.port()).play(UP_TO_DATA + "S: 250 2.0.0 {...}\n");
            assertThat(server.inbox("bob@example.com")).containsExactly("text\r\n");
        }
    }

    @Test
    void aMessageThatIsStoredAfterItsClientWasSentAwayIsNotReportedAsAccepted() throws Exception {
        CountDownLatch delivering = new CountDownLatch(1);
        CountDownLatch mayDeliver = new CountDownLatch(1);
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        SmtpTestServer server = SmtpTestServer.over(
                new BlockingStore() {
                    @Override
                    public List<Verdict> deliver(List<Delivery> to, MessageContent content) {
                        delivering.countDown();
                        awaitQuietly(mayDeliver);
                        return super.deliver(to, content);
                    }
                },
                clock);
        Dialogue.with(server.port())
                .when("late", () -> {
                    awaitQuietly(delivering);
                    clock.advance(Duration.ofSeconds(60));
                })
                .play(UP_TO_DATA + """
                        T: late
                        S: 451 4.3.0 That takes too long here, try again later
                        S: <closed>
                        """);
        mayDeliver.countDown();
        server.close();
        assertThat(server.accepted()).isEmpty();
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void aStoreThatBlocksGetsTheSameMail() {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            try (SmtpTestServer server = SmtpTestServer.over(new BlockingStore())) {
                Dialogue.with(server.port()).delivery(delivery).play(UP_TO_DATA + """
                        S: 250 2.0.0 {...}
                        C: QUIT
                        S: 221 {...}
                        """);
                assertThat(server.inbox("bob@example.com")).containsExactly("text\r\n");
                assertThat(server.inbox("full@example.com")).containsExactly("text\r\n");
            }
        }
    }

    @Test
    void aStoreWithoutASpoolGetsTheSameMail() {
        try (SmtpTestServer server = SmtpTestServer.over(new ForwardingMailStore(new MemoryMailStore()) {
            @Override
            public <T> Optional<T> feature(Class<T> type) {
                return Optional.empty();
            }
        })) {
            String line = "x".repeat(998);
            Dialogue.with(server.port())
                    .play(UP_TO_DATA.replace("C: text\n", ("C: " + line + "\n").repeat(300)) + "S: 250 2.0.0 {...}\n");
            assertThat(server.inbox("bob@example.com")).containsExactly((line + "\r\n").repeat(300));
        }
    }
}
