package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;

/** The beginning of a session, RFC 5321 §3.1, and its second one behind XCLIENT. */
record Greeting() implements HookedStep {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.CONNECT;
    }

    @Override
    public Decision ask(SmtpHooks hooks, SmtpSession session) throws IOException {
        return hooks.connected(session.client());
    }

    @Override
    public Outcome accepted(SmtpSession session) {
        session.greeted();
        session.reply(session.protocol().greeting());
        return Outcome.DONE;
    }

    @Override
    public Outcome refused(SmtpSession session, Reply reply) {
        session.refused();
        session.reply(reply);
        // RFC 7504 §3: who says 521 may hang up. RFC 5321 §3.1: who says 554 waits for QUIT.
        return reply.code() == 521 ? Outcome.CLOSE : session.afterRefusal(reply);
    }
}
