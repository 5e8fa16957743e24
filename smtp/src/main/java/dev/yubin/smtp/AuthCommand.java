package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;

/**
 * {@code AUTH mechanism [initial-response]}, RFC 4954 §4.
 *
 * @param initialResponse in base64, {@code =} for an empty one; null if there is none
 */
record AuthCommand(String mechanism, String initialResponse) implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.AUTH;
    }

    @Override
    public Outcome execute(SmtpSession session) throws IOException {
        if (!session.client().isExtended()) {
            return session.mistake(Replies.EHLO_FIRST);
        }
        if (session.client().login().isPresent()) {
            return session.mistake(Replies.LOGGED_IN);
        }
        return LogIn.step(session, session.authentication().begin(mechanism, initialResponse));
    }

    /** Does not show the response. */
    @Override
    public String toString() {
        return "AuthCommand[" + mechanism + "]";
    }
}
