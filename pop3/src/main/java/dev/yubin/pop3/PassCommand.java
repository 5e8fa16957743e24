package dev.yubin.pop3;

import dev.yubin.protocol.Credentials;
import dev.yubin.protocol.spi.Outcome;
import java.io.IOException;

/** {@code PASS string}, RFC 1939 §7: logs in. */
record PassCommand(String password) implements Pop3Command {
    @Override
    public Pop3Verb verb() {
        return Pop3Verb.PASS;
    }

    /** Always: the snapshot is a scan of the whole mailbox. */
    @Override
    public boolean blocks(Pop3Session session) {
        return true;
    }

    @Override
    public Outcome execute(Pop3Session session) throws IOException {
        String user = session.takeUser();
        if (user.isEmpty()) {
            session.reply(Replies.USER_FIRST);
            return Outcome.DONE;
        }
        return LogIn.step(session, session.authentication().password(Credentials.of(user, password)));
    }

    /** Does not show the password. */
    @Override
    public String toString() {
        return "PassCommand[...]";
    }
}
