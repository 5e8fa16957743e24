package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpTestServer.EHLO;
import static dev.yubin.smtp.SmtpTestServer.GREETING;
import static dev.yubin.smtp.SmtpTestServer.KEYWORDS;
import static dev.yubin.smtp.SmtpTestServer.TO_BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.store.Delivery;
import dev.yubin.store.MessageContent;
import dev.yubin.store.Spool;
import dev.yubin.store.StoreException;
import dev.yubin.store.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Chunks that are not taken, and messages that are given up between two (RFC 3030 §2): the octets are read past, the
 * next command is understood, and nothing is left.
 */
@Timeout(60)
class SmtpChunkTroubleTest {
    private static final String FIRST_CHUNK = """
            C: BDAT 6
            C!: first,
            S: 250 2.0.0 6 octets received
            """;

    private static final String TO_BOB_UP_TO_64_KIB = TO_BOB.replace("52428800", "65536");

    /** Another message, which must arrive whatever was before. */
    private static final String ANOTHER = """
            C: MAIL FROM:<alice@example.org>
            S: 250 2.1.0 Sender OK
            C: RCPT TO:<bob@example.com>
            S: 250 2.1.5 Recipient OK
            C: BDAT 7 LAST
            C!: another
            S: 250 2.0.0 Message accepted as {...}
            C: QUIT
            S: 221 2.0.0 Bye
            """;

    /** Plays a script and {@link #ANOTHER} in every way, over stores that block and do not; only that is to arrive. */
    private static void onlyAnotherArrives(String script, UnaryOperator<SmtpOptions> options) {
        arrives(script + ANOTHER, options, "another");
    }

    private static void onlyAnotherArrives(String script) {
        onlyAnotherArrives(script, smtp -> smtp);
    }

    private static void arrives(String script, UnaryOperator<SmtpOptions> options, String... messages) {
        SmtpTestServer.playInEveryWay(
                () -> SmtpTestServer.open(options),
                script,
                server -> assertThat(server.inbox("bob@example.com")).containsExactly(messages));
        overBlockingStore(script, options, messages);
    }

