package dev.yubin.mime;

import dev.yubin.store.MessageContent;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Objects;

/**
 * Makes messages, and parts of messages, in a line or two:
 *
 * <pre>{@code
 * byte[] mail = MimeMessageBuilder.create()
 *         .from("Alice <alice@example.com>").to("bob@example.com")
 *         .subject("はろー").text("Hello").attach("a.pdf", "application/pdf", pdf)
 *         .build();
 * }</pre>
 *
 * <p>The same calls give the same octets: there is no date and no id unless they are given or {@link #withDefaults()} is
 * called, and boundaries are counted. Lines end with CRLF, and so does the message. Fields come in the usual order
 * whatever the order of calls. A CR, LF or NUL in anything that goes into a header is refused, by the method that takes
 * it, with an {@link IllegalArgumentException}; only {@link #rawHeader(String, String)} lets a value be folded. Nothing may be
 * null: a {@link NullPointerException} has the name of the parameter.
 *
 * <p>A message has one of: text and html ({@code multipart/alternative} if both); {@link #body}; {@link #multipart}.
 * Things attached make it a {@code multipart/mixed}, inline things and html a {@code multipart/related}. A field given by
 * {@code header} or {@code rawHeader} is written as well as one that another method writes; a Content field or
 * {@code MIME-Version} is written instead of the one the builder would write, so that anything can be made, wrong things
 * too.
 *
 * <p>Not safe for several threads; may be built several times, and changed in between.
 */
public final class MimeMessageBuilder {
    private final MessageHeader header = new MessageHeader();
    private final MessageBody body = new MessageBody();

    private MimeMessageBuilder() {}

    /** A message, or a part for {@link #multipart}, with nothing in it. */
    public static MimeMessageBuilder create() {
        return new MimeMessageBuilder();
    }

    /**
     * The authors, each as {@code local@domain} or {@code Name <local@domain>}; instead of those given before. None are no
     * field, here and in the methods below.
     */
    public MimeMessageBuilder from(String... addresses) {
        return addresses("From", true, addresses);
    }

    /** Who sent it, where that is not the author. */
    public MimeMessageBuilder sender(String address) {
        return addresses("Sender", true, Objects.requireNonNull(address, "address"));
    }

    /** Where answers go; instead of what was given before. */
    public MimeMessageBuilder replyTo(String... addresses) {
        return addresses("Reply-To", true, addresses);
    }

    /** More recipients; {@code Friends: a@example.com, b@example.com;} is a group. */
    public MimeMessageBuilder to(String... addresses) {
        return addresses("To", false, addresses);
    }

    /** More recipients of copies. */
    public MimeMessageBuilder cc(String... addresses) {
        return addresses("Cc", false, addresses);
    }

    /** More recipients of blind copies; the field is written. */
    public MimeMessageBuilder bcc(String... addresses) {
        return addresses("Bcc", false, addresses);
    }

    private MimeMessageBuilder addresses(String name, boolean instead, String... addresses) {
        header.addresses(name, instead, MessageHeader.noneIsNull(addresses, "addresses"));
        return this;
    }

    /** Any text on one line; it is encoded if it has to be. */
    public MimeMessageBuilder subject(String subject) {
        header.set("Subject", Objects.requireNonNull(subject, "subject"));
        return this;
    }

    /** The date. */
    public MimeMessageBuilder date(OffsetDateTime date) {
        header.setWritten("Date", MailDate.format(Objects.requireNonNull(date, "date")));
        return this;
    }

    /** The id, with or without its angle brackets; refused if it would be read as another one. */
    public MimeMessageBuilder messageId(String id) {
        header.ids("Message-ID", Objects.requireNonNull(id, "id"));
        return this;
    }

    /** The message this is an answer to. */
    public MimeMessageBuilder inReplyTo(String id) {
        header.ids("In-Reply-To", Objects.requireNonNull(id, "id"));
        return this;
    }

    /** The messages of the thread up to here, the oldest first; instead of those given before. None are no field. */
    public MimeMessageBuilder references(String... ids) {
        header.ids("References", MessageHeader.noneIsNull(ids, "ids"));
        return this;
    }

    /** Each time it is built it has the date of that moment and a new id, if none are given. */
    public MimeMessageBuilder withDefaults() {
        header.withDefaults();
        return this;
    }

