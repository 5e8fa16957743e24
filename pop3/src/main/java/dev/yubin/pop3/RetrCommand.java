package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;

/** {@code RETR msg}, RFC 1939 §5: a whole message. */
record RetrCommand(int number) implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.RETR;
    }

    @Override
    public boolean blocks(Pop3Session session) {
        return session.services().store().blocking();
    }

    @Override
    public Outcome execute(Pop3Session session) throws IOException {
        return Retrieval.of(session, number, ContentCursor.ALL_LINES);
    }
}
