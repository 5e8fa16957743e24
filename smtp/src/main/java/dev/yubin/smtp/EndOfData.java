package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;

/**
 * The end of message text, {@code CRLF.CRLF} (RFC 5321 §4.1.1.4).
 *
 * @param bareLineEnd whether the text held a CR or LF that was not part of a CRLF
 */
record EndOfData(boolean bareLineEnd) implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.END_OF_DATA;
    }

    @Override
    public Outcome execute(SmtpSession session) throws IOException {
        if (bareLineEnd) {
            session.reception().bareLineEndSeen();
        }
        return MessageDelivery.begin(session);
    }
}
