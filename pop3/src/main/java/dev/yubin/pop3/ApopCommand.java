package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;

/**
 * {@code APOP name digest}, RFC 1939 §7: logs in without showing the password.
 *
 * @param digest MD5 of the greeting's timestamp and the password, in hexadecimal digits
 */
record ApopCommand(String user, String digest) implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.APOP;
    }

    /** A log-in takes a snapshot of the maildrop: see {@link PassCommand}. */
    @Override
    public boolean blocks(Pop3Session session) {
        return true;
    }

    @Override
    public Outcome execute(Pop3Session session) throws IOException {
        return LogIn.step(session, session.authentication().apop(user, digest));
    }

    /** Does not show the digest. */
    @Override
    public String toString() {
        return "ApopCommand[" + user + "]";
    }
}
