package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;

/**
 * {@code AUTH mechanism [initial-response]}, RFC 5034 §4.
 *
 * @param initialResponse in base64, {@code =} for an empty one; null if there is none
 */
record AuthCommand(String mechanism, String initialResponse) implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.AUTH;
    }

    /** A log-in takes a snapshot of the maildrop: see {@link PassCommand}. */
    @Override
    public boolean blocks(Pop3Session session) {
        return true;
    }

    @Override
    public Outcome execute(Pop3Session session) throws IOException {
        return LogIn.step(session, session.authentication().begin(mechanism, initialResponse));
    }

    /** Does not show the response. */
    @Override
    public String toString() {
        return "AuthCommand[" + mechanism + "]";
    }
}
