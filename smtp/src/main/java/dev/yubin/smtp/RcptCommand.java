package dev.yubin.smtp;

import dev.yubin.protocol.MailAddress;
import dev.yubin.protocol.Resolution;
import dev.yubin.protocol.spi.Outcome;
import dev.yubin.store.AccountName;
import java.io.IOException;

/**
 * {@code RCPT TO:<forward-path>}, RFC 5321 §4.1.1.3.
 *
 * @param address the recipient; null for {@code <Postmaster>} without a domain, which every server must take (§4.5.1)
 */
record RcptCommand(MailAddress address) implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.RCPT_TO;
    }

    @Override
    public Outcome execute(SmtpSession session) throws IOException {
        OpenTransaction transaction = session.transaction();
        MailAddress recipient = address == null ? postmaster(session) : address;
        if (transaction.targets().size() >= session.options().maxRecipients()) {
            session.reply(Replies.TOO_MANY_RECIPIENTS);
            return Outcome.DONE;
        }
        Resolution resolution = session.services().directory().resolve(recipient);
        if (resolution instanceof Resolution.ToAccount to) {
            transaction.accept(recipient, to.account());
            session.reply(Replies.RECIPIENT_OK);
        } else {
            Reply refusal = resolution instanceof Resolution.ForeignDomain ? Replies.NOT_LOCAL : Replies.UNKNOWN_USER;
            transaction.refuse(recipient, refusal);
            session.reply(refusal);
        }
        return Outcome.DONE;
    }

    private static MailAddress postmaster(SmtpSession session) {
        return MailAddress.of(
                "postmaster", AccountName.of("postmaster", session.services().hostName()));
    }
}
