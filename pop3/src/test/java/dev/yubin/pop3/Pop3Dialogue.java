package dev.yubin.pop3;

import dev.yubin.fixtures.Dialogue;
import java.util.concurrent.Callable;
import java.util.function.BiConsumer;

/** Plays scripts in which the test acts as well. */
final class Pop3Dialogue {
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
