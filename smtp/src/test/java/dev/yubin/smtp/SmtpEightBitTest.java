package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpTestServer.EHLO;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages beyond ASCII are stored byte for byte: 8BITMIME, RFC 6152, and SMTPUTF8, RFC 6531. */
@Timeout(60)
class SmtpEightBitTest {
    private static final String UTF8_MESSAGE = """
            From: Bøb <bøb@exämple.org>
            To: =?utf-8?q?not_decoded?= <用户@例え.jp>
            Subject: はろー, \uD83D\uDCEC
            X-Ünknown: value

            Grüße
            """;

    private static String octets(String text) {
        return new String(text.replace("\n", "\r\n").getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private static String asData(String text) {
        return "C: DATA\nS: 354 {...}\n"
                + text.lines().map(line -> "C: " + line + "\n").reduce("", String::concat)
                + "C: .\nS: 250 2.0.0 {...}\n";
    }

    /** Every octet but CR and LF, which lines are made of. */
    private static String everyOctet() {
        StringBuilder every = new StringBuilder();
        for (int octet = 0; octet < 256; octet++) {
            every.append(octet == '\r' || octet == '\n' ? "" : String.format("\\x%02X", octet));
        }
        return every.toString();
    }

    /** Also if nothing or the contrary was announced: mail is not changed or lost for that. */
    @ParameterizedTest
    @ValueSource(strings = {" BODY=8BITMIME", "", " BODY=7BIT", " SMTPUTF8", " BODY=8BITMIME SMTPUTF8"})
    void everyOctetIsStoredAsItIs(String parameters) {
        StringBuilder expected = new StringBuilder("Subject: ");
        for (char octet = 0; octet < 256; octet++) {
            expected.append(octet == '\r' || octet == '\n' ? "" : String.valueOf(octet));
        }
        SmtpTestServer.playInEveryWay(
                SmtpTestServer::open,
                EHLO + "C: MAIL FROM:<>" + parameters + """

                S: 250 2.1.0 Sender OK
                C: RCPT TO:<bob@example.com>
                S: 250 2.1.5 Recipient OK
                C: DATA
                S: 354 {...}
                """ + "C!: Subject: " + everyOctet() + "\\r\\n\\r\\n"
                        + everyOctet() + "\\r\\n.\\r\\n\n"
                        + "S: 250 2.0.0 {...}\n",
                server -> assertThat(server.inbox("bob@example.com"))
                        .containsExactly(expected + "\r\n\r\n" + expected.substring("Subject: ".length()) + "\r\n"));
    }

    @Test
    void anInternationalMessageToAnInternationalAddressIsStoredAsItIs() {
        SmtpTestServer.playInEveryWay(SmtpTestServer::open, EHLO + """
                C: MAIL FROM:<bøb@exämple.org> BODY=8BITMIME SMTPUTF8
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<用户@例え.jp>
                S: 250 2.1.5 Recipient OK
                """ + asData(UTF8_MESSAGE), server -> {
            assertThat(server.inbox("用户@例え.jp")).containsExactly(octets(UTF8_MESSAGE));
            assertThat(server.accepted().get(0).reversePath())
                    .hasValueSatisfying(sender -> assertThat(sender).hasToString("bøb@exämple.org"));
        });
    }

    @Test
    void chunksCarryInternationalMessagesToo() {
        int size = octets(UTF8_MESSAGE).length();
        SmtpTestServer.playInEveryWay(
                SmtpTestServer::open,
                EHLO + """
                C: MAIL FROM:<bøb@exämple.org> SMTPUTF8
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<用户@例え.jp>
                S: 250 2.1.5 Recipient OK
                C: BDAT %d LAST
                C!: %s
                S: 250 2.0.0 {...}
                """.formatted(size, UTF8_MESSAGE.replace("\n", "\\r\\n")),
                server -> assertThat(server.inbox("用户@例え.jp")).containsExactly(octets(UTF8_MESSAGE)));
    }

    /** RFC 6531 §3.7.3, §4.3. */
    @Test
    void theTraceOfAnInternationalMessageIsInternational() {
        SmtpTestServer.playInEveryWay(
                () -> SmtpTestServer.open(smtp -> smtp.traceHeaders(true)),
                EHLO + """
                C: MAIL FROM:<bøb@exämple.org> SMTPUTF8
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<用户@例え.jp>
                S: 250 2.1.5 Recipient OK
                """ + asData(UTF8_MESSAGE),
                server -> assertThat(server.inbox("用户@例え.jp"))
                        .singleElement()
                        .asString()
                        .startsWith(octets("Return-Path: <bøb@exämple.org>\nReceived: from client.example "))
                        .contains(" with UTF8SMTP id ", octets("\n\tfor <用户@例え.jp>;\n"))
                        .endsWith(octets(UTF8_MESSAGE)));
    }
}
