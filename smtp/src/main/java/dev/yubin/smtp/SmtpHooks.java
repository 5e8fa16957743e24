package dev.yubin.smtp;

import dev.yubin.protocol.MailAddress;
import java.io.IOException;

/**
 * An embedder's say in what a server takes. Each method is asked when the server itself would say yes, and before the
 * client hears of it; what is not overridden accepts. A method that throws has the client told to try again later.
 *
 * <p>They run one at a time for one connection, but at the same time for several.
 */
public interface SmtpHooks {
    /** A client has connected and is about to be greeted. A refusal takes the place of the greeting. */
    default Decision connected(SmtpClient client) throws IOException {
        return Decision.accept();
    }

    /** The client introduced itself by EHLO, HELO or LHLO. */
    default Decision hello(SmtpClient client) throws IOException {
        return Decision.accept();
    }

    /** MAIL named a sender. */
    default Decision mail(SmtpClient client, Envelope envelope) throws IOException {
        return Decision.accept();
    }

    /** RCPT named a recipient that there is and that has room. */
    default Decision rcpt(SmtpClient client, Envelope envelope, MailAddress recipient) throws IOException {
        return Decision.accept();
    }

    /**
     * The end of a message has come, and nothing of it is stored yet. Its content may be read until this returns.
     */
    default Decision data(SmtpTransaction transaction) throws IOException {
        return Decision.accept();
    }

    /**
     * Whether any of these methods may block, for a file, a database, a lock. If so they never run on an event loop but
     * on the server's hook executor.
     */
    default boolean blocking() {
        return true;
    }
}
