package dev.yubin.store;

import java.time.Instant;
import java.util.Objects;

/** A message to be added to a mailbox: see {@link Mailbox#append}. */
public final class NewMessage {
    private final MessageContent content;
    private final Instant internalDate;
    private final Flags flags;
    private final String emailId;

    private NewMessage(MessageContent content, Instant internalDate, Flags flags, String emailId) {
        this.content = Objects.requireNonNull(content);
        this.internalDate = Objects.requireNonNull(internalDate);
        this.flags = Objects.requireNonNull(flags);
        this.emailId = Objects.requireNonNull(emailId);
    }

    /** A message without flags, received at that time. */
    public static NewMessage of(MessageContent content, Instant internalDate) {
        return new NewMessage(content, internalDate, Flags.NONE, "");
    }

    /** A copy of a message: its flags, dates and EMAILID go with it (RFC 9051 §6.4.7, RFC 8474 §5.1). */
    public static NewMessage copyOf(MessageMeta meta, MessageContent content) {
        return new NewMessage(content, meta.internalDate(), meta.flags(), meta.emailId());
    }

    /** The same message with these flags. */
    public NewMessage flags(Flags value) {
        return new NewMessage(content, internalDate, value, emailId);
    }

    /** The same message with its octets kept elsewhere. */
    public NewMessage content(MessageContent value) {
        return new NewMessage(value, internalDate, flags, emailId);
    }

    /** The octets. */
    public MessageContent content() {
        return content;
    }

    /** When the message was received. */
    public Instant internalDate() {
        return internalDate;
    }

    /** The flags. */
    public Flags flags() {
        return flags;
    }

    /** The EMAILID it must keep; empty if the store shall make one. */
    public String emailId() {
        return emailId;
    }
}
