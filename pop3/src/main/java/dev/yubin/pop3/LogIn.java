package dev.yubin.pop3;

import dev.yubin.protocol.Timers;
import dev.yubin.protocol.spi.Outcome;
import dev.yubin.protocol.spi.SaslAnswer;
import dev.yubin.protocol.spi.Services;
import dev.yubin.store.AccountName;
import dev.yubin.store.MailAccount;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.StoreException;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** What a step of a log-in means for a POP3 session: at its end the maildrop is locked and its messages are counted. */
final class LogIn {
    private LogIn() {}

    static Outcome step(Pop3Session session, SaslAnswer answer) throws IOException {
        if (answer instanceof SaslAnswer.Challenge challenge) {
            session.challenge(challenge.base64());
            return Outcome.DONE;
        }
        if (answer instanceof SaslAnswer.Accepted accepted) {
            open(session, accepted.account());
            return Outcome.DONE;
        }
        return refused(session, (SaslAnswer.Refused) answer);
    }

    /** The codes are those of RFC 3206 and RFC 2449 §8.1. */
    static Outcome refused(Pop3Session session, SaslAnswer.Refused refused) {
        if (refused.last()) {
            session.reply(Replies.TOO_MANY_LOG_INS_CLOSING);
            return Outcome.after(refused.delay(), Outcome.CLOSE);
        }
        return switch (refused.why()) {
            case CREDENTIALS -> delayed(session, refused, Replies.refused(refused.reason()));
            case TOO_MANY -> delayed(session, refused, Replies.TOO_MANY_LOG_INS);
            case CANCELLED -> session.refuse(Replies.AUTH_CANCELLED);
            case MALFORMED -> session.refuse(Replies.AUTH_MALFORMED);
            case UNKNOWN_MECHANISM -> session.refuse(Replies.UNKNOWN_MECHANISM);
            case ENCRYPTION_NEEDED -> session.refuse(Replies.ENCRYPTION_NEEDED);
        };
    }

    private static Outcome delayed(Pop3Session session, SaslAnswer.Refused refused, Reply reply) {
        session.reply(reply);
        return Outcome.after(refused.delay(), Outcome.DONE);
    }

    private static void open(Pop3Session session, AccountName name) throws IOException {
        Pop3Options options = session.options();
        LogInTimes times = session.maildrops().times();
        Timers timers = session.services().timers();
        if (times.isTooSoon(name, timers.nanoTime(), options.loginDelay())) {
            session.reply(Replies.LOGIN_DELAY);
            return;
        }
        Instant now = timers.now();
        Mailbox mailbox = mailbox(account(session.services(), name), options.mailbox());
        Optional<MaildropHold> hold = session.maildrops().take(session.services(), name, mailbox);
        if (hold.isEmpty()) {
            session.reply(Replies.IN_USE);
            return;
        }
        Maildrop maildrop = snapshot(mailbox, hold.get(), options.expireDays(), now);
        session.loggedIn(maildrop);
        if (!options.loginDelay().isZero()) {
            times.add(name, timers.nanoTime());
        }
        session.reply(Replies.maildropHas(maildrop.messages()));
    }

    private static Maildrop snapshot(Mailbox mailbox, MaildropHold hold, OptionalInt expireDays, Instant now)
            throws IOException {
        boolean done = false;
        try {
            Maildrop maildrop = new Maildrop(mailbox, hold, expireDays, now);
            done = true;
            return maildrop;
        } finally {
            if (!done) {
                hold.close();
            }
        }
    }

    private static Mailbox mailbox(MailAccount account, MailboxName name) throws IOException {
        try {
            return account.open(name);
        } catch (StoreException e) {
            if (e.kind() != StoreException.Kind.NOT_FOUND) {
                throw e;
            }
        }
        try {
            account.create(name);
        } catch (StoreException e) {
            // Another session may have been faster.
            if (e.kind() != StoreException.Kind.ALREADY_EXISTS) {
                throw e;
            }
        }
        return account.open(name);
    }

    private static MailAccount account(Services services, AccountName name) throws IOException {
        Optional<MailAccount> account = services.store().account(name);
        return account.isPresent() ? account.get() : services.store().create(name);
    }
}
