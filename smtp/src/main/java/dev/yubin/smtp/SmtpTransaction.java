package dev.yubin.smtp;

import dev.yubin.protocol.MailAddress;
import dev.yubin.protocol.Transcript;
import dev.yubin.store.MessageContent;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * One message as SMTP saw it: the envelope, the session, the octets (RFC 5321 §3.3). It is accepted, or, as long as
 * {@link SmtpHooks#data} is asked, about to be. Immutable.
 */
public final class SmtpTransaction {
    private final String id;
    private final Instant receivedAt;
    private final SmtpClient client;
    private final Envelope envelope;
    private final List<Recipient> recipients;
    /** The octets, or null in a transaction of which only the facts are kept. */
    private final MessageContent content;

    private final long size;
    private final Transcript transcript;

    SmtpTransaction(
            String id,
            Instant receivedAt,
            SmtpSession session,
            Envelope envelope,
            List<Recipient> recipients,
            MessageContent content) {
        this.id = id;
        this.receivedAt = receivedAt;
        this.client = session.client();
        this.envelope = envelope;
        this.recipients = List.copyOf(recipients);
        this.content = content;
        this.size = content.size();
        this.transcript = session.connection().transcript();
    }

    private SmtpTransaction(SmtpTransaction whole) {
        this.id = whole.id;
        this.receivedAt = whole.receivedAt;
        this.client = whole.client;
        this.envelope = whole.envelope;
        this.recipients = whole.recipients;
        this.content = null;
        this.size = whole.size;
        this.transcript = whole.transcript;
    }

    /** The facts of this transaction, without the octets, which then need not be kept in memory. */
    public SmtpTransaction withoutContent() {
        return new SmtpTransaction(this);
    }

    /** The id that the reply to the message and its Received line name. */
    public String id() {
        return id;
    }

    /** When its end came. */
    public Instant receivedAt() {
        return receivedAt;
    }

    /** The client as it was known then: where it was, what it called itself, who it was logged in as. */
    public SmtpClient client() {
        return client;
    }

    /** The reverse-path; empty if it was null, {@code <>}, as bounces have it (RFC 5321 §4.5.5). */
    public Optional<MailAddress> reversePath() {
        return envelope.reversePath();
    }

    /** What MAIL said about the message besides its sender. */
    public MailParameters parameters() {
        return envelope.parameters();
    }

    /** All recipients in the order of RCPT, refused ones too, each with its verdict. */
    public List<Recipient> recipients() {
        return recipients;
    }

    /** How many octets were sent as message text. */
    public long size() {
        return size;
    }

    /**
     * The octets as they were sent, without trace headers of ours.
     *
     * @throws IllegalStateException if this is a transaction {@link #withoutContent}
     */
    public MessageContent content() {
        if (content == null) {
            throw new IllegalStateException("Only the facts of message " + id + " were kept");
        }
        return content;
    }

    /** What client and server said, up to now. */
    public Transcript transcript() {
        return transcript;
    }
}
