package dev.yubin.smtp;

import dev.yubin.protocol.MailAddress;
import dev.yubin.protocol.Resolution;
import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;

/**
 * {@code RCPT TO:<forward-path> [parameters]}, RFC 5321 §4.1.1.3.
 *
 * @param address the recipient; its account name is bare for {@code <Postmaster>}, which needs no domain (§4.5.1)
 * @param parameters its ESMTP parameters
 */
record RcptCommand(MailAddress address, RcptParameters parameters) implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.RCPT_TO;
    }

    @Override
    public Outcome execute(SmtpSession session) throws IOException {
        OpenTransaction transaction = session.transaction();
        if (transaction.targets().size() >= session.options().maxRecipients()) {
            session.reply(Replies.TOO_MANY_RECIPIENTS);
            return Outcome.DONE;
        }
        Reply unfit = refusal(session);
        if (unfit != null) {
            transaction.refuse(address, parameters, unfit);
            session.reply(unfit);
            return Outcome.DONE;
        }
        Resolution resolution = session.services().directory().resolve(address);
        if (resolution instanceof Resolution.ToAccount to) {
            transaction.accept(address, parameters, to.account());
            session.reply(Replies.RECIPIENT_OK);
        } else {
            Reply refusal = resolution instanceof Resolution.ForeignDomain ? Replies.NOT_LOCAL : Replies.UNKNOWN_USER;
            transaction.refuse(address, parameters, refusal);
            session.reply(refusal);
        }
        return Outcome.DONE;
    }

    /** Why this session may not say this, or null. */
    private Reply refusal(SmtpSession session) {
        if (!parameters.isEmpty() && !session.hello().extended()) {
            // RFC 5321 §4.1.1.11: only who said EHLO may use parameters.
            return Replies.UNKNOWN_PARAMETER;
        }
        boolean beyondAscii = address.needsSmtpUtf8() || parameters.needsSmtpUtf8();
        boolean smtpUtf8 = session.transaction().envelope().parameters().smtpUtf8();
        // RFC 6531 §3.5.
        return beyondAscii && !smtpUtf8 ? Replies.NOT_ASCII : null;
    }
}
