package dev.yubin.smtp;

import dev.yubin.protocol.MailAddress;
import dev.yubin.protocol.Resolution;
import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;

/**
 * {@code RCPT TO:<forward-path>}, RFC 5321 §4.1.1.3.
 *
 * @param address the recipient; its account name is bare for {@code <Postmaster>}, which needs no domain (§4.5.1)
 */
record RcptCommand(MailAddress address) implements SmtpCommand {
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
        Resolution resolution = session.services().directory().resolve(address);
        if (resolution instanceof Resolution.ToAccount to) {
            transaction.accept(address, to.account());
            session.reply(Replies.RECIPIENT_OK);
        } else {
            Reply refusal = resolution instanceof Resolution.ForeignDomain ? Replies.NOT_LOCAL : Replies.UNKNOWN_USER;
            transaction.refuse(address, refusal);
            session.reply(refusal);
        }
        return Outcome.DONE;
    }
}
