package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;

/** The end of a chunk that was read past: only now may its refusal be told (RFC 3030 §2). */
record RefusedChunk(Reply refusal, boolean last) implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.REFUSED_CHUNK;
    }

    @Override
    public Outcome execute(SmtpSession session) {
        return session.refusedChunkEnded(refusal, last);
    }
}
