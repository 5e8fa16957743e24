package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;

/** {@code RSET}, RFC 5321 §4.1.1.5: ends a transaction that is under way. */
record RsetCommand() implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.RSET;
    }

    @Override
    public Outcome execute(SmtpSession session) {
        session.transactionEnded();
        session.reply(Replies.RESET);
        return Outcome.DONE;
    }
}
