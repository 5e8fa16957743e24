package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;

/** {@code DATA}, RFC 5321 §4.1.1.4: message text follows, up to {@link EndOfData}. */
record DataCommand() implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.DATA;
    }

    @Override
    public Outcome execute(SmtpSession session) throws IOException {
        OpenTransaction transaction = session.transaction();
        if (transaction.targets().isEmpty()) {
            session.reply(Replies.RCPT_FIRST);
        } else if (transaction.accepted() == 0) {
            // RFC 5321 §3.3: 554 if every RCPT was refused.
            session.reply(Replies.NO_VALID_RECIPIENTS);
        } else {
            session.receptionBegun();
            session.reply(Replies.START_DATA);
        }
        return Outcome.DONE;
    }
}
