package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpTestServer.ACCEPTED;
import static dev.yubin.smtp.SmtpTestServer.DATA;
import static dev.yubin.smtp.SmtpTestServer.EHLO;
import static dev.yubin.smtp.SmtpTestServer.GREETING;
import static dev.yubin.smtp.SmtpTestServer.TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.VirtualClock;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is particular to a listener for users' new mail, RFC 6409. */
class SubmissionTest {
    private static final String DATE = "Date: Mon, 9 Mar 2026 08:00:00 \\+0000\r\n";
    private static final String ID = "Message-ID: <[^<>@ ]+@mx\\.example\\.com>\r\n";

    private static SmtpTestServer open(UnaryOperator<SmtpOptions> more) {
        return SmtpTestServer.open(
                new VirtualClock(Instant.parse("2026-03-09T08:00:00Z")),
                smtp -> more.apply(SmtpOptions.submission().traceHeaders(smtp.traceHeaders())));
    }

    /** Sends a message in each way; its octets must be stored behind these fields, and be told as they were sent. */
    private static void assertStored(UnaryOperator<SmtpOptions> options, String message, String fields)
            throws IOException {
        String bdat = "C!: BDAT " + message.length() + " LAST\\r\\n" + escaped(message)
                + "\nS: 250 2.0.0 Message accepted as {...}\n";
        String chunks = "C!: BDAT 3\\r\\n" + escaped(message.substring(0, 3)) + "\nS: 250 2.0.0 3 octets received\n"
                + "C!: BDAT " + (message.length() - 3) + "\\r\\n" + escaped(message.substring(3))
                + "\nS: 250 2.0.0 {...} octets received\nC!: BDAT 0 LAST\\r\\n\n"
                + "S: 250 2.0.0 Message accepted as {...}\n";
        String data = DATA + "C!: " + escaped(message) + ".\\r\\n\nS: 250 2.0.0 Message accepted as {...}\n";
        for (String way : new String[] {data, bdat, chunks}) {
            for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
                try (SmtpTestServer server = open(options)) {
                    Dialogue.with(server.port()).delivery(delivery).play(EHLO + TRANSACTION + way);
                    String stored = server.inbox("bob@example.com").get(0);
                    assertThat(stored).endsWith(message);
                    assertThat(stored.substring(0, stored.length() - message.length()))
                            .matches(fields);
                    SmtpTransaction taken = server.accepted().get(0);
                    assertThat(new String(taken.content().toByteArray(), StandardCharsets.ISO_8859_1))
                            .isEqualTo(message);
                    assertThat(taken.size()).isEqualTo(message.length());
                    assertThat(taken.client().role()).isEqualTo(SmtpRole.SUBMISSION);
                }
            }
        }
    }

    private static String escaped(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n");
    }

    /** RFC 6409 §8.2, §8.3. */
    @Test
    void aDateAndAMessageIdAreAddedIfTheyAreMissing() throws IOException {
        assertStored(smtp -> smtp, "Subject: hi\r\n\r\ntext\r\n", DATE + ID);
        assertStored(smtp -> smtp, "Date: x\r\n\r\nMessage-ID: y\r\n", ID);
        assertStored(smtp -> smtp, "Message-ID: <1@example.org>\r\n\r\n\r\n", DATE);
        assertStored(smtp -> smtp, "date: x\r\nmessage-id: y\r\n\r\ntext\r\n", "");
    }

    @Test
    void aMessageWithoutAnEmptyLineIsCompletedToo() throws IOException {
        assertStored(smtp -> smtp, "Subject: hi\r\n", DATE + ID);
        assertStored(smtp -> smtp, "Date: hi\r\nMessage-ID: x\r\n", "");
        assertStored(smtp -> smtp, "\r\ntext\r\n", DATE + ID);
    }

    @Test
    void theyStandBehindTheTraceHeaders() throws IOException {
        assertStored(
                smtp -> smtp.traceHeaders(true),
                "Subject: hi\r\n\r\ntext\r\n",
                "Return-Path: <a@example\\.org>\r\nReceived: (?:[^\r]|\r\n\t)+\r\n" + DATE + ID);
    }

    @Test
    void theyCanBeLeftOut() throws IOException {
        assertStored(smtp -> smtp.completeHeaders(false), "Subject: hi\r\n\r\ntext\r\n", "");
    }

    @ParameterizedTest
    @ValueSource(ints = {65_000, 70_000, 200_000})
    void aLongHeaderIsLeftAsItIs(int length) {
        try (SmtpTestServer server = open(smtp -> smtp)) {
            String line = "C: X-Long: " + "x".repeat(990) + "\n";
            Dialogue.with(server.port())
                    .play(EHLO + TRANSACTION + DATA + line.repeat(length / 1000) + "C:\nC: text\n" + ACCEPTED);
            String stored = server.inbox("bob@example.com").get(0);
            assertThat(stored.startsWith("Date: ")).isEqualTo(length < 65_536);
            assertThat(stored).endsWith("xxx\r\n\r\ntext\r\n");
        }
    }

    @Test
    void anEmptyMessageHasItsDateToo() {
        try (SmtpTestServer server = open(smtp -> smtp)) {
            Dialogue.with(server.port()).play(EHLO + TRANSACTION + DATA + ACCEPTED + TRANSACTION + """
                    C: BDAT 0 LAST
                    S: 250 2.0.0 Message accepted as {...}
                    """);
            assertThat(server.inbox("bob@example.com"))
                    .hasSize(2)
                    .allSatisfy(message -> assertThat(message).matches(DATE + ID));
        }
    }

    /** RFC 6409 §4.3, RFC 4954 §6. */
    @Test
    void whoMustLogInAndHasNotIsToldSo() {
        Dialogue.playInEveryWay(() -> open(smtp -> smtp.requireAuth(true)), SmtpTestServer::port, EHLO + """
                C: MAIL FROM:<a@example.org>
                S: 530 5.7.0 Authentication is required here
                C: RCPT TO:<bob@example.com>
                S: 503 5.5.1 Say MAIL first
                C: VRFY bob@example.com
                S: 252 2.0.0 {...}
                C: NOOP
                S: 250 2.0.0 OK
                C: RSET
                S: 250 2.0.0 OK, nothing is under way
                C: HELO client.example
                S: 250 mx.example.com
                C: MAIL FROM:<>
                S: 530 5.7.0 Authentication is required here
                C: QUIT
                S: 221 2.0.0 Bye
                """);
    }

    @Test
    void itSpeaksSmtpNotLmtp() {
        Dialogue.playInEveryWay(() -> open(smtp -> smtp), SmtpTestServer::port, GREETING + """
                C: LHLO client.example
                S: 500 5.5.1 This is SMTP, say EHLO or HELO
                C: HELO client.example
                S: 250 mx.example.com
                """);
    }
}
