package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpTestServer.ACCEPTED;
import static dev.yubin.smtp.SmtpTestServer.DATA;
import static dev.yubin.smtp.SmtpTestServer.GREETING;
import static dev.yubin.smtp.SmtpTestServer.TRANSACTION;
import static dev.yubin.smtp.SmtpTestServer.hello;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What stands behind STARTTLS in plain text may be from somebody else than the client that then speaks TLS; it must do
 * nothing (RFC 3207 §6, CVE-2011-0411). These tests fail if the lane does not make its decoder forget.
 */
class SmtpInjectionTest {
    private static final String LOG_INS = "AUTH PLAIN LOGIN OAUTHBEARER XOAUTH2";
    private static final String MESSAGE = TRANSACTION + DATA + "C: the client's own\n" + ACCEPTED;
    private static final String QUIT = "C: QUIT\nS: 221 2.0.0 Bye\nS: <closed>\n";

    private static SmtpTestServer start() {
        return SmtpTestServer.with().tls().openLogIns().start();
    }

    private static String injected(String before, String payload) {
        return GREETING + hello("STARTTLS", LOG_INS) + "C!: " + before + "STARTTLS\\r\\n" + payload + "\n";
    }

    private static void assertNothingCameOfIt(SmtpTestServer server) {
        assertThat(server.inbox("bob@example.com")).containsExactly("the client's own\r\n");
        assertThat(server.inbox("victim@example.com")).isEmpty();
        assertThat(server.accepted()).hasSize(1).allSatisfy(mail -> {
            assertThat(mail.client().helo()).contains("client.example");
            assertThat(mail.client().login()).isEmpty();
            assertThat(mail.reversePath().map(Object::toString)).contains("a@example.org");
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "NOOP\\r\\n",
                "EHLO evil.example\\r\\n",
                "EHLO evil.example",
                "EHLO evil.example\\r\\nMAIL FROM:<evil@example.org>\\r\\nRCPT TO:<victim@example.com>\\r\\n",
                "EHLO evil.example\\r\\nMAIL FROM:<evil@example.org>\\r\\nRCPT TO:<victim@example.com>\\r\\nDATA\\r\\n"
                        + "Subject: injected\\r\\n\\r\\n.\\r\\n",
                "EHLO evil.example\\r\\nMAIL FROM:<evil@example.org>\\r\\nRCPT TO:<victim@example.com>\\r\\nDATA\\r\\n",
                "EHLO evil.example\\r\\nMAIL FROM:<evil@example.org>\\r\\nRCPT TO:<victim@example.com>\\r\\n"
                        + "BDAT 4 LAST\\r\\ntext",
                "EHLO evil.example\\r\\nMAIL FROM:<evil@example.org>\\r\\nRCPT TO:<victim@example.com>\\r\\n"
                        + "BDAT 4000 LAST\\r\\n",
                "EHLO evil.example\\r\\nAUTH PLAIN AGV2aWwAeA==\\r\\n",
                "EHLO evil.example\\r\\nAUTH LOGIN\\r\\n",
                "EHLO evil.example\\r\\nXCLIENT LOGIN=evil\\r\\n",
                "MAIL FROM:<evil@exa",
                "RSET\\r\\nQUIT\\r\\n",
                "STARTTLS\\r\\n",
                "\\r\\n",
                "\\r",
                "\\0\\x01\\xFF\\n",
                "\\x16",
                "\\x16\\x03\\x01\\x02",
                "GET / HTTP/1.1\\r\\nHost: localhost\\r\\n\\r\\n",
            })
    void nothingOfItIsExecuted(String payload) {
        try (SmtpTestServer server = start()) {
            server.play(injected("", payload) + """
                    S: 220 2.0.0 Begin TLS now
                    C: <tls>
                    """ + hello(LOG_INS) + MESSAGE + QUIT);
            assertNothingCameOfIt(server);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"NOOP\\r\\n", "MAIL FROM:<evil@example.org>\\r\\n", "EHLO ev"})
    void norIfTheCommandItselfIsOneOfMany(String payload) {
        try (SmtpTestServer server = start()) {
            // VRFY runs on another thread; what is behind it waits.
            server.play(injected("NOOP\\r\\nVRFY victim\\r\\n", payload) + """
                    S: 250 2.0.0 OK
                    S: 252 {...}
                    S: 220 2.0.0 Begin TLS now
                    C: <tls>
                    """ + hello(LOG_INS) + MESSAGE + QUIT);
            assertNothingCameOfIt(server);
        }
    }

    @Test
    void norALongLine() {
        try (SmtpTestServer server = start()) {
            server.play(injected("", "x".repeat(1500)) + """
                    S: 220 2.0.0 Begin TLS now
                    C: <tls>
                    """ + hello(LOG_INS) + MESSAGE + QUIT);
            assertNothingCameOfIt(server);
        }
    }

    /** It may be cut off, since no TLS client sends that, but not one of its commands is answered. */
    @Test
    void aFloodIsNotExecutedEither() throws IOException {
        String flood = "EHLO evil.example\r\nMAIL FROM:<evil@example.org>\r\nRCPT TO:<victim@example.com>\r\nDATA\r\n"
                + "text\r\n.\r\n";
        try (SmtpTestServer server = start();
                Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            String all = "EHLO client.example\r\nSTARTTLS\r\n" + flood.repeat(2000);
            String answers = answers(socket, all.getBytes(StandardCharsets.US_ASCII));
            assertThat(answers.lines().filter(line -> line.startsWith("250 "))).hasSizeLessThanOrEqualTo(1);
            assertThat(answers).doesNotContain("354");
            assertThat(server.accepted()).isEmpty();
            server.play(GREETING + hello("STARTTLS", LOG_INS) + MESSAGE + QUIT);
            assertNothingCameOfIt(server);
        }
    }

    /** All that comes until the connection ends. */
    private static String answers(Socket socket, byte[] said) throws IOException {
        StringBuilder answers = new StringBuilder();
        try {
            socket.getOutputStream().write(said);
        } catch (SocketException e) {
            // The server has closed before it has read all.
        }
        try {
            for (int octet = socket.getInputStream().read();
                    octet >= 0;
                    octet = socket.getInputStream().read()) {
                answers.append((char) octet);
            }
        } catch (SocketException e) {
            // A reset is an end, too.
        }
        return answers.toString();
    }

    /** A client that trusts nobody says no more; what was said before it found out does nothing. */
    @Test
    void aHandshakeThatFailsEndsTheConnection() {
        try (SmtpTestServer server = start()) {
            Dialogue.with(server.port()).play(injected("", "") + """
                    S: 220 2.0.0 Begin TLS now
                    C: NOOP
                    S: <closed>
                    """);
            server.play(GREETING + hello("STARTTLS", LOG_INS) + MESSAGE + QUIT);
            assertNothingCameOfIt(server);
        }
    }
}
