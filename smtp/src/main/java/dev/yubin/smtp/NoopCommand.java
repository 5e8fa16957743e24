package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;

/** {@code NOOP}, RFC 5321 §4.1.1.9. */
record NoopCommand() implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.NOOP;
    }

    @Override
    public Outcome execute(SmtpSession session) {
        session.reply(Replies.NOOP);
        return Outcome.DONE;
    }
}
