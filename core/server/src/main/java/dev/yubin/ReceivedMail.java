package dev.yubin;

import dev.yubin.mime.HeaderFields;
import dev.yubin.protocol.MailAddress;
import dev.yubin.protocol.Transcript;
import dev.yubin.smtp.Recipient;
import dev.yubin.smtp.SmtpTransaction;
import dev.yubin.store.MessageContent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * One mail as a client handed it over: the envelope, the session, the octets. A mail to three people is one of these
 * with three recipients. Immutable.
 */
public final class ReceivedMail {
    private final SmtpTransaction transaction;
    private final boolean hasContent;
    private final Optional<String> subject;
    private final Facts facts;

    /** What is kept of a transaction when its content is not. */
    private record Facts(
            String id,
            Instant receivedAt,
            InetSocketAddress client,
            String helo,
            Optional<MailAddress> from,
            List<Recipient> recipients,
            long size,
            Transcript transcript) {}

    ReceivedMail(SmtpTransaction transaction) {
        this.transaction = transaction;
        this.hasContent = true;
        this.subject = Optional.empty();
        this.facts = new Facts(
                transaction.id(),
                transaction.receivedAt(),
                transaction.client(),
                transaction.helo(),
                transaction.reversePath(),
                transaction.recipients(),
                transaction.content().size(),
                transaction.transcript());
    }

    private ReceivedMail(ReceivedMail whole) {
        this.transaction = null;
        this.hasContent = false;
        this.subject = whole.subject();
        this.facts = whole.facts;
    }

    /** The same mail without its octets. */
    ReceivedMail withoutContent() {
        return hasContent ? new ReceivedMail(this) : this;
    }

    /** The id that the server's reply and the Received line name. */
    public String id() {
        return facts.id;
    }

    /** When the server accepted it. */
    public Instant receivedAt() {
        return facts.receivedAt;
    }

    /** The envelope's sender, from MAIL; empty for the null reverse-path of bounces. */
    public Optional<MailAddress> from() {
        return facts.from;
    }

    /** The envelope's recipients, from RCPT, in order; refused ones too, each with its verdict. */
    public List<Recipient> recipients() {
        return facts.recipients;
    }

    /** Where the client was. */
    public InetSocketAddress client() {
        return facts.client;
    }

    /** What the client called itself in EHLO or HELO. */
    public String helo() {
        return facts.helo;
    }

    /** How many octets the client sent as message text. */
    public long size() {
        return facts.size;
    }

    /** What client and server said in this session. */
    public Transcript transcript() {
        return facts.transcript;
    }

    /**
     * The octets as the client sent them, dot-stuffing undone, without trace headers of the server's.
     *
     * @throws IllegalStateException if so much came after it that the journal let go of them
     */
    public MessageContent content() {
        if (!hasContent) {
            throw new IllegalStateException(
                    "The journal no longer keeps the content of mail " + id() + ": raise MailServer.Builder.journal()");
        }
        return transaction.content();
    }

    /** {@link #content()} as an array. */
    public byte[] bytes() {
        try {
            return content().toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The header fields of the message. */
    public HeaderFields header() {
        try {
            return HeaderFields.read(content());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Subject field as people read it (RFC 2047 decoded); known even when the content is no longer kept. */
    public Optional<String> subject() {
        return hasContent ? header().firstDecoded("Subject") : subject;
    }

    /** For people, in one line. */
    @Override
    public String toString() {
        return "from <" + from().map(MailAddress::toString).orElse("") + "> to "
                + recipients().stream().map(Recipient::toString).collect(Collectors.joining(", "))
                + subject().map(text -> ", subject \"" + text + "\"").orElse(", no subject") + ", " + size()
                + " octets";
    }
}
