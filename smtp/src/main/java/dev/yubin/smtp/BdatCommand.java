package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;
import dev.yubin.smtp.SmtpState.Phase;
import java.io.IOException;

/**
 * {@code BDAT size [LAST]}, RFC 3030 §2: so many octets of the message follow at once, up to {@link EndOfChunk}. They
 * follow whether they are wanted or not, so those of a refused chunk are read past before the refusal is told.
 */
record BdatCommand(long size, boolean last) implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.BDAT;
    }

    @Override
    public Outcome execute(SmtpSession session) throws IOException {
        Reply refusal = refusal(session);
        if (refusal != null) {
            return refused(session, refusal);
        }
        session.chunkBegun();
        return followedBy(new EndOfChunk(size, last), session);
    }

    /** Why the chunk is refused, or null. */
    private Reply refusal(SmtpSession session) {
        if (session.offers().needsTls()) {
            return Replies.STARTTLS_FIRST;
        }
        SmtpOptions options = session.options();
        Phase phase = session.state().phase();
        if (!session.isInTransaction()) {
            return SmtpVerb.BDAT.refusalIn(phase, options.role());
        }
        if (phase == Phase.MAIL) {
            Reply refusal = session.transaction().refusalOfMessage(options.role());
            if (refusal != null) {
                return refusal;
            }
        }
        boolean tooLarge =
                phase == Phase.CHUNKS ? session.reception().wouldBeTooLarge(size) : size > options.maxMessageSize();
        return tooLarge ? Replies.TOO_LARGE : null;
    }

    /** Whether so many octets are too many to be read past. */
    private boolean isFlood(SmtpSession session) {
        return size / 2 > session.options().maxMessageSize();
    }

    /** The chunk will not be taken, nor what comes behind it: the message would have a hole. */
    Outcome refused(SmtpSession session, Reply refusal) {
        session.messageFailed();
        if (isFlood(session)) {
            session.reply(refusal);
            return Outcome.CLOSE;
        }
        return followedBy(new RefusedChunk(refusal, last), session);
    }

    private Outcome followedBy(SmtpCommand end, SmtpSession session) {
        if (size == 0) {
            return Outcome.then(end);
        }
        session.expectChunk(size, end);
        return Outcome.DONE;
    }
}
