package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;

/** {@code DATA}, RFC 5321 §4.1.1.4: message text follows, up to {@link EndOfData}. */
record DataCommand() implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.DATA;
    }

    @Override
    public Outcome execute(SmtpSession session) throws IOException {
        Reply refusal = session.transaction().refusalOfMessage(session.options().role());
        if (refusal == null && session.transaction().isBinary()) {
            // RFC 3030 §3: lines cannot carry it.
            refusal = Replies.BINARY_NEEDS_BDAT;
        }
        if (refusal == Replies.NO_VALID_RECIPIENTS) {
            // RFC 2920 §3.1: a client that pipelines finds out too late that nobody is left.
            session.reply(refusal);
            return Outcome.DONE;
        }
        if (refusal != null) {
            return session.mistake(refusal);
        }
        session.dataBegun();
        session.reply(Replies.START_DATA);
        return Outcome.DONE;
    }
}
