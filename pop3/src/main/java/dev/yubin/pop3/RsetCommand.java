package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;

/** {@code RSET}, RFC 1939 §5: no message is marked as deleted any more. */
record RsetCommand() implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.RSET;
    }

    @Override
    public Outcome execute(Pop3Session session) {
        Maildrop maildrop = session.maildrop();
        maildrop.undeleteAll();
        session.reply(Replies.maildropHas(maildrop.messages()));
        return Outcome.DONE;
    }
}
