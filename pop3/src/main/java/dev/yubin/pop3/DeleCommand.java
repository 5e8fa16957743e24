package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;

/** {@code DELE msg}, RFC 1939 §5: marks a message; it is removed in the UPDATE state. */
record DeleCommand(int number) implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.DELE;
    }

    @Override
    public Outcome execute(Pop3Session session) {
        if (!session.maildrop().has(number)) {
            session.reply(Replies.NO_SUCH_MESSAGE);
            return Outcome.DONE;
        }
        session.maildrop().delete(number);
        session.reply(Replies.willBeDeleted(number));
        return Outcome.DONE;
    }
}
