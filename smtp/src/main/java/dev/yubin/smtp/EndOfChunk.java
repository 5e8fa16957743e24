package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;

/** The end of a chunk that {@link BdatCommand} announced; the end of the message if it was the last (RFC 3030 §2). */
record EndOfChunk(long size, boolean last) implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.END_OF_CHUNK;
    }

    @Override
    public Outcome execute(SmtpSession session) throws IOException {
        if (last) {
            return MessageDelivery.begin(session);
        }
        session.chunkEnded();
        session.reply(Replies.chunkReceived(size));
        return Outcome.DONE;
    }
}
