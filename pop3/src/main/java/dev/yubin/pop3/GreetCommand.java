package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;

/** The greeting with a timestamp, RFC 1939 §7. It is a command because the first timestamp of a JVM takes long to make. */
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
        session.greet();
        return Outcome.DONE;
    }
}
