package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;

/**
 * The greeting with a timestamp, RFC 1939 §7, while the first timestamp of this JVM is still to be made: that takes too
 * long for an event loop.
 */
record GreetCommand() implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.GREET;
    }

    @Override
    public boolean blocks(Pop3Session session) {
        return true;
    }

    @Override
    public Outcome execute(Pop3Session session) {
        session.greet(session.authentication().timestamp());
        return Outcome.DONE;
    }
}
