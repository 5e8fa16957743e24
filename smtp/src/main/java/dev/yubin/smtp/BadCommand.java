package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;
import dev.yubin.smtp.SmtpState.Phase;

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
        Phase phase = session.state().phase();
        if (phase == Phase.CHUNKS) {
            // It may have been a chunk: without it the message would have a hole.
            session.messageFailed();
        } else if (phase == Phase.READY) {
            // It may have been MAIL: a client that pipelines cannot know yet that there is no transaction.
            session.senderRefused();
        }
        return session.mistake(reply);
    }
}
