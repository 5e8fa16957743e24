package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;

/** {@code QUIT}, RFC 5321 §4.1.1.10. */
record QuitCommand() implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.QUIT;
    }

    @Override
    public Outcome execute(SmtpSession session) {
        session.reply(Replies.BYE);
        return Outcome.CLOSE;
    }
}
