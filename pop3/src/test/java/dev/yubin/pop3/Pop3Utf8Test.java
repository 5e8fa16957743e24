package dev.yubin.pop3;

import dev.yubin.fixtures.Dialogue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** UTF8, RFC 6856 §2. Scripts are UTF-8. */
class Pop3Utf8Test {
    private static final String REFUSED =
            "S: -ERR [UTF8] the header of this message is UTF-8: say UTF8 before you log in\n";
    private static final String LOG_IN = """
            C: USER bob
            S: +OK send PASS
            C: PASS x
            S: +OK maildrop has 1 messages
            """;

    private static void play(UnaryOperator<Pop3Options> options, String message, String script) {
        byte[] octets = message.getBytes(StandardCharsets.UTF_8);
        String latin1 = new String(octets, StandardCharsets.ISO_8859_1);
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            try (Pop3TestServer server =
                    Pop3TestServer.with().tls().options(options).start().put("bob", latin1)) {
                server.dialogue(delivery).play("S: +OK pop.example Yubin POP3 ready\n" + script);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static void play(String message, String script) {
        play(pop3 -> pop3, message, script);
    }

    /** A listener that refuses messages. */
    private static void playRefusing(String message, String script) {
        play(pop3 -> pop3.utf8Headers(Utf8Headers.REFUSE), message, script);
    }

    /** RFC 6858: the size is that of what is sent, but for LIST. */
    @Test
    void withoutItMessagesWithUtf8InTheirHeadersAreSentAsSurrogates() {
        play("Subject: 郵便\r\n\r\nbody 本文\r\n.\r\n", LOG_IN + """
                C: LIST 1
                S: +OK 1 35
                C: RETR 1
                S: +OK 49 octets
                S: Subject: =?UTF-8?B?6YO15L6/?=
                S:
                S: body 本文
                S: ..
                S: .
                C: TOP 1 1
                S: +OK top follows
                S: Subject: =?UTF-8?B?6YO15L6/?=
                S:
                S: body 本文
                S: .
                C: TOP 1 0
                S: +OK top follows
                S: Subject: =?UTF-8?B?6YO15L6/?=
                S:
                S: .
                C: LIST 1
                S: +OK 1 35
                C: DELE 1
                S: +OK {...}
                C: QUIT
                S: +OK bye
                """);
    }

    @Test
    void surrogatesHaveNoAddressThatBelongsToAnybodyElse() {
        play("From: 鈴木 <鈴木@例え.jp>\r\nTo: ren@例え.jp\r\nMessage-ID: <1@例え.jp>\r\nDate: x\r\n\r\n", LOG_IN + """
                C: RETR 1
                S: +OK {...}
                S: From: =?UTF-8?B?6Yi05pyo?= <invalid@internationalized-address.invalid>
                S: To: ren@xn--r8jz45g.jp
                S: Date: x
                S:
                S: .
                """);
    }

    /** Of a long header all is looked at, though not all of it is in what is read first. */
    @Test
    void surrogatesAreMadeOfLongHeadersToo() {
        String line = "A: " + "x".repeat(95) + "\r\n";
        play(
                line.repeat(700) + "Subject: 郵便\r\n\r\n",
                LOG_IN + "C: RETR 1\nS: +OK {...}\n" + ("S: " + line.strip() + "\n").repeat(700)
                        + "S: Subject: =?UTF-8?B?6YO15L6/?=\nS:\nS: .\n");
    }

    @Test
    void theyCanBeRefusedAndTheSessionGoesOn() {
        playRefusing("Subject: 郵便\r\n\r\nbody\r\n", LOG_IN + "C: RETR 1\n" + REFUSED + "C: TOP 1 0\n" + REFUSED + """
                C: LIST 1
                S: +OK 1 25
                C: UIDL
                S: +OK 1 messages
                S: 1 {...}
                S: .
                C: DELE 1
                S: +OK {...}
                C: QUIT
                S: +OK bye
                """);
    }

    @Test
    void withItTheyAreSentAsTheyAre() {
        play("Subject: 郵便\r\n\r\nbody\r\n", """
                C: UTF8
                S: +OK UTF-8 it is
                C: UTF8
                S: +OK UTF-8 it is
                """ + LOG_IN + """
                C: RETR 1
                S: +OK 25 octets
                S: Subject: 郵便
                S:
                S: body
                S: .
                C: TOP 1 0
                S: +OK top follows
                S: Subject: 郵便
                S:
                S: .
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "From: a\r\nTo: 鈴木@例え.jp\r\n\r\n",
                "A: b\r\n folded\r\n 折\r\n\r\n",
                "A: b\nC: 日本\n\nbare LF\n",
                "A: é",
                "A: é\r\n",
                "A: b\r\nX-Long: é\r\n.\r\n"
            })
    void itIsTheHeaderThatCounts(String message) {
        String script = message.endsWith("\n") ? LOG_IN + "C: RETR 1\n" + REFUSED : LOG_IN;
        playRefusing(message, script);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: ascii\r\n\r\n本文\r\n",
                "no header at all, 本文\r\n",
                "\r\n\r\nA: 本文\r\n",
                "A: b\r\n\r\n本文\r\n"
            })
    void bodiesAreSentInAnyCase(String message) {
        StringBuilder lines = new StringBuilder();
        for (String line : message.split("\r\n", -1)) {
            lines.append("S: ").append(line).append('\n');
        }
        lines.setLength(lines.length() - "S: \n".length());
        String script = LOG_IN + "C: RETR 1\nS: +OK {...}\n" + lines + "S: .\n";
        play(message, script);
        playRefusing(message, script);
    }

    /** Rubbish of other charsets is no UTF-8: to say UTF8 would not help. */
    @Test
    void octetsThatAreNoUtf8AreSentInAnyCase() throws IOException {
        try (Pop3TestServer server = new Pop3TestServer().put("bob", "Subject: caf\u00e9\r\n\r\n");
                RawClient client = new RawClient(server)) {
            client.send("USER bob\r\nPASS x\r\nRETR 1\r\nQUIT\r\n");
            client.expect("+OK pop.example Yubin POP3 ready\r\n+OK send PASS\r\n+OK maildrop has 1 messages\r\n"
                    + "+OK 17 octets\r\nSubject: caf\u00e9\r\n\r\n.\r\n+OK bye\r\n");
        }
    }

    @Test
    void aListenerCanSendThemAsTheyAreStored() {
        play(pop3 -> pop3.utf8Headers(Utf8Headers.AS_STORED), "Subject: 郵便\r\n\r\n", LOG_IN + """
                C: RETR 1
                S: +OK 19 octets
                S: Subject: 郵便
                S:
                S: .
                """);
    }

    @Test
    void itComesBeforeTheLogIn() {
        play("A: b\r\n\r\n", LOG_IN + "C: UTF8\nS: -ERR you are logged in\n");
    }

    /** RFC 6856 §2.1: clients must not issue STLS after UTF8. */
    @Test
    void behindItThereIsNoStls() {
        play("A: b\r\n\r\n", """
                C: UTF8
                S: +OK UTF-8 it is
                C: STLS
                S: -ERR too late: STLS comes before UTF8
                C: CAPA
                S: +OK capabilities follow
                """ + Pop3Dialogue.CAPABILITIES + LOG_IN);
    }

    @Test
    void itTakesNoArgument() {
        playRefusing(
                "A: é\r\n\r\n",
                "C: UTF8 on\nS: -ERR this command takes no argument\n" + LOG_IN + "C: RETR 1\n" + REFUSED);
    }

    /** RFC 6856 §2.2: what SASLprep prohibits must be rejected; an open server takes anything else. */
    @ParameterizedTest
    @ValueSource(
            strings = {"USER b\\0b", "USER bob\\r\\nPASS x\\0y", "USER bob\\r\\nPASS x\\x07", "USER \\xEE\\x80\\x80"})
    void namesAndPasswordsWithForbiddenCharactersAreWrong(String logIn) {
        play("", "C!: " + logIn + (logIn.contains("PASS") ? "\\r\\n\n" : "\\r\\nPASS x\\r\\n\n") + """
                S: +OK send PASS
                S: -ERR [AUTH] User name or password is wrong
                """ + LOG_IN);
    }

    /** RFC 6856 §2.2: the server must reject what is not UTF-8. */
    @Test
    void namesAndPasswordsThatAreNoUtf8AreRefused() {
        play("", """
                C!: USER ren\\xE9\\r\\n
                S: -ERR [AUTH] names and passwords are UTF-8
                C: USER bob
                S: +OK send PASS
                C!: PASS caf\\xE9\\r\\n
                S: -ERR [AUTH] names and passwords are UTF-8
                C: PASS x
                S: -ERR say USER first
                """ + LOG_IN);
    }
}
