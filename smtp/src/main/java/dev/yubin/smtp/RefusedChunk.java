package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;
import dev.yubin.smtp.SmtpState.Failed;

/** The end of a chunk that was read past: only now may its refusal be told (RFC 3030 §2). */
record RefusedChunk(Reply refusal, boolean last) implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.REFUSED_CHUNK;
    }

    @Override
    public Outcome execute(SmtpSession session) {
        if (!session.isBehindRefusal()) {
            // It came where none may, and not because a client cannot know yet that one before it was refused.
            return session.mistake(refusal);
        }
        if (last && session.state() instanceof Failed) {
            return session.messageEnded(refusal);
        }
        if (!last || !session.isLmtp()) {
            // RFC 2033 §4.3: the last chunk has a reply for each recipient, and there is none.
            session.reply(refusal);
        }
        return Outcome.DONE;
    }
}
