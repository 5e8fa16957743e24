package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;
import java.util.OptionalInt;

/** {@code LIST [msg]}, RFC 1939 §5: the size of one message, or of each. */
record ListCommand(OptionalInt number) implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.LIST;
    }

    @Override
    public Outcome execute(Pop3Session session) {
        Maildrop maildrop = session.maildrop();
        return session.listing(number, maildrop::size);
    }
}
