package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;

/** {@code NOOP}, RFC 1939 §5. */
record NoopCommand() implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.NOOP;
    }

    @Override
    public Outcome execute(Pop3Session session) {
        session.reply(Replies.NOOP);
        return Outcome.DONE;
    }
}
