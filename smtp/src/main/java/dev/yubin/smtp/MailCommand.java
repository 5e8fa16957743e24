package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;

/** {@code MAIL FROM:<reverse-path> [parameters]}, RFC 5321 §4.1.1.2. */
record MailCommand(Envelope envelope, boolean hasParameters) implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.MAIL_FROM;
    }

    @Override
    public Outcome execute(SmtpSession session) {
        if (hasParameters && !session.hello().extended()) {
            // RFC 5321 §4.1.1.11: only who said EHLO may use parameters.
            session.reply(Replies.UNKNOWN_PARAMETER);
        } else if (envelope.needsSmtpUtf8() && !envelope.parameters().smtpUtf8()) {
            // RFC 6531 §3.5.
            session.reply(Replies.NOT_ASCII);
        } else if (envelope.parameters().requireTls() && !session.connection().isEncrypted()) {
            // RFC 8689 §4.1.
            session.reply(Replies.TLS_REQUIRED);
        } else if (envelope.parameters().size().orElse(0) > session.options().maxMessageSize()) {
            // RFC 1870 §6.1: refused before any of it is sent.
            session.reply(Replies.TOO_LARGE);
        } else {
            session.mailBegun(envelope);
            session.reply(Replies.SENDER_OK);
        }
        return Outcome.DONE;
    }
}
