package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;

/** {@code MAIL FROM:<reverse-path> [parameters]}, RFC 5321 §4.1.1.2. */
record MailCommand(Envelope envelope, boolean hasParameters) implements SmtpCommand, HookedStep {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.MAIL_FROM;
    }

    @Override
    public Outcome execute(SmtpSession session) throws IOException {
        if (hasParameters && !session.client().isExtended()) {
            // RFC 5321 §4.1.1.11: only who said EHLO may use parameters.
            session.senderRefused();
            return session.mistake(Replies.UNKNOWN_PARAMETER);
        }
        Reply refusal = refusal(session);
        return refusal == null ? session.consult(this) : refused(session, refusal);
    }

    @Override
    public Outcome refused(SmtpSession session, Reply reply) {
        session.senderRefused();
        return HookedStep.super.refused(session, reply);
    }

    /** Why this message cannot be taken, or null. */
    private Reply refusal(SmtpSession session) {
        MailParameters parameters = envelope.parameters();
        if (session.options().requireAuth() && session.client().login().isEmpty()) {
            return Replies.AUTH_REQUIRED;
        }
        if (envelope.needsSmtpUtf8() && !parameters.smtpUtf8()) {
            // RFC 6531 §3.5.
            return Replies.NOT_ASCII;
        }
        if (parameters.requireTls() && !session.client().isEncrypted()) {
            // RFC 8689 §4.1.
            return Replies.TLS_REQUIRED;
        }
        // RFC 1870 §6.1: refused before any of it is sent.
        return parameters.size().orElse(0) > session.options().maxMessageSize() ? Replies.TOO_LARGE : null;
    }

    @Override
    public Decision ask(SmtpHooks hooks, SmtpSession session) throws IOException {
        return hooks.mail(session.client(), envelope);
    }

    @Override
    public Outcome accepted(SmtpSession session) {
        session.mailBegun(envelope);
        session.reply(Replies.SENDER_OK);
        return Outcome.DONE;
    }
}
