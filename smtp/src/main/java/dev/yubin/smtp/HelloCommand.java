package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;

/** {@code EHLO domain} and {@code HELO domain}, RFC 5321 §4.1.1.1. Ends a transaction that is under way (§4.1.4). */
record HelloCommand(SmtpVerb verb, String name) implements SmtpCommand {
    @Override
    public Outcome execute(SmtpSession session) {
        boolean extended = verb == SmtpVerb.EHLO;
        session.introduced(new Hello(name, extended));
        session.reply(
                extended ? session.protocol().ehloReply() : session.protocol().heloReply());
        return Outcome.DONE;
    }
}
