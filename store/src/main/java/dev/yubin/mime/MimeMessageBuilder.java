package dev.yubin.mime;

import dev.yubin.store.MessageContent;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.Arrays;
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
 * it, with an {@link IllegalArgumentException}; only {@link #rawHeader(String, String)} lets a value be folded.
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

    /** The authors, each as {@code local@domain} or {@code Name <local@domain>}; instead of those given before. */
    public MimeMessageBuilder from(String... addresses) {
        return addresses("From", true, addresses);
    }

    /** Who sent it, where that is not the author. */
    public MimeMessageBuilder sender(String address) {
        return addresses("Sender", true, address);
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
        header.addresses(name, instead, addresses);
        return this;
    }

    /** Any text on one line; it is encoded if it has to be. */
    public MimeMessageBuilder subject(String subject) {
        header.set("Subject", subject);
        return this;
    }

    /** The date. */
    public MimeMessageBuilder date(OffsetDateTime date) {
        header.setWritten("Date", MailDate.format(date));
        return this;
    }

    /** The id, with or without its angle brackets. */
    public MimeMessageBuilder messageId(String id) {
        header.setWritten("Message-ID", MessageHeader.bracketed(id));
        return this;
    }

    /** The message this is an answer to. */
    public MimeMessageBuilder inReplyTo(String id) {
        header.setWritten("In-Reply-To", MessageHeader.bracketed(id));
        return this;
    }

    /** The messages of the thread up to here, the oldest first. */
    public MimeMessageBuilder references(String... ids) {
        header.setWritten(
                "References",
                String.join(
                        " ", Arrays.stream(ids).map(MessageHeader::bracketed).toList()));
        return this;
    }

    /** Each time it is built it has the date of that moment and a new id, if none are given. */
    public MimeMessageBuilder withDefaults() {
        header.withDefaults();
        return this;
    }

    /** One more field of any text on one line; it is encoded (RFC 2047) and folded as needed. */
    public MimeMessageBuilder header(String name, String value) {
        header.add(name, value);
        return this;
    }

    /**
     * One more field as given, in UTF-8: neither encoded nor folded, but it may be folded already.
     *
     * @throws IllegalArgumentException if there is a NUL, or a CR or LF other than CRLF in front of a space or tab
     */
    public MimeMessageBuilder rawHeader(String name, String value) {
        return rawHeader(name, value.getBytes(StandardCharsets.UTF_8));
    }

    /** As {@link #rawHeader(String, String)}, in any charset. */
    public MimeMessageBuilder rawHeader(String name, byte[] value) {
        header.addRaw(name, value);
        return this;
    }

    /** The text; its lines may end in any way. */
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
    public MimeMessageBuilder charset(String name) {
        header.charset(MimeEntity.charset(name));
        body.charset = name;
        return this;
    }

    /** How text, html and body are encoded; if nothing is said, what makes them 7bit and is short. */
    public MimeMessageBuilder encoding(TransferEncoding wanted) {
        body.encoding = Objects.requireNonNull(wanted, "wanted");
        return this;
    }

    /** The type of {@link #body} or {@link #text}, with its parameters: {@code text/plain; format=flowed}. */
    public MimeMessageBuilder contentType(String contentType) {
        body.type = MessageHeader.type(contentType);
        return this;
    }

    /**
     * A body of {@link #contentType}, {@code application/octet-stream} if nothing is said. Where it stands at the end of
     * the message and is not encoded, it gets a CRLF if it has none.
     */
    public MimeMessageBuilder body(byte[] content) {
        body.octets = content.clone();
        return this;
    }

    /**
     * A multipart of these parts.
     *
     * @param subtype {@code mixed}, with its parameters: {@code report; report-type=delivery-status}; not with a boundary,
     *     which {@link #boundary} says
     */
    public MimeMessageBuilder multipart(String subtype, MimeMessageBuilder... multipartParts) {
        body.multipartType = MessageHeader.multipart(subtype);
        body.parts = List.of(multipartParts);
        return this;
    }

    /** The boundary of {@link #multipart}; refused by {@link #build()} if it occurs in it. */
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
        header.disposition(kind, null);
        return this;
    }

    /** How this part is to be shown, and the name of its file. */
    public MimeMessageBuilder disposition(String kind, String filename) {
        header.disposition(kind, Objects.requireNonNull(filename, "filename"));
        return this;
    }

    /** The id of this part, with or without its angle brackets: what {@code cid:} means in html. */
    public MimeMessageBuilder contentId(String id) {
        header.setWritten("Content-ID", MessageHeader.bracketed(id));
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
        return attach(create().contentType("message/rfc822").body(message));
    }

    /** One more part behind the text; whether it has a disposition is its own affair. */
    public MimeMessageBuilder attach(MimeMessageBuilder part) {
        body.attached.add(part);
        return this;
    }

    /** Something that the html shows, by {@code cid:} and its id. */
    public MimeMessageBuilder inline(String contentId, String contentType, byte[] content) {
        body.inline.add(create().contentType(contentType)
                .disposition("inline")
                .contentId(contentId)
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
        return header.message(body.entity(new MimeBoundaries(), header.saysEncoding()));
    }

    /** The same as content for a store. */
    public MessageContent content() {
        return MessageContent.of(build());
    }

    MimeEntity part(MimeBoundaries boundaries) {
        return header.part(body.entity(boundaries, header.saysEncoding()));
    }
}