    /** One more field of any text on one line; it is encoded (RFC 2047) and folded as needed. */
    public MimeMessageBuilder header(String name, String value) {
        header.add(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return this;
    }

    /**
     * One more field as given, in UTF-8: neither encoded nor folded, but it may be folded already.
     *
     * @throws IllegalArgumentException if there is a NUL, or a CR or LF other than CRLF in front of a space or tab
     */
    public MimeMessageBuilder rawHeader(String name, String value) {
        return rawHeader(name, Objects.requireNonNull(value, "value").getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #rawHeader(String, String)}, in any charset. */
    public MimeMessageBuilder rawHeader(String name, byte[] value) {
        header.addRaw(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return this;
    }

    /**
     * The text; its lines may end in any way. Where it is all there is in a message, its last line is ended, too, however it
     * is encoded: {@code text("Hello")} is read as {@code "Hello\n"}. Beside other parts it is what it was. So is html.
     */
    public MimeMessageBuilder text(String plain) {
        body.text = Objects.requireNonNull(plain, "plain");
        return this;
    }

    /** The text in HTML. */
    public MimeMessageBuilder html(String source) {
        body.html = Objects.requireNonNull(source, "source");
        return this;
    }

    /** The charset of text and html, and of the subject where it is encoded; UTF-8 if nothing is said. */
    public MimeMessageBuilder charset(String charset) {
        header.charset(MimeEntity.charset(Objects.requireNonNull(charset, "charset")));
        body.charset = charset;
        return this;
    }

    /**
     * How text, html and body are encoded; if nothing is said, what makes them 7bit and is short. What has parts, a
     * {@link #multipart} or a {@code message/rfc822}, may be 7bit, 8bit or binary only (RFC 2045 §6.4, RFC 2046 §5.2.1):
     * anything else is refused by {@link #build()}, give it to the parts.
     */
    public MimeMessageBuilder encoding(TransferEncoding encoding) {
        body.encoding = Objects.requireNonNull(encoding, "encoding");
        return this;
    }

    /** The type of {@link #body} or {@link #text}, with its parameters: {@code text/plain; format=flowed}. */
    public MimeMessageBuilder contentType(String contentType) {
        body.type = MessageHeader.type(Objects.requireNonNull(contentType, "contentType"));
        return this;
    }

    /**
     * A body of {@link #contentType}, {@code application/octet-stream} if nothing is said. Where it is all there
     * is in a message and is not encoded, it gets a CRLF if it has none; encoded, it is read as it was given.
     */
    public MimeMessageBuilder body(byte[] content) {
        body.octets = Objects.requireNonNull(content, "content").clone();
        return this;
    }

    /**
     * A multipart of these parts.
     *
     * @param subtype {@code mixed}, with its parameters: {@code report; report-type=delivery-status}; a boundary among
     *     them is taken as by {@link #boundary}
     */
    public MimeMessageBuilder multipart(String subtype, MimeMessageBuilder... parts) {
        ContentType type = MessageHeader.type("multipart/" + Objects.requireNonNull(subtype, "subtype"));
        List<MimeMessageBuilder> all = List.of(MessageHeader.noneIsNull(parts, "parts"));
        all.forEach(this::checkNotWithin);
        body.multipart(type, all);
        return this;
    }

    /** The boundary of {@link #multipart}, instead of one given before; refused by {@link #build()} if it occurs in it. */
    public MimeMessageBuilder boundary(String boundary) {
        body.frame = body.frame.withBoundary(boundary);
        return this;
    }

    /** Text in front of the first part of {@link #multipart}, which nobody sees. */
    public MimeMessageBuilder preamble(String preamble) {
        body.frame = body.frame.withPreamble(preamble);
        return this;
    }

    /** Text behind the last part of {@link #multipart}, which nobody sees. */
    public MimeMessageBuilder epilogue(String epilogue) {
        body.frame = body.frame.withEpilogue(epilogue);
        return this;
    }

    /** How this part is to be shown: {@code inline} or {@code attachment}. */
    public MimeMessageBuilder disposition(String kind) {
        header.disposition(Objects.requireNonNull(kind, "kind"), null);
        return this;
    }

    /** How this part is to be shown, and the name of its file. */
    public MimeMessageBuilder disposition(String kind, String filename) {
        header.disposition(Objects.requireNonNull(kind, "kind"), Objects.requireNonNull(filename, "filename"));
        return this;
    }

    /** The id of this part, with or without its angle brackets: what {@code cid:} means in html. */
    public MimeMessageBuilder contentId(String id) {
        header.ids("Content-ID", Objects.requireNonNull(id, "id"));
        return this;
    }

    /** One more file. */
    public MimeMessageBuilder attach(String filename, String contentType, byte[] content) {
        return attach(create().contentType(contentType)
                .disposition("attachment", filename)
                .body(content));
    }

    /** One more message behind the text, its octets as they are: messages are never encoded (RFC 2046 §5.2.1). */
    public MimeMessageBuilder attachMessage(byte[] message) {
        return attach(create().contentType("message/rfc822").body(Objects.requireNonNull(message, "message")));
    }

    /**
     * One more part behind the text; whether it has a disposition is its own affair.
     *
     * @throws IllegalArgumentException if the part would be within itself
     */
    public MimeMessageBuilder attach(MimeMessageBuilder part) {
        checkNotWithin(Objects.requireNonNull(part, "part"));
        body.attached.add(part);
        return this;
    }

    /** Something that the html shows, by {@code cid:} and its id. */
    public MimeMessageBuilder inline(String contentId, String contentType, byte[] content) {
        body.inline.add(create().contentType(contentType)
                .disposition("inline")
                .contentId(Objects.requireNonNull(contentId, "contentId"))
                .body(content));
        return this;
    }

    /**
     * The message: what has been said up to now.
     *
     * @throws IllegalArgumentException if what has been said cannot be written: a text in a charset that has not its
     *     characters, a body that is not of the encoding, both a body and a text
     */
    public byte[] build() {
        return header.message(body.message(header.saysEncoding()));
    }

    /** The same as content for a store. */
    public MessageContent content() {
        return MessageContent.of(build());
    }

    MimeEntity part(MimeBoundaries boundaries) {
        return header.part(body.part(boundaries, header.saysEncoding()));
    }

    private void checkNotWithin(MimeMessageBuilder part) {
        if (part == this || part.body.holds(this)) {
            throw new IllegalArgumentException("A part cannot be within itself: attach what another builder makes");
        }
    }

    MessageBody body() {
        return body;
    }
}
