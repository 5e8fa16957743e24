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
 * The end of message text, {@code CRLF.CRLF}: the message is put into the mailboxes of its recipients, and only then
 * acknowledged (RFC 5321 §4.2.5, §6.1).
 *
 * @param bareLineEnd whether the text held a CR or LF that was not part of a CRLF
 */
record EndOfData(boolean bareLineEnd) implements SmtpCommand {
    private static final Logger LOG = LoggerFactory.getLogger(EndOfData.class);

    @Override
    public SmtpVerb verb() {
        return SmtpVerb.END_OF_DATA;
    }

    @Override
    public Outcome execute(SmtpSession session) throws IOException {
        session.reply(verdict(session, session.reception()));
        session.transactionEnded();
        return Outcome.DONE;
    }

    private Reply verdict(SmtpSession session, Reception reception) throws IOException {
        if (reception.isTooLarge()) {
            return Replies.TOO_LARGE;
        }
        if (bareLineEnd && session.options().bareLineEnds() == SmtpOptions.BareLineEnds.REFUSE) {
            return Replies.BARE_LINE_END;
        }
        return deliver(session, reception);
    }

    private static Reply deliver(SmtpSession session, Reception reception) throws IOException {
        OpenTransaction transaction = session.transaction();
        Instant now = session.services().timers().now();
        // One copy for each account, however many of its addresses were named.
        Map<AccountName, Reply> verdicts = new LinkedHashMap<>();
        for (Target target : transaction.targets()) {
            target.accounts().forEach(account -> verdicts.put(account, Replies.RECIPIENT_OK));
        }
        List<Delivery> deliveries = verdicts.keySet().stream()
                .map(account -> Delivery.toInbox(account, now))
                .toList();
        MessageContent content = reception.finish();
        List<Verdict> outcomes = session.services().store().deliver(deliveries, content);

        Reply refusal = null;
        int delivered = 0;
        for (int i = 0; i < deliveries.size(); i++) {
            AccountName account = deliveries.get(i).account();
            IOException failure = outcomes.get(i).failure().orElse(null);
            if (failure == null) {
                delivered++;
            } else {
                LOG.warn("Message {} could not be stored for {}: {}", reception.id(), account, failure.toString());
                LOG.debug("Where that came from", failure);
                refusal = Replies.of(failure);
                verdicts.put(account, refusal);
            }
        }
        if (delivered == 0) {
            return refusal;
        }
        session.accepted(new SmtpTransaction(
                reception.id(),
                now,
                session,
                transaction.envelope(),
                recipients(transaction, verdicts),
                reception.asSent(content)));
        return Replies.accepted(reception.id());
    }

    private static List<Recipient> recipients(OpenTransaction transaction, Map<AccountName, Reply> verdicts) {
        List<Recipient> recipients = new ArrayList<>();
        for (Target target : transaction.targets()) {
            recipients.add(Recipient.of(target.address(), verdict(target, verdicts)));
        }
        return recipients;
    }

    /** A list got the message if any member did: to ask for it again would double what that member has. */
    private static Reply verdict(Target target, Map<AccountName, Reply> verdicts) {
        Reply verdict = target.verdict();
        for (AccountName account : target.accounts()) {
            verdict = verdicts.get(account);
            if (verdict.isPositive()) {
                return verdict;
            }
        }
        return verdict;
    }
}
