package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpTestServer.ACCEPTED;
import static dev.yubin.smtp.SmtpTestServer.DATA;
import static dev.yubin.smtp.SmtpTestServer.TRANSACTION;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.VirtualClock;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Return-Path and Received, RFC 5321 §4.4. */
class TraceHeadersTest {
    /** Version 2 of PROXY: 192.0.2.1, port 4660, and PP2_TYPE_SSL. */
    private static final String TLS = "C!: \\r\\n\\r\\n\\0\\r\\nQUIT\\n\\x21\\x11\\0\\x14"
            + "\\xc0\\0\\x02\\x01\\xc0\\0\\x02\\x02\\x12\\x34\\0\\x19\\x20\\0\\x05\\x01\\0\\0\\0\\0\n";
    /** The same without TLS. */
    private static final String PLAIN =
            "C!: \\r\\n\\r\\n\\0\\r\\nQUIT\\n\\x21\\x11\\0\\x0c\\xc0\\0\\x02\\x01\\xc0\\0\\x02\\x02\\x12\\x34\\0\\x19\n";

    private static SmtpTestServer open(SmtpRole role) {
        SmtpOptions options = role == SmtpRole.LMTP ? SmtpOptions.lmtp() : SmtpOptions.defaults();
        return SmtpTestServer.open(
                new VirtualClock(Instant.parse("2026-03-09T08:00:00Z")),
                smtp -> options.traceHeaders(true)
                        .proxyProtocolFrom("127.0.0.0/8", "::1")
                        .xclientFrom("192.0.2.1"));
    }

    /** The stored message of a client that says this, behind a proxy that says that. */
    private static String stored(SmtpRole role, String proxy, String said) {
        try (SmtpTestServer server = open(role)) {
            Dialogue.with(server.port()).play(proxy + "S: 220 {...}\n" + said);
            return server.inbox("bob@example.com").get(0);
        }
    }

    private static String hello(String line) {
        String reply = line.startsWith("HELO")
                ? "S: 250 {...}\n"
                : SmtpTestServer.keywords("XCLIENT NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT");
        return "C: " + line + "\n" + reply;
    }

    private static final String MESSAGE = TRANSACTION + DATA + "C: text\n" + ACCEPTED;

    @Test
    void aMessageIsStampedWithWhenceWhereHowAndWhen() {
        assertThat(stored(SmtpRole.MX, PLAIN, hello("EHLO client.example") + MESSAGE))
                .matches("Return-Path: <a@example\\.org>\r\n"
                        + "Received: from client\\.example \\(\\[192\\.0\\.2\\.1\\]\\)\r\n"
                        + "\tby mx\\.example\\.com \\(Yubin\\) with ESMTP id [0-9a-z-]+\r\n"
                        + "\tfor <bob@example\\.com>;\r\n"
                        + "\tMon, 9 Mar 2026 08:00:00 \\+0000\r\n"
                        + "text\r\n");
    }

    /** RFC 3848, RFC 6531 §4.3. */
    @ParameterizedTest
    @CsvSource({
        "MX, HELO, false, false, false, SMTP",
        "MX, HELO, true, false, false, SMTP",
        "MX, HELO, true, true, false, SMTP",
        "MX, EHLO, false, false, false, ESMTP",
        "MX, EHLO, true, false, false, ESMTPS",
        "MX, EHLO, false, true, false, ESMTPA",
        "MX, EHLO, true, true, false, ESMTPSA",
        "LMTP, LHLO, false, false, false, LMTP",
        "LMTP, LHLO, true, false, false, LMTPS",
        "LMTP, LHLO, false, true, false, LMTPA",
        "LMTP, LHLO, true, true, false, LMTPSA",
        "MX, EHLO, false, false, true, UTF8SMTP",
        "MX, EHLO, true, false, true, UTF8SMTPS",
        "MX, EHLO, false, true, true, UTF8SMTPA",
        "MX, EHLO, true, true, true, UTF8SMTPSA",
        "LMTP, LHLO, false, false, true, UTF8LMTP",
        "LMTP, LHLO, true, true, true, UTF8LMTPSA",
    })
    void theProtocolIsNamed(SmtpRole role, String hello, boolean tls, boolean login, boolean utf8, String word) {
        String said = (login ? "C: XCLIENT LOGIN=bob\nS: 220 {...}\n" : "")
                + hello(hello + " client.example")
                + (utf8 ? MESSAGE.replace("org>", "org> SMTPUTF8") : MESSAGE);
        assertThat(stored(role, tls ? TLS : PLAIN, said)).contains(" with " + word + " id ");
    }

