package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;
import java.util.OptionalInt;

/** {@code UIDL [msg]}, RFC 1939 §7: what identifies one message, or each, in all sessions. */
record UidlCommand(OptionalInt number) implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.UIDL;
    }

    @Override
    public Outcome execute(Pop3Session session) {
        Maildrop maildrop = session.maildrop();
        return session.listing(number, maildrop::uniqueId);
    }
}