    private static void overBlockingStore(String script, UnaryOperator<SmtpOptions> options, String... messages) {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            BlockingStore store = new BlockingStore();
            SmtpTestServer server = SmtpTestServer.over(store, options);
            try (server) {
                Dialogue.with(server.port()).delivery(delivery).play(script);
            }
            // Closing waits until the connection has let go of everything.
            assertThat(server.inbox("bob@example.com")).containsExactly(messages);
            assertThat(store.left()).as("messages left in the spool").isZero();
        }
    }

    // --- chunks at the wrong time -------------------------------------------------------------------------------

    @Test
    void chunksInTheWrongOrderAreReadPast() {
        onlyAnotherArrives(GREETING + """
                C: BDAT 13
                C!: MAIL FROM:<\\r\\n
                S: 503 5.5.1 Say EHLO or HELO first
                C: EHLO client.example
                """ + KEYWORDS + """
                C: BDAT 6 LAST
                C!: QUIT\\r\\n
                S: 503 5.5.1 Say MAIL first
                C: BDAT 0 LAST
                S: 503 5.5.1 Say MAIL first
                """);
    }

    @Test
    void aMessageToNobodyIsReadPast() {
        onlyAnotherArrives(EHLO + """
                C: MAIL FROM:<alice@example.org>
                S: 250 2.1.0 Sender OK
                C: BDAT 6 LAST
                C!: QUIT\\r\\n
                S: 503 5.5.1 Say RCPT first
                C: MAIL FROM:<alice@example.org>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<böb@example.com>
                S: 553 5.6.7 Addresses beyond ASCII need MAIL with SMTPUTF8
                C: BDAT 6
                C!: QUIT\\r\\n
                S: 554 5.5.1 No valid recipients
                C: BDAT 6 LAST
                C!: QUIT\\r\\n
                S: 503 5.5.1 Say MAIL first
                """);
    }

    /** Who is named behind a chunk that was refused must not get the rest of the message. */
    @Test
    void aRefusedChunkIsTheEndOfItsMessage() {
        onlyAnotherArrives(EHLO + """
                C: MAIL FROM:<alice@example.org>
                S: 250 2.1.0 Sender OK
                C: BDAT 6
                C!: first,
                S: 503 5.5.1 Say RCPT first
                C: RCPT TO:<bob@example.com>
                S: 503 5.5.1 Say MAIL first
                C: BDAT 4 LAST
                C!: last
                S: 503 5.5.1 Say MAIL first
                """);
    }

    /** "Any BDAT command sent after the BDAT LAST is illegal and MUST be replied to with a 503." */
    @Test
    void noChunkFollowsTheLast() {
        arrives(TO_BOB + """
                C: BDAT 4 LAST
                C!: last
                S: 250 2.0.0 {...}
                C: BDAT 6 LAST
                C!: QUIT\\r\\n
                S: 503 5.5.1 Say MAIL first
                """ + ANOTHER, smtp -> smtp, "last", "another");
    }

    @Test
    void chunksAfterARefusedGreetingAreReadPast() {
        SmtpHooks nobody = new SmtpHooks() {
            @Override
            public Decision connected(SmtpClient client) {
                return Decision.refuse(554, "5.7.1", "No service for you");
            }
        };
        Dialogue.playInEveryWay(() -> SmtpTestServer.open(smtp -> smtp.hooks(nobody)), SmtpTestServer::port, """
                S: 554 5.7.1 No service for you
                C: BDAT 6
                C!: QUIT\\r\\n
                S: 503 5.5.1 There is no service for you here, say QUIT
                C: QUIT
                S: 221 2.0.0 Bye
                """);
    }

    /** But not those behind a refused one, which a client that pipelines cannot take back. */
    @Test
    void chunksWhereNoneMayComeAreMistakes() {
        String chunk = "C: BDAT 6\nC!: QUIT\\r\\n\nS: 503 5.5.1 Say MAIL first\n";
        SmtpTestServer.playInEveryWay(
                () -> SmtpTestServer.open(smtp -> smtp.limits(limits -> limits.badCommands(5))),
                EHLO + """
                C: MAIL FROM:<alice@example.org>
                S: 250 2.1.0 Sender OK
                C: BDAT 6
                C!: QUIT\\r\\n
                S: 503 5.5.1 Say RCPT first
                """ + chunk.repeat(20) + chunk.replace("BDAT 6", "BDAT 6 LAST") + chunk.repeat(4) + """
                C: BDAT 6
                C!: QUIT\\r\\n
                S: 421 4.7.0 Too many errors, closing
                S: <closed>
                """,
                server -> assertThat(server.accepted()).isEmpty());
    }

    @Test
    void betweenChunksThereIsNoMailNoRcptAndNoData() {
        String refusal = "S: 503 5.5.1 A message is under way, BDAT with LAST ends it, RSET gives it up\n";
        arrives(
                TO_BOB + "C: BDAT 7\nC!: first\\r\\n\nS: 250 2.0.0 7 octets received\n"
                        + "C: MAIL FROM:<mallory@example.org>\n" + refusal
                        + "C: RCPT TO:<carol@example.com>\n" + refusal
                        + "C: DATA\n" + refusal
                        + "C: NOOP\nS: 250 2.0.0 OK\n"
                        + "C: VRFY bob@example.com\nS: 252 {...}\n"
                        + "C: BDAT 4 LAST\nC!: last\nS: 250 2.0.0 Message accepted as {...}\n" + ANOTHER,
                smtp -> smtp,
                "first\r\nlast",
                "another");
    }

    // --- giving up ----------------------------------------------------------------------------------------------

    @Test
    void resetBetweenChunksGivesTheMessageUp() {
        onlyAnotherArrives(TO_BOB + FIRST_CHUNK + """
                C: RSET
                S: 250 2.0.0 OK, nothing is under way
                C: BDAT 6 LAST
                C!: QUIT\\r\\n
                S: 503 5.5.1 Say MAIL first
                """);
    }

    @Test
    void ehloBetweenChunksGivesTheMessageUp() {
        onlyAnotherArrives(TO_BOB + FIRST_CHUNK + "C: EHLO client.example\n" + KEYWORDS);
    }

    @Test
    void quitBetweenChunksGivesTheMessageUp() {
        arrives(TO_BOB + FIRST_CHUNK + "C: QUIT\nS: 221 2.0.0 Bye\nS: <closed>\n", smtp -> smtp);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "C!: BDAT 100\\r\\nfirst\n", "C!: BDAT 100 LAST\\r\\nfirst\n", "C!: BDAT 10"})
    void aConnectionLostInMidMessageLeavesNothing(String more) {
        arrives(TO_BOB + FIRST_CHUNK + more + "\nC-:\n", smtp -> smtp);
    }

    // --- size ---------------------------------------------------------------------------------------------------

    @Test
    void aMessageThatGrowsTooLargeIsRefusedAtTheChunkThatMakesItSo() {
        String half = "C: BDAT 32768\nC!: " + "x".repeat(32_768) + "\n";
        String script = TO_BOB_UP_TO_64_KIB + half + "S: 250 2.0.0 32768 octets received\n" + half + """
                S: 250 2.0.0 32768 octets received
                C: BDAT 6
                C!: QUIT\\r\\n
                S: 552 5.3.4 The message is larger than SIZE allows
                C: BDAT 6 LAST
                C!: QUIT\\r\\n
                S: 503 5.5.1 Say MAIL first
                """ + ANOTHER;
        for (Dialogue.Delivery delivery : List.of(Dialogue.Delivery.AS_WRITTEN, Dialogue.Delivery.PIPELINED)) {
            BlockingStore store = new BlockingStore();
            try (SmtpTestServer server = SmtpTestServer.over(store, smtp -> smtp.maxMessageSize(65_536))) {
                Dialogue.with(server.port()).delivery(delivery).play(script);
                assertThat(server.inbox("bob@example.com")).containsExactly("another");
            }
            assertThat(store.left()).isZero();
        }
    }

    @Test
    void theLargestMessageIsTaken() {
        try (SmtpTestServer server = SmtpTestServer.open(smtp -> smtp.maxMessageSize(65_536))) {
            Dialogue.with(server.port())
                    .play(TO_BOB_UP_TO_64_KIB + "C: BDAT 65536 LAST\nC!: " + "x".repeat(65_536) + """

                    S: 250 2.0.0 Message accepted as {...}
                    """);
            assertThat(server.inbox("bob@example.com").get(0)).hasSize(65_536);
        }
    }

    /** Up to twice the largest message is read past; who announces more is not listened to. */
    @ParameterizedTest
    @CsvSource({
        "true, 999999999999999999, 552 5.3.4 The message is larger than SIZE allows",
        "true, 131074, 552 5.3.4 The message is larger than SIZE allows",
        "false, 131074, 503 5.5.1 Say MAIL first",
    })
    void aHugeChunkThatIsRefusedClosesTheConnection(boolean withMail, long size, String reply) {
        SmtpTestServer.playInEveryWay(
                () -> SmtpTestServer.open(smtp -> smtp.maxMessageSize(65_536)),
                (withMail ? TO_BOB_UP_TO_64_KIB : EHLO.replace("52428800", "65536")) + "C: BDAT " + size + "\nS: "
                        + reply + "\nS: <closed>\n",
                server -> assertThat(server.accepted()).isEmpty());
    }

    // --- syntax -------------------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(
            strings = {
                "BDAT",
                "BDAT LAST",
                "BDAT -1",
                "BDAT +1",
                "BDAT 0x1",
                "BDAT 1 FIRST",
                "BDAT 1 LAST LAST",
                "BDAT 1LAST",
                "BDAT 1  LAST",
                "BDAT  1",
                "BDAT 1.0",
                "BDAT 1,000",
                "BDAT 9999999999999999999"
            })
    void aChunkWithoutARightSizeIsASyntaxErrorAndTheEndOfItsMessage(String command) {
        BlockingStore store = new BlockingStore();
        try (SmtpTestServer server = SmtpTestServer.over(store)) {
            Dialogue.with(server.port()).play(TO_BOB + FIRST_CHUNK + "C: " + command + """

                    S: 501 5.5.4 Syntax: BDAT size [LAST]
                    C: BDAT 4 LAST
                    C!: last
                    S: 503 5.5.1 Say MAIL first
                    """ + ANOTHER);
            assertThat(server.inbox("bob@example.com")).containsExactly("another");
        }
        assertThat(store.left()).isZero();
    }

    // --- the store ----------------------------------------------------------------------------------------------

    /** A chunk that could not be taken would be a hole in the message if the next one were. */
    @Test
    void ifTheSpoolCannotBeOpenedTheMessageIsRefusedWithItsChunks() {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            BlockingStore store = new BlockingStore() {
                private boolean failed;

                @Override
                Spool.Incoming open(Spool spool, long expectedSize) throws IOException {
                    if (!failed) {
                        failed = true;
                        throw new IOException("disk full");
                    }
                    return super.open(spool, expectedSize);
                }
            };
            try (SmtpTestServer server = SmtpTestServer.over(store)) {
                Dialogue.with(server.port()).delivery(delivery).play(TO_BOB + """
                        C: BDAT 6
                        C!: QUIT\\r\\n
                        S: 451 4.3.0 The mail store has trouble, try again later
                        C: BDAT 6
                        C!: QUIT\\r\\n
                        S: 503 5.5.1 Say MAIL first
                        C: BDAT 6 LAST
                        C!: QUIT\\r\\n
                        S: 503 5.5.1 Say MAIL first
                        """ + ANOTHER);
                assertThat(server.inbox("bob@example.com")).containsExactly("another");
            }
            assertThat(store.left()).isZero();
        }
    }

    @Test
    void ifTheMessageCannotBeStoredItsLastChunkIsRefused() {
        BlockingStore store = new BlockingStore() {
            @Override
            public List<Verdict> deliver(List<Delivery> to, MessageContent content) {
                return opened() > 1
                        ? super.deliver(to, content)
                        : List.of(Verdict.failed(new StoreException(StoreException.Kind.TEMPORARY, "not now")));
            }
        };
        try (SmtpTestServer server = SmtpTestServer.over(store)) {
            Dialogue.with(server.port()).play(TO_BOB + FIRST_CHUNK + """
                    C: BDAT 4 LAST
                    C!: last
                    S: 451 4.3.0 The mail store has trouble, try again later
                    """ + ANOTHER);
            assertThat(server.inbox("bob@example.com")).containsExactly("another");
        }
        assertThat(store.left()).isZero();
    }

    /** Wherever the executor takes no more work: at the first chunk, between two, at the last. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2})
    void anExecutorThatTakesNoMoreWorkIsATemporaryFailureOfTheMessage(int chunksBefore) {
        playFullAndFree(TO_BOB + FIRST_CHUNK.repeat(chunksBefore) + """
                T: full
                C: BDAT 6
                C!: QUIT\\r\\n
                S: 451 4.3.0 The mail store has trouble, try again later
                T: free
                C: BDAT 6 LAST
                C!: QUIT\\r\\n
                S: 503 5.5.1 Say MAIL first
                """ + ANOTHER);
    }

    @Test
    void anExecutorThatTakesNoMoreWorkInMidChunkIsATemporaryFailureOfTheMessage() {
        playFullAndFree(TO_BOB + """
                C: BDAT 0
                S: 250 2.0.0 0 octets received
                C: BDAT 12
                T: full
                C!: NOOP\\r\\nQUIT\\r\\n
                S: 451 4.3.0 The mail store has trouble, try again later
                T: free
                C: BDAT 6 LAST
                C!: QUIT\\r\\n
                S: 503 5.5.1 Say MAIL first
                """ + ANOTHER);
    }

    /** Plays a script in which the executor is full and free again, behind which only another mail is in the store. */
    private static void playFullAndFree(String script) {
        BlockingStore store = new BlockingStore();
        try (SmtpTestServer server = SmtpTestServer.over(store)) {
            Dialogue.with(server.port())
                    .when("full", () -> server.executorIsFull(true))
                    .when("free", () -> server.executorIsFull(false))
                    .play(script);
            assertThat(server.inbox("bob@example.com")).containsExactly("another");
        }
        assertThat(store.left()).isZero();
    }

    /** Whatever the broken line was, it may have been a chunk. */
    @Test
    void aBrokenLineBetweenChunksIsTheEndOfTheMessage() {
        try (SmtpTestServer server = SmtpTestServer.open()) {
            Dialogue.with(server.port()).play(SmtpTestServer.TO_BOB + """
                    C!: BDAT 3\\r\\none
                    S: 250 2.0.0 3 octets received
                    C!: BDAT 3\\ntwo\\r\\n
                    S: 500 5.5.2 LF without CR: lines end in CRLF
                    C!: BDAT 5 LAST\\r\\nthree
                    S: 503 5.5.1 Say MAIL first
                    """);
            assertThat(server.inbox("bob@example.com")).isEmpty();
            assertThat(server.accepted()).isEmpty();
        }
    }
}
