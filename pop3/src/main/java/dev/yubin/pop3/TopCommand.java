package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;

/** {@code TOP msg n}, RFC 1939 §7: the header of a message and the first lines of its body. */
record TopCommand(int number, long lines) implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.TOP;
    }

    @Override
    public boolean blocks(Pop3Session session) {
        return session.services().store().blocking();
    }

    @Override
    public Outcome execute(Pop3Session session) throws IOException {
        return Retrieval.of(session, number, lines);
    }
}
