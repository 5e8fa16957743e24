package dev.yubin.pop3;

import dev.yubin.protocol.spi.Authentication;
import dev.yubin.protocol.spi.Outcome;
import java.util.ArrayList;
import java.util.List;

/** {@code CAPA}, RFC 2449 §5. A capability is named only if it works, and works now. */
record CapaCommand() implements Pop3Command {
    private static final List<String> ALWAYS = List.of(
            "TOP", // RFC 2449 §6.2
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
        List<String> capabilities = new ArrayList<>(ALWAYS);
        if (!session.needsTls()) {
            addLogIns(session.authentication(), capabilities);
        }
        if (session.offersStls()) {
            capabilities.add("STLS"); // RFC 2595 §4
        }
        session.reply(Replies.CAPABILITIES);
        session.lines(capabilities);
        return Outcome.DONE;
    }

    private static void addLogIns(Authentication authentication, List<String> capabilities) {
        List<String> mechanisms = authentication.mechanisms();
        if (authentication.refusalOfPasswords() == null) {
            capabilities.add("USER"); // RFC 2449 §6.3
        }
        if (!mechanisms.isEmpty()) {
            capabilities.add("SASL " + String.join(" ", mechanisms)); // RFC 5034 §3
        }
    }
}
