package dev.yubin.smtp;

import dev.yubin.protocol.MailAddress;
import dev.yubin.protocol.Resolution;
import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;
import java.util.List;

/**
 * {@code RCPT TO:<forward-path>}, RFC 5321 §4.1.1.3.
 *
 * @param address the recipient; its account name is bare for {@code <Postmaster>}, which needs no domain (§4.5.1)
 */
record RcptCommand(MailAddress address) implements SmtpCommand {
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
        Resolution resolution = session.services().directory().resolve(address);
        if (resolution instanceof Resolution.ToAccount to) {
            transaction.accept(address, List.of(to.account()));
            session.reply(Replies.RECIPIENT_OK);
        } else if (resolution instanceof Resolution.ToMembers to) {
            transaction.accept(address, to.accounts());
            session.reply(Replies.RECIPIENT_OK);
        } else {
            Reply refusal = resolution instanceof Resolution.ForeignDomain ? Replies.NOT_LOCAL : Replies.UNKNOWN_USER;
            transaction.refuse(address, refusal);
            session.reply(refusal);
        }
        return Outcome.DONE;
    }
}
