package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;

/** {@code STLS}, RFC 2595 §4: encrypts the connection, and begins the session anew. Not behind UTF8 (RFC 6856 §2.1). */
record StlsCommand() implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.STLS;
    }

    @Override
    public Outcome execute(Pop3Session session) {
        if (session.connection().isEncrypted()) {
            return session.refuse(Replies.TLS_ALREADY);
        }
        if (session.isUtf8()) {
            return session.refuse(Replies.STLS_BEFORE_UTF8);
        }
        if (!session.offersStls()) {
            return session.refuse(Replies.NOT_IMPLEMENTED);
        }
        session.reply(Replies.START_TLS);
        return Outcome.START_TLS;
    }
}
