package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;

/**
 * {@code HELP [topic]}, RFC 5321 §4.1.1.8: 214 tells how a command is written, 211 how the session stands.
 *
 * @param topic a command's word in upper case, {@code STATUS}, or empty
 */
record HelpCommand(String topic) implements SmtpCommand {
    @Override
    public SmtpVerb verb() {
        return SmtpVerb.HELP;
    }

    @Override
    public Outcome execute(SmtpSession session) {
        if (topic.equals("STATUS")) {
            session.reply(session.status());
            return Outcome.DONE;
        }
        Reply help = topic.isEmpty() ? HelpTexts.list(session::offers) : HelpTexts.on(topic);
        if (help == null) {
            return session.mistake(Replies.NO_SUCH_HELP);
        }
        session.reply(help);
        return Outcome.DONE;
    }
}
