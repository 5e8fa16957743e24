package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;
import dev.yubin.smtp.OpenTransaction.Target;
import dev.yubin.store.AccountName;
import dev.yubin.store.Delivery;
import dev.yubin.store.MessageContent;
import dev.yubin.store.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a message: it is put into the mailboxes of its recipients, and only then acknowledged (RFC 5321 §4.2.5,
 * §6.1). SMTP has one reply for all recipients: yes if anybody got it, since a second try would double their mail. LMTP
 * has one for each (RFC 2033 §4.2).
 */
final class MessageDelivery implements HookedStep {
    private static final Logger LOG = LoggerFactory.getLogger(MessageDelivery.class);

    private final Reception reception;
    private final OpenTransaction transaction;
    private final MessageContent content;
    private final Instant now;

    private MessageDelivery(SmtpSession session) throws IOException {
        this.reception = session.reception();
        this.transaction = session.transaction();
        this.content = reception.finish();
        this.now = session.services().timers().now();
    }

    /** All of a message has come. */
    static Outcome begin(SmtpSession session) throws IOException {
        Reply refusal = session.reception().refusal(session.options());
        return refusal == null ? session.consult(new MessageDelivery(session)) : session.messageEnded(refusal);
    }

    @Override
    public SmtpVerb verb() {
        return SmtpVerb.END_OF_DATA;
    }

    @Override
    public Decision ask(SmtpHooks hooks, SmtpSession session) throws IOException {
        List<Recipient> recipients = transaction.targets().stream()
                .map(target -> target.recipient(target.verdict()))
                .toList();
        return hooks.data(transactionOf(session, recipients));
    }

    @Override
    public Outcome refused(SmtpSession session, Reply reply) {
        session.messageEnded(reply);
        return session.afterRefusal(reply);
    }

    @Override
    public Outcome accepted(SmtpSession session) throws IOException {
        Map<AccountName, Reply> failures = deliver(session);
        Reply accepted = Replies.accepted(reception.id());
        List<Recipient> recipients = new ArrayList<>();
        List<Reply> verdicts = new ArrayList<>();
        Reply overall = null;
        for (Target target : transaction.targets()) {
            Reply verdict = target.isAccepted() ? verdictOf(target, failures) : target.verdict();
            recipients.add(target.recipient(verdict));
            if (target.isAccepted()) {
                verdicts.add(verdict.isPositive() ? accepted : verdict);
                overall = better(overall, verdict);
            }
        }
        if (overall.isPositive()) {
            session.accepted(transactionOf(session, recipients));
        }
        return session.messageEnded(session.isLmtp() ? verdicts : List.of(overall.isPositive() ? accepted : overall));
    }

    /** Stores one copy for each account, however many of its addresses were named; tells whose could not be. */
    private Map<AccountName, Reply> deliver(SmtpSession session) throws IOException {
        List<Delivery> deliveries = transaction.targets().stream()
                .flatMap(target -> target.accounts().stream())
                .distinct()
                .map(account -> Delivery.toInbox(account, now))
                .toList();
        List<Verdict> outcomes = session.services().store().deliver(deliveries, content);
        Map<AccountName, Reply> failures = new LinkedHashMap<>();
        for (int i = 0; i < deliveries.size(); i++) {
            AccountName account = deliveries.get(i).account();
            IOException failure = outcomes.get(i).failure().orElse(null);
            if (failure != null) {
                LOG.warn("Message {} could not be stored for {}: {}", reception.id(), account, failure.toString());
                LOG.debug("Where that came from", failure);
                failures.put(account, session.options().replyTo(failure));
            }
        }
        return failures;
    }

    /** A list got it if any member did. */
    private static Reply verdictOf(Target target, Map<AccountName, Reply> failures) {
        Reply verdict = null;
        for (AccountName account : target.accounts()) {
            verdict = better(verdict, failures.getOrDefault(account, Replies.RECIPIENT_OK));
        }
        return verdict;
    }

    /** Yes before "later", and "later" before no: what can be mended by another try must be told as such. */
    private static Reply better(Reply one, Reply other) {
        return one == null || other.code() / 100 < one.code() / 100 ? other : one;
    }

    private SmtpTransaction transactionOf(SmtpSession session, List<Recipient> recipients) {
        return new SmtpTransaction(
                reception.id(), now, session, transaction.envelope(), recipients, reception.asSent(content));
    }
}
