package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;
import dev.yubin.store.MessageContent;
import java.io.IOException;

/**
 * The second half of RETR and TOP, where the first ran on an event loop and found that the content is not in memory, or that
 * a surrogate must be made of it: that happens on the store executor.
 */
record SendCommand(int number, MessageContent content, long lines) implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.RETR;
    }

    @Override
    public boolean blocks(Pop3Session session) {
        return true;
    }

    @Override
    public Outcome execute(Pop3Session session) throws IOException {
        return Retrieval.send(session, number, content, lines, true);
    }
}
