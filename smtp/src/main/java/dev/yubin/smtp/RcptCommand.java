package dev.yubin.smtp;

import dev.yubin.protocol.MailAddress;
import dev.yubin.protocol.Resolution;
import dev.yubin.protocol.spi.Outcome;
import dev.yubin.store.AccountName;
import dev.yubin.store.MailAccount;
import dev.yubin.store.MailStore;
import dev.yubin.store.Quota;
import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * {@code RCPT TO:<forward-path> [parameters]}, RFC 5321 §4.1.1.3.
 *
 * @param address the recipient; its account name is bare for {@code <Postmaster>}, which needs no domain (§4.5.1)
 * @param parameters its ESMTP parameters
 */
record RcptCommand(MailAddress address, RcptParameters parameters) implements SmtpCommand {
    /** No more recipients are taken once so many accounts are to get a copy; the list that goes beyond it is taken. */
    private static final int MAX_COPIES = 100_000;

    @Override
    public SmtpVerb verb() {
        return SmtpVerb.RCPT_TO;
    }

    @Override
    public Outcome execute(SmtpSession session) throws IOException {
        OpenTransaction transaction = session.transaction();
        if (transaction.targets().size() >= session.options().maxRecipients() || transaction.copies() >= MAX_COPIES) {
            session.reply(Replies.TOO_MANY_RECIPIENTS);
            return Outcome.DONE;
        }
        if (!parameters.isEmpty() && !session.client().isExtended()) {
            // RFC 5321 §4.1.1.11: only who said EHLO may use parameters.
            return session.mistake(Replies.UNKNOWN_PARAMETER);
        }
        if (needsSmtpUtf8() && !transaction.envelope().parameters().smtpUtf8()) {
            // RFC 6531 §3.5.
            return refused(session, Replies.NOT_ASCII);
        }
        Resolution resolution =
                Objects.requireNonNull(session.services().directory().resolve(address), "The directory said nothing");
        List<AccountName> accounts = accounts(resolution);
        if (accounts.isEmpty()) {
            Reply refusal = resolution instanceof Resolution.ForeignDomain ? Replies.NOT_LOCAL : Replies.UNKNOWN_USER;
            return refused(session, refusal);
        }
        return isFull(accounts, session)
                ? refused(session, session.options().replyToFullMailbox())
                : session.consult(new Step(this, accounts));
    }

    private static List<AccountName> accounts(Resolution resolution) {
        if (resolution instanceof Resolution.ToAccount to) {
            return List.of(to.account());
        }
        return resolution instanceof Resolution.ToMembers to ? to.accounts() : List.of();
    }

    private boolean needsSmtpUtf8() {
        return address.needsSmtpUtf8() || parameters.needsSmtpUtf8();
    }

    /** The recipient is refused, and stays among those that were named. */
    Outcome refused(SmtpSession session, Reply reply) {
        session.transaction().refuse(address, parameters, reply);
        session.reply(reply);
        return session.afterRefusal(reply);
    }

    /** Whether none of the accounts has room for a message as MAIL announced it (RFC 9208, RFC 1870 §6.2). */
    private static boolean isFull(List<AccountName> accounts, SmtpSession session) throws IOException {
        MailStore store = session.services().store();
        long size = session.transaction().envelope().parameters().size().orElse(0);
        for (AccountName account : accounts) {
            Optional<MailAccount> existing = store.account(account);
            Optional<Quota> quota = existing.flatMap(found -> found.feature(Quota.class));
            if (quota.isEmpty() || !quota.get().wouldExceed(size)) {
                return false;
            }
        }
        return true;
    }

    /** What becomes of a recipient whose mail would go to these accounts. */
    private record Step(RcptCommand rcpt, List<AccountName> accounts) implements HookedStep {
        @Override
        public SmtpVerb verb() {
            return rcpt.verb();
        }

        @Override
        public Decision ask(SmtpHooks hooks, SmtpSession session) throws IOException {
            Recipient recipient = Recipient.of(rcpt.address, rcpt.parameters, Replies.RECIPIENT_OK);
            return hooks.rcpt(session.client(), session.transaction().envelope(), recipient);
        }

        @Override
        public Outcome accepted(SmtpSession session) {
            session.transaction().accept(rcpt.address, rcpt.parameters, accounts);
            session.reply(Replies.RECIPIENT_OK);
            return Outcome.DONE;
        }

        @Override
        public Outcome refused(SmtpSession session, Reply reply) {
            return rcpt.refused(session, reply);
        }
    }
}
