package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;

/** The end of a chunk that was read past: only now may its refusal be told (RFC 3030 §2). */
record RefusedChunk(Reply refusal) implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.REFUSED_CHUNK;
    }

    @Override
    public Outcome execute(SmtpSession session) {
        if (refusal.code() == 503) {
            return session.mistake(refusal);
        }
        session.reply(refusal);
        return Outcome.DONE;
    }
}