    /** RFC 5321 §7.2: blind copies. */
    @Test
    void forIsSaidOnlyIfThereIsOneRecipient() {
        String two = MESSAGE.replace("C: DATA", "C: RCPT TO:<carol@example.com>\nS: 250 {...}\nC: DATA");
        assertThat(stored(SmtpRole.MX, PLAIN, hello("EHLO client.example") + two))
                .doesNotContain("for <")
                .doesNotContain("carol");
        String oneRefused = MESSAGE.replace("C: DATA", "C: RCPT TO:<carol>\nS: 501 {...}\nC: DATA");
        assertThat(stored(SmtpRole.MX, PLAIN, hello("EHLO client.example") + oneRefused))
                .contains("\tfor <bob@example.com>;\r\n");
    }

    /** RFC 5321 §4.5.5. */
    @Test
    void theReturnPathOfABounceIsEmpty() {
        assertThat(stored(SmtpRole.MX, PLAIN, hello("EHLO client.example") + MESSAGE.replace("<a@example.org>", "<>")))
                .startsWith("Return-Path: <>\r\nReceived: ");
    }

    @Test
    void theReturnPathIsQuotedWhereItMustBe() {
        assertThat(stored(
                        SmtpRole.MX,
                        PLAIN,
                        hello("EHLO client.example")
                                + MESSAGE.replace("<a@example.org>", "<\"a b>\\\"(c\"@example.org>")))
                .startsWith("Return-Path: <\"a b>\\\"(c\"@example.org>\r\nReceived: ");
    }

    /** What a client calls itself must not end the comment or the field, nor begin another. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "client.example(comment",
                "client)from",
                "<script>",
                "a\"b",
                "a,b;c",
                "client\\example",
                "=?utf-8?q?x?=",
                "$(reboot)",
                "client..example;",
            })
    void aNameThatIsNoneDoesNotGetIn(String name) {
        assertThat(stored(SmtpRole.MX, PLAIN, hello("EHLO " + name) + MESSAGE))
                .contains("Received: from unknown ([192.0.2.1])\r\n");
        assertThat(stored(SmtpRole.MX, PLAIN, hello("HELO " + name) + MESSAGE))
                .contains("Received: from unknown ([192.0.2.1])\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"client.example", "[192.0.2.9]", "[IPv6:2001:db8::9]", "my_pc", "x"})
    void aNameOrAddressLiteralDoes(String name) {
        assertThat(stored(SmtpRole.MX, PLAIN, hello("EHLO " + name) + MESSAGE))
                .contains("Received: from " + name + " ([192.0.2.1])\r\n");
    }

    @Test
    void aNameOfTheProxysIsCheckedToo() {
        String named = "C: XCLIENT NAME=evil)x HELO=a(b ADDR=192.0.2.7\nS: 220 {...}\n";
        assertThat(stored(SmtpRole.MX, PLAIN, named + hello("EHLO client.example") + MESSAGE))
                .contains("Received: from unknown (unknown [192.0.2.7])\r\n");
        String folded = """
                C: XCLIENT NAME=a+0D+0AX-Evil:+20yes
                S: 501 5.5.4 {...}
                """;
        assertThat(stored(SmtpRole.MX, PLAIN, folded + hello("EHLO client.example") + MESSAGE))
                .contains("Received: from client.example ([192.0.2.1])\r\n")
                .doesNotContain("Evil");
    }

    @Test
    void theyCanBeLeftOut() {
        try (SmtpTestServer server = SmtpTestServer.open(smtp -> smtp.traceHeaders(false))) {
            Dialogue.with(server.port()).play(SmtpTestServer.EHLO + MESSAGE);
            assertThat(server.inbox("bob@example.com")).containsExactly("text\r\n");
        }
    }
}
