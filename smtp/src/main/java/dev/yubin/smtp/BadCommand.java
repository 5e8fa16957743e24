package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;

/**
 * A line that is no command, or one with wrong arguments. It is a command like the others so that its reply keeps its
 * place; after too many of them the connection is closed.
 */
record BadCommand(Reply reply) implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.BAD;
    }

    @Override
    public Outcome execute(SmtpSession session) {
        if (session.countBadCommand()) {
            session.reply(Replies.TOO_MANY_ERRORS);
            return Outcome.CLOSE;
        }
        session.reply(reply);
        return Outcome.DONE;
    }
}
