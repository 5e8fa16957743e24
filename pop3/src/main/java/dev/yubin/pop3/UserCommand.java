package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;
import dev.yubin.protocol.spi.SaslAnswer;

/** {@code USER name}, RFC 1939 §7. Any name is taken: whether it exists is not told. */
record UserCommand(String user) implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.USER;
    }

    @Override
    public Outcome execute(Pop3Session session) {
        SaslAnswer.Refused refusal = session.authentication().refusalOfPasswords();
        if (refusal != null) {
            return LogIn.refused(session, refusal);
        }
        session.userNamed(user);
        session.reply(Replies.SEND_PASSWORD);
        return Outcome.DONE;
    }
}
