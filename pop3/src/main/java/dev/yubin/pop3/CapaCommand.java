package dev.yubin.pop3;

import dev.yubin.protocol.spi.Authentication;
import dev.yubin.protocol.spi.Outcome;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** {@code CAPA}, RFC 2449 §5. A capability is named only if it works, and works now. */
record CapaCommand() implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.CAPA;
    }

    @Override
    public Outcome execute(Pop3Session session) {
        Pop3Options options = session.options();
        List<String> capabilities = new ArrayList<>();
        capabilities.add("TOP"); // RFC 2449 §6.1
        if (!session.needsTls()) {
            addLogIns(session.authentication(), capabilities);
        }
        capabilities.add("RESP-CODES"); // §6.4
        capabilities.add("AUTH-RESP-CODE"); // RFC 3206 §6
        if (!options.loginDelay().isZero()) {
            capabilities.add("LOGIN-DELAY " + options.loginDelay().toSeconds()); // RFC 2449 §6.5
        }
        capabilities.add("PIPELINING"); // §6.6
        OptionalInt days = options.expireDays();
        capabilities.add("EXPIRE " + (days.isPresent() ? days.getAsInt() : "NEVER")); // §6.7
        capabilities.add("UIDL"); // §6.8
        capabilities.add("UTF8 USER"); // RFC 6856 §2
        capabilities.add("LANG"); // §3
        if (session.offersStls()) {
            capabilities.add("STLS"); // RFC 2595 §4: only where it is permitted now
        }
        capabilities.add("IMPLEMENTATION Yubin"); // RFC 2449 §6.9
        session.reply(Replies.CAPABILITIES);
        session.lines(capabilities);
        return Outcome.DONE;
    }

    private static void addLogIns(Authentication authentication, List<String> capabilities) {
        List<String> mechanisms = authentication.mechanisms();
        if (authentication.refusalOfPasswords() == null) {
            capabilities.add("USER"); // RFC 2449 §6.2
        }
        if (!mechanisms.isEmpty()) {
            capabilities.add("SASL " + String.join(" ", mechanisms)); // RFC 5034 §3
        }
    }
}
