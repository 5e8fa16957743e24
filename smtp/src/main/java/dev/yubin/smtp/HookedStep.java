package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;

/** A step of a command in which {@link SmtpHooks} have a say: what it asks them, and what follows. */
interface HookedStep {
    /** The verb whose gates and executor what follows has. */
    SmtpVerb verb();

    Decision ask(SmtpHooks hooks, SmtpSession session) throws IOException;

    /** The hooks let it pass, or there are none. */
    Outcome accepted(SmtpSession session) throws IOException;

    /** The hooks do not let it pass. */
    default Outcome refused(SmtpSession session, Reply reply) {
        session.reply(reply);
        return session.afterRefusal(reply);
    }
}
