package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;

/**
 * A line that is no command, or one with wrong arguments. It is a command like the others so that its reply keeps its
 * place.
 */
record BadCommand(Reply reply) implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.BAD;
    }

    @Override
    public Outcome execute(SmtpSession session) {
        return session.mistake(reply);
    }
}
