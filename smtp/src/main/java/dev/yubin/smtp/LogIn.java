package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;
import dev.yubin.protocol.spi.SaslAnswer;

/** What a step of a log-in means for an SMTP session, RFC 4954 §4 and §6. */
final class LogIn {
    private LogIn() {}

    static Outcome step(SmtpSession session, SaslAnswer answer) {
        if (answer instanceof SaslAnswer.Challenge challenge) {
            session.challenge(challenge.base64());
            return Outcome.DONE;
        }
        if (answer instanceof SaslAnswer.Accepted accepted) {
            session.loggedIn(accepted.account());
            session.reply(Replies.AUTHENTICATED);
            return Outcome.DONE;
        }
        return refused(session, (SaslAnswer.Refused) answer);
    }

    private static Outcome refused(SmtpSession session, SaslAnswer.Refused refused) {
        if (refused.last()) {
            session.reply(Replies.TOO_MANY_LOG_INS_CLOSING);
            return Outcome.after(refused.delay(), Outcome.CLOSE);
        }
        return switch (refused.why()) {
            case CREDENTIALS -> delayed(session, refused, Replies.badCredentials(refused.reason()));
            case TOO_MANY -> delayed(session, refused, Replies.TOO_MANY_LOG_INS);
            case CANCELLED -> session.mistake(Replies.AUTH_CANCELLED);
            case MALFORMED -> session.mistake(Replies.AUTH_MALFORMED);
            case UNKNOWN_MECHANISM -> session.mistake(Replies.UNKNOWN_MECHANISM);
            case ENCRYPTION_NEEDED -> session.mistake(Replies.ENCRYPTION_NEEDED);
        };
    }

    private static Outcome delayed(SmtpSession session, SaslAnswer.Refused refused, Reply reply) {
        session.reply(reply);
        return Outcome.after(refused.delay(), Outcome.DONE);
    }
}
