package dev.yubin.smtp;

import dev.yubin.protocol.spi.Outcome;
import dev.yubin.smtp.SmtpState.Phase;

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
            session.reply(status(session));
            return Outcome.DONE;
        }
        Reply help = topic.isEmpty() ? HelpTexts.list(session.offers()::command) : HelpTexts.on(topic);
        if (help == null) {
            return session.mistake(Replies.NO_SUCH_HELP);
        }
        session.reply(help);
        return Outcome.DONE;
    }

    private static Reply status(SmtpSession session) {
        Phase phase = session.state().phase();
        String transaction = phase == Phase.GREETED || phase == Phase.READY
                ? "No transaction is under way"
                : "A transaction is under way, recipients: "
                        + session.transaction().accepted();
        return Reply.of(
                211,
                "2.0.0",
                session.services().hostName() + " speaks " + session.client().protocol() + " with you",
                transaction,
                "Mistakes: " + session.mistakes() + " of "
                        + session.connection().limits().badCommands() + " that end the session");
    }
}
