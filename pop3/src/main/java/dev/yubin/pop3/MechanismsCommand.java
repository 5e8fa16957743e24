package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;

/** {@code AUTH} alone, which older clients say to hear which mechanisms there are; CAPA tells the same (RFC 2449 §6.3). */
record MechanismsCommand() implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.AUTH;
    }

    @Override
    public Outcome execute(Pop3Session session) {
        session.reply(Replies.MECHANISMS);
        session.lines(session.authentication().mechanisms());
        return Outcome.DONE;
    }
}
