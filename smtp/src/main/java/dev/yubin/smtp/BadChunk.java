package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;

/** {@code BDAT} without a right size: how much to read past cannot be known, and its message would have a hole. */
record BadChunk() implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.BDAT;
    }

    @Override
    public Outcome execute(SmtpSession session) {
        session.messageFailed();
        return session.mistake(Replies.BDAT_SYNTAX);
    }
}
