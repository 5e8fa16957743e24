package dev.yubin.pop3;

import dev.yubin.protocol.spi.Outcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code QUIT}, RFC 1939 §6: after a log-in this is the UPDATE state, in which marked messages are removed. */
record QuitCommand() implements Pop3Command {
    private static final Logger LOG = LoggerFactory.getLogger(QuitCommand.class);

    /** So many messages are removed on the event loop at the most, if the store does not block. */
    private static final int MAX_INLINE = 1000;

    @Override
    public Pop3Verb verb() {
        return Pop3Verb.QUIT;
    }

    @Override
    public boolean blocks(Pop3Session session) {
        return session.isLoggedIn()
                && (session.services().store().blocking() || session.maildrop().removals() > MAX_INLINE);
    }

    @Override
    public Outcome execute(Pop3Session session) {
        Reply reply = Replies.BYE;
        if (session.isLoggedIn()) {
            try {
                if (!session.maildrop().update()) {
                    reply = Replies.MAILDROP_LOST;
                }
            } catch (Throwable failure) { // Whatever it is: stores in other languages throw what they do not declare.
                // RFC 1939 §6: whether they could be removed or not, the lock goes and the connection is closed.
                LOG.warn("Deleted messages were not removed", failure);
                reply = Replies.NOT_REMOVED;
            }
            // Released before the client hears of it, so that its next log-in finds the maildrop free.
            session.ended();
        }
        session.reply(reply);
        return Outcome.CLOSE;
    }
}
