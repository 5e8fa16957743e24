package dev.yubin.pop3;

import dev.yubin.fixtures.Dialogue;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/** Plays scripts in which the test acts as well. */
final class Pop3Dialogue {
    /** What CAPA lists where everybody may log in and there is no TLS. */
    static final String CAPABILITIES = """
            S: TOP
            S: USER
            S: SASL PLAIN LOGIN OAUTHBEARER XOAUTH2
            S: RESP-CODES
            S: AUTH-RESP-CODE
            S: PIPELINING
            S: EXPIRE NEVER
            S: UIDL
            S: UTF8 USER
            S: LANG
            S: IMPLEMENTATION Yubin
            S: .
            """;

    private Pop3Dialogue() {}

    /** Plays a script in each delivery, each with a server of its own. */
    static void play(Callable<Pop3TestServer> start, BiConsumer<Dialogue, Pop3TestServer> actions, String script)
            throws Exception {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            try (Pop3TestServer server = start.call()) {
                Dialogue dialogue = Dialogue.with(server.port()).delivery(delivery);
                actions.accept(dialogue, server);
                dialogue.play(script);
            }
        }
    }
}
