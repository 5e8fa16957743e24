package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;
import java.util.List;

/** {@code CAPA}, RFC 2449 §5. A capability is named only if it works. */
record CapaCommand() implements Pop3Command {
    private static final List<String> CAPABILITIES = List.of(
            "TOP", // RFC 2449 §6.2
            "USER", // §6.3
            "RESP-CODES", // §6.4
            "PIPELINING", // §6.6
            "UIDL", // §6.8
            "IMPLEMENTATION Yubin", // §6.9
            "AUTH-RESP-CODE"); // RFC 3206 §6

    @Override
    public Pop3Verb verb() {
        return Pop3Verb.CAPA;
    }

    @Override
    public Outcome execute(Pop3Session session) {
        session.reply(Replies.CAPABILITIES);
        session.lines(CAPABILITIES);
        return Outcome.DONE;
    }
}
