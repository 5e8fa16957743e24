package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;
import dev.yubin.protocol.spi.Refusal;
import dev.yubin.protocol.spi.SaslAnswer;
import java.io.IOException;

/**
 * What a client answers to a challenge of the mechanism under way, RFC 5034 §4.
 *
 * @param line base64, or {@code *} to give up; if the line is broken too
 * @param broken what a line that cannot be taken is answered, else null
 */
record AuthResponse(String line, Reply broken) implements Pop3Command {
    /** A line that cannot be taken: the exchange is over. */
    static AuthResponse broken(Reply reply) {
        return new AuthResponse("*", reply);
    }

    @Override
    public Pop3Verb verb() {
        return Pop3Verb.AUTH;
    }

    @Override
    public boolean blocks(Pop3Session session) {
        return true;
    }

    @Override
    public Outcome execute(Pop3Session session) throws IOException {
        SaslAnswer answer = session.authentication().respond(line);
        // Where the server has found out already that the log-in is wrong, that is the answer to whatever is said.
        boolean givenUp = answer instanceof SaslAnswer.Refused refused && refused.why() == Refusal.CANCELLED;
        return broken != null && givenUp ? session.refuse(broken) : LogIn.step(session, answer);
    }

    /** Does not show the response. */
    @Override
    public String toString() {
        return "AuthResponse[...]";
    }
}
