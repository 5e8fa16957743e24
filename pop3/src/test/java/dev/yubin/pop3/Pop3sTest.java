package dev.yubin.pop3;

import dev.yubin.fixtures.Dialogue;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Listeners that begin with TLS, RFC 8314 §3.1. */
class Pop3sTest {
    private static Pop3TestSetup setup() {
        return Pop3TestServer.with().tls().options(pop3 -> pop3.startsWithTls(true));
    }

    private static void play(Supplier<Pop3TestSetup> setup, String script) throws Exception {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            try (Pop3TestServer server = setup.get().start().put("bob", "a")) {
                server.dialogue(delivery).play(script);
            }
        }
    }

    @Test
    void aWholeSessionIsTheSameOverTls() throws Exception {
        play(Pop3sTest::setup, """
                C: <tls>
                S: +OK pop.example Yubin POP3 ready
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
                S: .
                C: USER bob
                S: +OK send PASS
                C: PASS x
                S: +OK maildrop has 1 messages
                C: RETR 1
                S: +OK 1 octets
                S: a
                S: .
                C: QUIT
                S: +OK bye
                S: <closed>
                """);
    }

    @Test
    void stlsIsRefusedThere() throws Exception {
        play(Pop3sTest::setup, """
                C: <tls>
                S: +OK pop.example Yubin POP3 ready
                C: STLS
                S: -ERR the connection is encrypted already
                """);
    }

    @Test
    void requireTlsRefusesNothingThere() throws Exception {
        play(() -> setup().options(pop3 -> pop3.requireTls(true).clearTextLogIn(false)), """
                C: <tls>
                S: +OK pop.example Yubin POP3 ready
                C: USER bob
                S: +OK send PASS
                C: PASS x
                S: +OK maildrop has 1 messages
                """);
    }

    @Test
    void plainTextThereIsClosedWithoutAWord() throws Exception {
        play(Pop3sTest::setup, "C: CAPA\nS: <closed>\n");
    }

    @Test
    void tlsOnAPlainPortIsClosedAndOthersAreServed() throws Exception {
        play(
                () -> Pop3TestServer.with().tls(),
                "S: +OK {...}\nC!: \\x16\\x03\\x01\\x02\\0\\x01\nS: <closed>\n"
                        + "S2: +OK {...}\nC2: QUIT\nS2: +OK bye\n");
    }
}
