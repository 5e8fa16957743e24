package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;

/** {@code STAT}, RFC 1939 §5: how many messages there are, and how many octets they have. */
record StatCommand() implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.STAT;
    }

    @Override
    public Outcome execute(Pop3Session session) {
        Maildrop maildrop = session.maildrop();
        session.reply(Reply.ok(maildrop.messages() + " " + maildrop.octets()));
        return Outcome.DONE;
    }
}
