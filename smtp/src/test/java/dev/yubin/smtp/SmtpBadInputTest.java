package dev.yubin.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.VirtualClock;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a clumsy or hostile client sends. */
@Timeout(60)
class SmtpBadInputTest {
    private static final String READY = """
            S: 220 {...}
            C: HELO client.example
            S: 250 mx.example.com
            """;
    private static final String DATA = READY + """
            C: MAIL FROM:<a@example.org>
            S: 250 {...}
            C: RCPT TO:<bob@example.com>
            S: 250 {...}
            C: DATA
            S: 354 {...}
            """;

    @Test
    void anOverlongLineIsRefusedAndReadPast() {
        Dialogue.playInEveryWay(
                () -> SmtpTestServer.open(smtp -> smtp.limits(limits -> limits.lineLength(2000))),
                SmtpTestServer::port,
                READY + "C: NOOP " + "x".repeat(1995) + "\nS: 250 {...}\n" + "C: NOOP " + "x".repeat(1996) + "\n"
                        + """
                        S: 500 5.5.2 line is too long
                        C: NOOP
                        S: 250 2.0.0 OK
                        """);
    }

    @Test
    void aMegabyteWithoutALineEndIsOneError() {
        try (SmtpTestServer server = SmtpTestServer.open()) {
            Dialogue.with(server.port()).play(READY + "C: " + "MAIL ".repeat(200_000) + """

                    S: 500 5.5.2 line is too long
                    C: NOOP
                    S: 250 2.0.0 OK
                    """);
        }
    }

    @Test
    void aBareLineFeedEndsNoCommandAndStartsNone() {
        Dialogue.playInEveryWay(SmtpTestServer::open, SmtpTestServer::port, READY + """
                C!: NOOP\\nMAIL FROM:<a@example.org>\\r\\n
                S: 500 5.5.2 LF without CR: lines end in CRLF
                C: RCPT TO:<bob@example.com>
                S: 503 5.5.1 Say MAIL first
                """);
    }

    @Test
    void aBareCarriageReturnEndsNoCommand() {
        Dialogue.playInEveryWay(SmtpTestServer::open, SmtpTestServer::port, READY + """
                C!: NOOP\\rNOOP\\r\\n
                S: 500 5.5.2 CR without LF: lines end in CRLF
                C: NOOP
                S: 250 2.0.0 OK
                """);
    }

    @Test
    void twentyBadCommandsCloseTheConnection() {
        String bad = "C: WRONG\nS: 500 5.5.1 Unknown command\n";
        Dialogue.playInEveryWay(SmtpTestServer::open, SmtpTestServer::port, READY + bad.repeat(19) + """
                C: WRONG
                S: 421 4.7.0 Too many errors, closing
                S: <closed>
                """);
    }

    @Test
    void whatComesBehindQuitIsIgnored() {
        try (SmtpTestServer server = SmtpTestServer.open()) {
            Dialogue.with(server.port()).play(READY + """
                    C!: QUIT\\r\\nMAIL FROM:<a@example.org>\\r\\nRCPT TO:<bob@example.com>\\r\\n
                    S: 221 2.0.0 Bye
                    S: <closed>
                    """);
            assertThat(server.accepted()).isEmpty();
        }
    }

    @Test
    void aClientThatSaysNothingIsSentAway() {
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        try (SmtpTestServer server = SmtpTestServer.with().timers(clock).start()) {
            Dialogue.with(server.port())
                    .when("almost", () -> clock.advance(Duration.ofMinutes(5).minusMillis(1)))
                    .when("over", () -> clock.advance(Duration.ofMinutes(5)))
                    .play("""
                            S: 220 {...}
                            T: almost
                            C: NOOP
                            S: 250 2.0.0 OK
                            T: almost
                            C: NOOP
                            S: 250 2.0.0 OK
                            T: over
                            S: 421 4.4.2 Nothing was said for too long, closing
                            S: <closed>
                            """);
        }
    }

    @Test
    void aClientThatStopsInMidMessageIsSentAwayAndLeavesNothing() {
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        UnaryOperator<SmtpOptions> patient = smtp -> smtp.limits(limits -> limits.session(Duration.ofDays(36_500)));
        try (SmtpTestServer server = SmtpTestServer.open(clock, patient)) {
            Dialogue.with(server.port())
                    .when("over", () -> {
                        // The text may reach the server after the clock has moved, and counts as activity then.
                        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
                        while (server.connections() > 0) {
                            assertThat(System.nanoTime()).isLessThan(deadline);
                            clock.advance(Duration.ofMinutes(5));
                            Thread.onSpinWait();
                        }
                    })
                    .play(DATA + """
                            C: half a mess
                            T: over
                            S: 421 4.4.2 Nothing was said for too long, closing
                            S: <closed>
                            """);
            assertThat(server.inbox("bob@example.com")).isEmpty();
        }
    }

    @Test
    void aConnectionLostInMidMessageLeavesNothing() throws Exception {
        SmtpTestServer server = SmtpTestServer.open();
        Dialogue.with(server.port()).play(DATA + """
                C: half a message
                C-:
                """);
        // Closing waits until the connection has let go of everything.
        server.close();
        assertThat(server.accepted()).isEmpty();
        assertThat(server.inbox("bob@example.com")).isEmpty();
        assertThat(server.connections()).isZero();
    }

