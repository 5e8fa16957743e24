package dev.yubin.smtp;

import dev.yubin.protocol.MailAddress;
import java.io.IOException;

/**
 * An embedder's say in what a server takes. Each method is asked when the server itself would say yes, and before the
 * client hears of it; what is not overridden accepts. A method that throws has the client told to try again later:
 * 451 4.3.0, or 421 4.3.0 in place of the greeting, and then the connection closes.
 *
 * <p>They run one at a time for one connection, but at the same time for several. One that runs for longer than
 * {@link dev.yubin.protocol.Limits#storeTimeout()} has the client told 451 4.3.0 and the connection closed; use
 * {@link Decision#delayedBy} to let a client wait.
 */
public interface SmtpHooks {
    /**
     * A client has connected and is about to be greeted, or a trusted proxy has said by XCLIENT for whom it speaks. A
     * refusal takes the place of the greeting: 421 and 521 close the connection, behind others the client may only say
     * QUIT (RFC 5321 §3.1, RFC 7504 §3).
     */
    default Decision connected(SmtpClient client) throws IOException {
        return Decision.accept();
    }

    /** The client introduces itself by EHLO, HELO or LHLO; {@link SmtpClient#helo()} has its name. */
    default Decision hello(SmtpClient client) throws IOException {
        return Decision.accept();
    }

    /** MAIL names a sender. */
    default Decision mail(SmtpClient client, Envelope envelope) throws IOException {
        return Decision.accept();
    }

    /** RCPT names a recipient that there is and that has room. */
    default Decision rcpt(SmtpClient client, Envelope envelope, MailAddress recipient) throws IOException {
        return Decision.accept();
    }

    /**
     * The end of a message has come, and nothing of it is stored yet. Its content, which is what the client sent, may be
     * read until this returns. The verdicts on its recipients are those of RCPT. In LMTP a refusal is told once for each
     * recipient that was accepted.
     */
    default Decision data(SmtpTransaction transaction) throws IOException {
        return Decision.accept();
    }

    /**
     * Whether any of these methods may block, for a file, a database, a lock. If so they never run on an event loop but
     * on the server's hook executor. If not they run on the event loop, and so must not read a message's content from a
     * store that blocks.
     */
    default boolean blocking() {
        return true;
    }
}
