package dev.yubin.mime;

import dev.yubin.store.MessageContent;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A message or a part of one: where its octets are in the message that was scanned, and what its Content fields say. All
 * offsets count octets from the beginning of that message, all lengths are in octets. Immutable, and it holds none of the
 * message's body.
 */
public final class MimePart {
    private final long offset;
    private final long bodyOffset;
    private final long bodyLength;
    private final long lines;
    private final ContentType type;
    private final ContentFields fields;
    private final Set<MimeCut> cuts;
    private final List<MimePart> parts;
    private final MimePart embedded;

    MimePart(OpenPart read) {
        this.offset = read.start;
        this.bodyOffset = read.bodyStart;
        this.bodyLength = read.bodyLength;
        this.lines = read.bodyLines;
        this.type = read.type;
        this.fields = read.fields;
        this.cuts = Collections.unmodifiableSet(read.fields.cuts());
        this.parts = List.copyOf(read.parts);
        this.embedded = read.embedded;
    }

    /** Where it begins, with its header. */
    public long offset() {
        return offset;
    }

    /** How long the header is, the empty line that ends it included. */
    public long headerLength() {
        return bodyOffset - offset;
    }

    /** Where its body begins. */
    public long bodyOffset() {
        return bodyOffset;
    }

    /**
     * How long the body is. The line end in front of a delimiter line belongs to that line (RFC 2046 §5.1.1), not to the
     * body.
     */
    public long bodyLength() {
        return bodyLength;
    }

    /** How long it is, header and body. */
    public long length() {
        return headerLength() + bodyLength;
    }

    /** How many line ends the body has, each CRLF or LF. */
    public long lines() {
        return lines;
    }

    /** What it is: what its Content-Type says, or what a part is that says nothing one can understand (RFC 2045 §5.2). */
    public ContentType contentType() {
        return type;
    }

    /** Its Content-Disposition (RFC 2183). */
    public Optional<ContentDisposition> disposition() {
        return fields.disposition();
    }

    /** How its body is encoded (RFC 2045 §6); 7bit if it does not say. */
    public TransferEncoding transferEncoding() {
        return fields.transferEncoding();
    }

    /** The Content-Transfer-Encoding as it was written. */
    public Optional<String> transferEncodingName() {
        return fields.body("transfer-encoding");
    }

    /** Its Content-ID as it was written, angle brackets included (RFC 2045 §7). */
    public Optional<String> contentId() {
        return fields.body("id");
    }

    /** Its Content-Description as it was written, encoded words as they are (RFC 2045 §8). */
    public Optional<String> description() {
        return fields.body("description");
    }

    /** The tags of its Content-Language (RFC 3282). */
    public List<String> languages() {
        List<String> tags = new ArrayList<>();
        FieldLexer lexer = new FieldLexer(fields.body("language").orElse(""), ",");
        while (lexer.next() != FieldLexer.Kind.END) {
            if (lexer.kind() == FieldLexer.Kind.WORD) {
                tags.add(lexer.text());
            }
        }
        return List.copyOf(tags);
    }

    /** Its Content-Location as it was written, without white space in it (RFC 2557 §4.4.1). */
    public Optional<String> location() {
        return fields.body("location").map(written -> written.replace(" ", "").replace("\t", ""));
    }

    /** Its Content-MD5 as it was written (RFC 1864). */
    public Optional<String> md5() {
        return fields.body("md5");
    }

    /** The parts of a multipart, in their order (RFC 2046 §5.1). Of one without a single delimiter line there are none. */
    public List<MimePart> parts() {
        return parts;
    }

    /**
     * What is in a message/rfc822 or message/global: that message. Of a message/external-body: the header of the data that
     * is elsewhere, with the body that is only a phantom (RFC 2046 §5.2.3). Empty for all else, and if it is encoded
     * in base64 or the like: then it has to be decoded and scanned by itself.
     */
    public Optional<MimePart> embedded() {
        return Optional.ofNullable(embedded);
    }

    /** What was not looked into here. */
    public Set<MimeCut> cuts() {
        return cuts;
    }

    /** Its header, cut out of the message that was scanned; nothing is copied. */
    public MessageContent header(MessageContent message) {
        return message.slice(offset, headerLength());
    }

    /** Its body, still encoded, cut out of the message that was scanned; nothing is copied. */
    public MessageContent body(MessageContent message) {
        return message.slice(bodyOffset, bodyLength);
    }

    /** All of it, cut out of the message that was scanned; nothing is copied. */
    public MessageContent whole(MessageContent message) {
        return message.slice(offset, length());
    }

    /** For people. */
    @Override
    public String toString() {
        return type.mediaType() + " at " + offset + ", " + headerLength() + " + " + bodyLength + " octets";
    }
}