    @Test
    void aMessageThatGrowsTooLargeIsRefusedAtItsEnd() {
        try (SmtpTestServer server = SmtpTestServer.open(smtp -> smtp.maxMessageSize(65_536))) {
            String kilobyte = "x".repeat(1022);
            Dialogue.with(server.port())
                    .play(DATA + ("C: " + kilobyte + "\n").repeat(65) + """
                            C: .
                            S: 552 5.3.4 The message is larger than SIZE allows
                            C: MAIL FROM:<a@example.org>
                            S: 250 {...}
                            C: RCPT TO:<bob@example.com>
                            S: 250 {...}
                            C: DATA
                            S: 354 {...}
                            """ + ("C: " + kilobyte + "\n").repeat(64)
                            + """
                            C: .
                            S: 250 {...}
                            """);
            assertThat(server.inbox("bob@example.com"))
                    .hasSize(1)
                    .first()
                    .satisfies(message -> assertThat(message).hasSize(65_536));
        }
    }

    @Test
    void aMessageWithoutAnEndIsCutOffAtTwiceTheLargestSize() throws Exception {
        SmtpTestServer server = SmtpTestServer.open(smtp -> smtp.maxMessageSize(65_536));
        Dialogue.with(server.port()).play(DATA + ("C: " + "x".repeat(1022) + "\n").repeat(130) + """
                S: 552 5.3.4 Far more was sent than SIZE allows, closing
                S: <closed>
                """);
        server.close();
        assertThat(server.accepted()).isEmpty();
    }

    @Test
    void aLineWithoutAnEndIsOneBadCommandAfterTheOther() {
        try (SmtpTestServer server = SmtpTestServer.open(smtp -> smtp.limits(limits -> limits.badCommands(2)))) {
            Dialogue.with(server.port()).play(READY + "C!: " + "x".repeat(9_000_000) + """

                    S: 500 5.5.2 line is too long
                    S: 421 4.7.0 Too many errors, closing
                    S: <closed>
                    """);
        }
    }

    @Test
    void tooManyRecipientsAreRefusedOneByOne() {
        try (SmtpTestServer server = SmtpTestServer.open(smtp -> smtp.maxRecipients(100))) {
            StringBuilder recipients = new StringBuilder();
            for (int i = 0; i < 100; i++) {
                recipients.append("C: RCPT TO:<r").append(i).append("@example.com>\nS: 250 {...}\n");
            }
            Dialogue.with(server.port())
                    .delivery(Dialogue.Delivery.PIPELINED)
                    .play(READY + "C: MAIL FROM:<>\nS: 250 {...}\n" + recipients + """
                            C: RCPT TO:<one.more@example.com>
                            S: 452 4.5.3 Too many recipients in one message
                            C: DATA
                            S: 354 {...}
                            C: .
                            S: 250 {...}
                            """);
            assertThat(server.accepted().get(0).recipients()).hasSize(100);
        }
    }

    @Test
    void aClientThatClosesItsHalfBeforeItSaysAnythingIsClosed() throws Exception {
        try (SmtpTestServer server = SmtpTestServer.open();
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.shutdownOutput();
            assertThat(said(socket)).containsExactly("220");
        }
    }

    @Test
    void aClientThatClosesItsHalfWithinAMessageGetsNoAnswerForIt() throws Exception {
        try (SmtpTestServer server = SmtpTestServer.open();
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write("HELO x\r\nMAIL FROM:<>\r\nRCPT TO:<bob@example.com>\r\nDATA\r\nhi\r\n."
                            .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(said(socket)).containsExactly("220", "250", "250", "250", "354");
            assertThat(server.inbox("bob@example.com")).isEmpty();
        }
    }

    /** The codes of all replies up to the end of the connection. */
    private static Stream<String> said(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII)
                .lines()
                .map(line -> line.substring(0, 3));
    }

    /** The transcript and the log say it; the client would not understand. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\x16\\x03\\x01\\x02\\x00\\x01\\x00\\x01\\xFC\\x03\\x03QUIT\\r\\n",
                "GET / HTTP/1.1\\r\\nHost: mx.example.com\\r\\n\\r\\n",
                "POST http://mx.example.com/ HTTP/1.1\\r\\n\\r\\nMAIL FROM:<>\\r\\n",
                "PRI * HTTP/2.0\\r\\n\\r\\nSM\\r\\n\\r\\n"
            })
    void whoSpeaksTlsOrHttpIsClosedWithoutAWord(String octets) {
        Dialogue.playInEveryWay(SmtpTestServer::open, SmtpTestServer::port, """
                S: 220 {...}
                C!: %s
                S: <closed>
                """.formatted(octets));
    }

    @Test
    void requestsAreUnknownCommandsBehindTheFirstCommand() {
        Dialogue.playInEveryWay(SmtpTestServer::open, SmtpTestServer::port, READY + """
                C: GET / HTTP/1.1
                S: 500 5.5.1 Unknown command
                C!: \\x16\\x03\\x01\\r\\n
                S: 500 5.5.1 Unknown command
                """);
    }

    @Test
    void aFirstCommandMayBeginAsARequestDoes() {
        Dialogue.playInEveryWay(SmtpTestServer::open, SmtpTestServer::port, """
                S: 220 {...}
                C: HEAD
                S: 500 5.5.1 Unknown command
                C: HELP
                S: 214{...}
                """);
    }

    @Test
    void aClientThatClosesItsHalfStillGetsItsAnswers() throws Exception {
        try (SmtpTestServer server = SmtpTestServer.open();
                Socket socket = new Socket("127.0.0.1", server.port())) {
            socket.getOutputStream()
                    .write("HELO x\r\nMAIL FROM:<>\r\nRCPT TO:<bob@example.com>\r\nDATA\r\nhi\r\n.\r\n"
                            .getBytes(StandardCharsets.US_ASCII));
            socket.shutdownOutput();
            assertThat(said(socket)).containsExactly("220", "250", "250", "250", "354", "250");
            assertThat(server.inbox("bob@example.com")).containsExactly("hi\r\n");
        }
    }
}
