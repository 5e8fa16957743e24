package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;

/** {@code STARTTLS}, RFC 3207: encrypts the connection, and begins the session anew. */
record StartTlsCommand() implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.STARTTLS;
    }

    @Override
    public Outcome execute(SmtpSession session) {
        if (session.client().isEncrypted()) {
            return session.mistake(Replies.TLS_ALREADY);
        }
        if (!session.offers().startTls()) {
            return session.mistake(Replies.NOT_IMPLEMENTED);
        }
        session.reply(Replies.START_TLS);
        return Outcome.START_TLS;
    }
}
