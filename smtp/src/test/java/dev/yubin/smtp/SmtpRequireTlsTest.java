package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpTestServer.ACCEPTED;
import static dev.yubin.smtp.SmtpTestServer.DATA;
import static dev.yubin.smtp.SmtpTestServer.GREETING;
import static dev.yubin.smtp.SmtpTestServer.TRANSACTION;
import static dev.yubin.smtp.SmtpTestServer.hello;
import static dev.yubin.smtp.SmtpTestServer.playInEveryWay;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.yubin.fixtures.SaslMessages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Listeners that do nothing without TLS, RFC 3207 §4. */
class SmtpRequireTlsTest {
    private static final String LOG_INS = "AUTH PLAIN LOGIN OAUTHBEARER XOAUTH2";
    private static final String REFUSED = "S: 530 5.7.0 Say STARTTLS first\n";
    private static final String START = "C: STARTTLS\nS: 220 2.0.0 Begin TLS now\nC: <tls>\n";

    private static SmtpTestServer start() {
        return SmtpTestServer.with()
                .tls()
                .openLogIns()
                .options(smtp -> smtp.requireTls(true).xclientFrom("127.0.0.0/8", "::1"))
                .start();
    }

    private static String greeted(String... more) {
        String[] all = java.util.Arrays.copyOf(more, more.length + 1);
        all[more.length] = "XCLIENT NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT";
        return hello(all);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HELO client.example",
                "MAIL FROM:<a@example.org>",
                "RCPT TO:<bob@example.com>",
                "DATA",
                "RSET",
                "VRFY bob",
                "EXPN list",
                "HELP",
                "AUTH PLAIN",
                "AUTH PLAIN AGJvYgBzZWNyZXQ=",
                "XCLIENT ADDR=192.0.2.1",
                "BDAT 0 LAST",
            })
    void whatNeedsTlsIsRefused(String command) {
        playInEveryWay(
                SmtpRequireTlsTest::start,
                GREETING + "C: " + command + "\n" + REFUSED + greeted("STARTTLS") + "C: " + command + "\n" + REFUSED
                        + "C: NOOP\nS: 250 2.0.0 OK\n");
    }

    @Test
    void whatNeedsNoTlsIsAnswered() {
        playInEveryWay(SmtpRequireTlsTest::start, GREETING + """
                C: NOOP
                S: 250 2.0.0 OK
                C: NONSENSE
                S: 500 5.5.1 Unknown command
                C: ETRN example.com
                S: 502 5.5.1 Command is not implemented
                """ + greeted("STARTTLS") + """
                C: NOOP
                S: 250 2.0.0 OK
                C: STARTTLS now
                S: 501 5.5.4 This command takes no argument
                C: QUIT
                S: 221 2.0.0 Bye
                S: <closed>
                """);
    }

    /** RFC 3030 §2: they come whether they are wanted or not. */
    @Test
    void theOctetsOfARefusedChunkAreNoCommands() {
        playInEveryWay(
                SmtpRequireTlsTest::start,
                GREETING + greeted("STARTTLS") + "C: MAIL FROM:<a@example.org>\n" + REFUSED
                        + "C: RCPT TO:<bob@example.com>\n" + REFUSED + "C!: BDAT 12 LAST\\r\\nNOOP\\r\\nQUIT\\r\\n\n"
                        + REFUSED + "C!: BDAT 6\\r\\nNOOP\\r\\n\n" + REFUSED + "C: NOOP\nS: 250 2.0.0 OK\n",
                server -> assertThat(server.accepted()).isEmpty());
    }

    @Test
    void overTlsAllIsAsEver() {
        playInEveryWay(
                SmtpRequireTlsTest::start,
                GREETING + greeted("STARTTLS") + START + greeted(LOG_INS) + "C: AUTH PLAIN "
                        + SaslMessages.plain("bob", "x") + "\nS: 235 2.7.0 You are logged in\n" + TRANSACTION + DATA
                        + "C: text\n" + ACCEPTED,
                server -> assertThat(server.accepted()).hasSize(1));
    }

    @Test
    void aListenerOnWhichNothingCouldBeSaidIsAMistake() {
        SmtpOptions options = SmtpOptions.defaults().requireTls(true).startTls(false);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SmtpProtocol("mx.example.com", options, transaction -> {}))
                .withMessageContaining("leave startTls on");
        assertThat(new SmtpProtocol("mx.example.com", options.startsWithTls(true), transaction -> {}).startsWithTls())
                .isTrue();
    }
}
