package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpTestServer.TO_BOB;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * SMTP smuggling, CVE-2023-51764 and its family: a message that another server takes for one is one here too. Only
 * {@code CRLF.CRLF} ends it.
 */
@Timeout(60)
class SmtpSmugglingTest {
    private static final String DATA = TO_BOB + "C: DATA\nS: 354 {...}\n";

    /** A message within the message, with the end of both. */
    private static final String SMUGGLED =
            "MAIL FROM:<evil@example.org>\\r\\nRCPT TO:<victim@example.com>\\r\\nDATA\\r\\nboo\\r\\n.\\r\\n";

    private static final String BARE =
            "S: 554 5.6.0 The message has a CR or LF that is not part of a CRLF, send CRLF line ends\n";
    private static final String ACCEPTED = "S: 250 2.0.0 Message accepted as {...}\n";
    private static final String NOOP = "C: NOOP\nS: 250 2.0.0 OK\n";

    private static SmtpTestServer keeping() {
        return SmtpTestServer.open(smtp -> smtp.bareLineEnds(BareLineEnds.KEEP));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\n.\\n",
                "\\n.\\r\\n",
                "\\n.\\r",
                "\\r.\\r\\n",
                "\\r.\\r",
                "\\r.\\n",
                "\\r\\n.\\n",
                "\\r\\n.\\r",
                "\\r\\n.\\r\\r\\n",
                "\\r\\r\\n.\\r\\r\\n",
                "\\r\\n.\\n\\r\\n",
                "\\n\\r\\n.\\n\\r",
                "\\r\\n\\n.\\r\\n",
                "\\r\\n\\r.\\r\\n",
                "\\r\\0\\n.\\r\\n",
                "\\r\\n.\\r\\0\\n",
            })
    void noSequenceWithBareLineEndsEndsAMessage(String almost) {
        for (String text : List.of("", "text")) {
            SmtpTestServer.playInEveryWay(
                    SmtpTestServer::open,
                    DATA + "C!: " + text + almost + SMUGGLED + "\n" + BARE + NOOP,
                    server -> assertThat(server.accepted()).isEmpty());
        }
        arrivesAsOne(SmtpSmugglingTest::keeping, DATA + "C!: text" + almost + SMUGGLED + "\n");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\r\\n..\\r\\n",
                "\\r\\n .\\r\\n",
                "\\r\\n. \\r\\n",
                "\\r\\n\\0.\\r\\n",
                "\\r\\n.\\0\\r\\n",
                "\\r\\n\\x85.\\x85\\r\\n",
                "\\r\\n\\xE2\\x80\\xA8.\\xE2\\x80\\xA8",
                "\\x8D\\x8A.\\x8D\\x8A",
                "\\r\\n\\xAE\\r\\n",
                "\\r\\n\\xC0\\xAE\\r\\n",
            })
    void nothingThatLooksLikeItEndsAMessage(String almost) {
        String message = DATA + "C!: text" + almost + SMUGGLED + "\n";
        arrivesAsOne(SmtpTestServer::open, message);
        arrivesAsOne(SmtpSmugglingTest::keeping, message);
    }

    /** Then it is all text of the one message. */
    private static void arrivesAsOne(Supplier<SmtpTestServer> servers, String message) {
        SmtpTestServer.playInEveryWay(servers, message + ACCEPTED + NOOP, server -> {
            assertThat(server.accepted()).hasSize(1);
            assertThat(server.inbox("bob@example.com"))
                    .singleElement()
                    .asString()
                    .contains("MAIL FROM:<evil@example.org>\r\nRCPT TO:<victim@example.com>\r\n")
                    .endsWith("boo\r\n");
            assertThat(server.inbox("victim@example.com")).isEmpty();
        });
    }

    @Test
    void bareLineEndsAreKeptIfAskedFor() {
        SmtpTestServer.playInEveryWay(
                SmtpSmugglingTest::keeping,
                DATA + """
                C!: a\\nb\\rc\\n.\\r\\nd\\r\\n.\\re\\r\\r\\n.\\nf\\r\\n.\\r\\n
                S: 250 {...}
                C: QUIT
                S: 221 {...}
                """,
                server -> assertThat(server.inbox("bob@example.com"))
                        .containsExactly("a\nb\rc\n.\r\nd\r\n\re\r\r\n\nf\r\n"));
    }

    /** Behind a chunk there are commands, whatever they look like, and no line with a dot ends anything. */
    @Test
    void textBehindAChunkIsNoPartOfIt() {
        SmtpTestServer.playInEveryWay(
                SmtpTestServer::open,
                TO_BOB + """
                C: BDAT 6 LAST
                C!: text\\r\\nmore\\r\\n.\\r\\n
                S: 250 2.0.0 Message accepted as {...}
                S: 500 5.5.1 Unknown command
                S: 500 5.5.1 Unknown command
                """ + NOOP,
                server -> assertThat(server.inbox("bob@example.com")).containsExactly("text\r\n"));
    }

    /** What stands between chunks may have been a chunk: the message is given up rather than stored with a hole. */
    @Test
    void textBetweenChunksIsTheEndOfTheMessage() {
        SmtpTestServer.playInEveryWay(
                SmtpTestServer::open,
                TO_BOB + """
                C: BDAT 6
                C!: text\\r\\nmore\\r\\n.\\r\\n
                S: 250 2.0.0 6 octets received
                S: 500 5.5.1 Unknown command
                S: 500 5.5.1 Unknown command
                C: BDAT 3 LAST
                C!: end
                S: 503 5.5.1 Say MAIL first
                """ + NOOP,
                server -> assertThat(server.accepted()).isEmpty());
    }

    /** Whoever reads it as a command with a chunk behind it: here it is one line that is none. */
    @ParameterizedTest
    @ValueSource(strings = {"BDAT 6 LAST\\n", "BDAT 6 LAST\\r", "BDAT 6 LAST\\0\\r\\n"})
    void aChunkBeginsBehindCrlfOnly(String command) {
        SmtpTestServer.playInEveryWay(
                SmtpTestServer::open,
                TO_BOB + "C!: " + command + "QUIT\\r\\n\n" + "S: 50{...}\n"
                        + (command.endsWith("\\r\\n") ? "S: 221 2.0.0 Bye\n" : NOOP),
                server -> assertThat(server.accepted()).isEmpty());
    }
}
