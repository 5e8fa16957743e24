package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;

/**
 * {@code EHLO domain}, {@code HELO domain}, RFC 5321 §4.1.1.1, and {@code LHLO domain}, RFC 2033 §4.1. Ends a transaction
 * that is under way (§4.1.4).
 */
record HelloCommand(SmtpVerb verb, String name) implements SmtpCommand, HookedStep {
    @Override
    public Outcome execute(SmtpSession session) throws IOException {
        if (session.isLmtp() != (verb == SmtpVerb.LHLO)) {
            // RFC 2033 §4.1: the one greeting does not stand for the other, so that no client takes LMTP for SMTP.
            return session.mistake(session.isLmtp() ? Replies.LHLO_HERE : Replies.EHLO_HERE);
        }
        return session.consult(this);
    }

    @Override
    public Decision ask(SmtpHooks hooks, SmtpSession session) throws IOException {
        return hooks.hello(introduced(session));
    }

    @Override
    public Outcome accepted(SmtpSession session) {
        SmtpClient client = introduced(session);
        session.introduced(client);
        session.reply(
                client.isExtended()
                        ? session.offers().ehloReply()
                        : session.protocol().heloReply());
        return Outcome.DONE;
    }

    private SmtpClient introduced(SmtpSession session) {
        return session.client().introducedAs(name, verb != SmtpVerb.HELO);
    }
}
