package dev.yubin;

import dev.yubin.mime.BodyPart;
import dev.yubin.mime.HeaderFields;
import dev.yubin.mime.ParsedMessage;
import dev.yubin.protocol.MailAddress;
import dev.yubin.protocol.Transcript;
import dev.yubin.smtp.MailParameters;
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
    private final Optional<String> subject;
    /** The octets, or null if they are no longer kept. */
    private final MessageContent content;
    /** Read when somebody asks; if two ask at once, each reads the same. */
    private volatile ParsedMessage message;

    ReceivedMail(SmtpTransaction transaction) {
        this(transaction, subjectOf(transaction.content()), transaction.content());
    }

    private ReceivedMail(SmtpTransaction transaction, Optional<String> subject, MessageContent content) {
        this.transaction = transaction;
        this.subject = subject;
        this.content = content;
    }

    private static Optional<String> subjectOf(MessageContent content) {
        try {
            return HeaderFields.read(content).firstDecoded("Subject");
        } catch (IOException | RuntimeException e) {
            // It is in the store all the same; who asks for the content is told.
            return Optional.empty();
        }
    }

    /** The same mail without its octets. */
    ReceivedMail withoutContent() {
        return new ReceivedMail(transaction.withoutContent(), subject, null);
    }

    /** The id that the server's reply and the Received line name. */
    public String id() {
        return transaction.id();
    }

    /** When the server accepted it. */
    public Instant receivedAt() {
        return transaction.receivedAt();
    }

    /** The envelope's sender, from MAIL, as it was written; empty for the null reverse-path of bounces. */
    public String from() {
        return sender().map(MailAddress::toString).orElse("");
    }

    /** What MAIL said about the mail besides its sender; what RCPT said is in {@link #recipients()}. */
    public MailParameters parameters() {
        return transaction.parameters();
    }

    Optional<MailAddress> sender() {
        return transaction.reversePath();
    }

    /** The envelope's recipients that got it, from RCPT, in order and as they were written; Bcc recipients too. */
    public List<String> to() {
        return recipients().stream()
                .filter(Recipient::isDelivered)
                .map(recipient -> recipient.address().toString())
                .toList();
    }

    /** All recipients that RCPT named, in order; refused ones too, each with its verdict. */
    public List<Recipient> recipients() {
        return transaction.recipients();
    }

    /** Where the client was. */
    public InetSocketAddress client() {
        return transaction.client().address();
    }

    /** What the client called itself in EHLO or HELO. */
    public String helo() {
        return transaction.client().helo().orElse("");
    }

    /** Who the client was logged in as, if it was. */
    public Optional<String> login() {
        return transaction.client().login();
    }

    /** Whether the mail came over an encrypted connection. */
    public boolean encrypted() {
        return transaction.client().encrypted();
    }

    /** How many octets the client sent as message text. */
    public long size() {
        return transaction.size();
    }

    /** What client and server said in this session. */
    public Transcript transcript() {
        return transaction.transcript();
    }

    /**
     * The octets as the client sent them, dot-stuffing undone, without trace headers of the server's.
     *
     * @throws IllegalStateException if so much came after it that the journal let go of them
     */
    public MessageContent content() {
        if (content == null) {
            throw new IllegalStateException(
                    "The journal no longer keeps the content of mail " + id() + ": raise MailServerBuilder.journal()");
        }
        return content;
    }

    /** {@link #content()} as an array. */
    public byte[] bytes() {
        try {
            return content().toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The message as its reader sees it, with all its parts. It is read when this is called for the first time, in the
     * caller's thread.
     *
     * @throws IllegalStateException if so much came after it that the journal let go of it
     */
    public ParsedMessage message() {
        if (message == null) {
            try {
                message = ParsedMessage.parse(content());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return message;
    }

    /** The header fields of the message; see {@link #message()}. */
    public HeaderFields header() {
        return message().header();
    }

    /** The text of the message, from its HTML if there is no plain one, or empty; see {@link ParsedMessage#text()}. */
    public String text() {
        return message().text();
    }

    /** The HTML of the message, or empty; see {@link ParsedMessage#html()}. */
    public String html() {
        return message().html();
    }

    /** What is attached to the message; see {@link ParsedMessage#attachments()}. */
    public List<BodyPart> attachments() {
        return message().attachments();
    }

    /** The links in the message; see {@link ParsedMessage#links()}. */
    public List<String> links() {
        return message().links();
    }

    /** What looks like a one-time code in the message, the likeliest first; see {@link ParsedMessage#codes()}. */
    public List<String> codes() {
        return message().codes();
    }

    /** The Subject field as people read it (RFC 2047 decoded); known even when the content is no longer kept. */
    public Optional<String> subject() {
        return subject;
    }

    /** For people, in one line. */
    @Override
    public String toString() {
        return "from <" + from() + "> to "
                + recipients().stream().map(Recipient::toString).collect(Collectors.joining(", "))
                + subject().map(text -> ", subject \"" + text + "\"").orElse(", no subject") + ", " + size()
                + " octets";
    }
}
