package dev.yubin.pop3;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.fixtures.SaslMessages;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** STLS, RFC 2595 §4. */
class Pop3StlsTest {
    private static final String GREETING = "S: +OK pop.example Yubin POP3 ready\n";
    private static final String START = """
            C: STLS
            S: +OK begin TLS now
            C: <tls>
            """;
    private static final String LOG_IN = """
            C: USER bob
            S: +OK send PASS
            C: PASS x
            S: +OK maildrop has 1 messages
            """;
    private static final String CAPABILITIES = """
            C: CAPA
            S: +OK capabilities follow
            S*: TOP
            S*: RESP-CODES
            S*: PIPELINING
            S*: UIDL
            S*: EXPIRE NEVER
            S*: UTF8 USER
            S*: LANG
            S*: IMPLEMENTATION Yubin
            S*: AUTH-RESP-CODE
            S*: USER
            S*: SASL PLAIN LOGIN OAUTHBEARER XOAUTH2
            """;
    private static final String OFFERED = CAPABILITIES + "S*: STLS\nS: .\n";
    private static final String NOT_OFFERED = CAPABILITIES + "S: .\n";

    private static void play(UnaryOperator<Pop3Options> options, String script) {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            try (Pop3TestServer server =
                    Pop3TestServer.with().tls().options(options).start().put("bob", "a")) {
                server.dialogue(delivery).play(GREETING + script);
            } catch (java.io.IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static void play(String script) {
        play(pop3 -> pop3, script);
    }

    @Test
    void aMaildropIsReadOverTls() {
        play(OFFERED + START + NOT_OFFERED + LOG_IN + """
                C: RETR 1
                S: +OK 1 octets
                S: a
                S: .
                C: DELE 1
                S: +OK {...}
                C: QUIT
                S: +OK bye
                S: <closed>
                """);
    }

    /** RFC 2595 §4: the client forgets what it knows, and so does the server. */
    @Test
    void theUserThatWasNamedIsForgotten() {
        play("C: USER bob\nS: +OK send PASS\n" + START + """
                C: PASS x
                S: -ERR say USER first
                """ + LOG_IN);
    }

    @Test
    void aLogInThatWasGivenUpIsForgotten() {
        play("""
                C: AUTH PLAIN
                S: + {...}
                C: *
                S: -ERR the log-in was given up
                """ + START + """
                C: %s
                S: -ERR unknown command
                """.formatted(SaslMessages.plain("bob", "x")) + LOG_IN);
    }

    @Test
    void aSecondTimeItIsRefused() {
        play(START + """
                C: STLS
                S: -ERR the connection is encrypted already
                """ + LOG_IN);
    }

    @Test
    void anArgumentIsRefusedAndNothingBegins() {
        play("C: STLS now\nS: -ERR this command takes no argument\n" + LOG_IN);
    }

    /** RFC 2595 §4: in the AUTHORIZATION state only. */
    @Test
    void whoIsLoggedInCannotBeginTls() {
        play(LOG_IN + """
                C: STLS
                S: -ERR you are logged in
                """ + NOT_OFFERED + "C: STAT\nS: +OK 1 1\n");
    }

    @Test
    void whereItIsOffItIsNeitherOfferedNorDone() {
        String script = NOT_OFFERED + "C: STLS\nS: -ERR command is not implemented\n" + LOG_IN;
        play(pop3 -> pop3.stls(false), script);
        try (Pop3TestServer server = new Pop3TestServer()) {
            server.play(GREETING + script.replace("1 messages", "0 messages"));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"USER bob", "PASS x", "AUTH", "AUTH PLAIN", "AUTH PLAIN AGJvYgB4", "STAT", "RETR 1", "NOOP"})
    void whereTlsIsAMustNothingIsDoneWithoutIt(String command) {
        play(
                pop3 -> pop3.requireTls(true),
                OFFERED.replace("S*: USER\n", "").replace("S*: SASL PLAIN LOGIN OAUTHBEARER XOAUTH2\n", "")
                        + "C: " + command + "\nS: -ERR say STLS first\n" + "C: NONSENSE\nS: -ERR unknown command\n"
                        + START + LOG_IN + "C: QUIT\nS: +OK bye\nS: <closed>\n");
    }

    @Test
    void whereTlsIsAMustOneMayGo() {
        play(pop3 -> pop3.requireTls(true), "C: QUIT\nS: +OK bye\nS: <closed>\n");
    }

    /**
     * What stands behind STLS in plain text may be from somebody else than the client that then speaks TLS. This fails if
     * the lane does not make its decoder forget.
     */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "USER evil\\r\\n",
                "USER evil",
                "USER evil\\r\\nPASS x\\r\\n",
                "USER bob\\r\\nPASS x\\r\\nDELE 1\\r\\nQUIT\\r\\n",
                "AUTH PLAIN\\r\\n",
                "AUTH PLAIN AGV2aWwAeA==\\r\\n",
                "CAPA\\r\\n",
                "QUIT\\r\\n",
                "STLS\\r\\n",
                "\\r\\n",
                "\\r",
                "\\0\\xFF\\n",
                "\\x16",
                "\\x16\\x03\\x01\\x02",
            })
    void nothingOfWhatIsInjectedIsExecuted(String payload) throws Exception {
        for (String before : new String[] {"", "CAPA\\r\\n"}) {
            try (Pop3TestServer server = Pop3TestServer.with().tls().start().put("bob", "a")) {
                server.play(GREETING + "C!: " + before + "STLS\\r\\n" + payload + "\n"
                        + (before.isEmpty() ? "" : OFFERED.substring(OFFERED.indexOf('\n') + 1)) + """
                        S: +OK begin TLS now
                        C: <tls>
                        C: PASS x
                        S: -ERR say USER first
                        """ + LOG_IN + """
                        C: LIST
                        S: +OK 1 messages
                        S: 1 1
                        S: .
                        C: QUIT
                        S: +OK bye
                        S: <closed>
                        """);
            }
        }
    }

    /** It may be cut off, since no TLS client sends that, but not one of its commands is answered. */
    @Test
    void aFloodIsNotExecutedEither() throws Exception {
        String flood = "USER bob\r\nPASS x\r\nDELE 1\r\nQUIT\r\n";
        try (Pop3TestServer server = Pop3TestServer.with().tls().start().put("bob", "a")) {
            try (RawClient client = new RawClient(server)) {
                client.expect("+OK pop.example Yubin POP3 ready\r\n");
                client.send("STLS\r\n" + flood.repeat(5000));
            } catch (java.net.SocketException e) {
                // The server has closed before it has read all.
            }
            server.awaitConnections(0);
            server.play(GREETING + LOG_IN);
        }
    }

    @Test
    void aListenerOnWhichNothingCouldBeSaidIsAMistake() {
        Pop3Options options = Pop3Options.defaults().requireTls(true).stls(false);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pop3Protocol("pop.example", options, new Maildrops()))
                .withMessageContaining("leave stls on");
    }
}
