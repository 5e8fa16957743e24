package dev.yubin.mime;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A part as it is written: its Content fields and its body, encoded (RFC 2045). Immutable. */
final class MimeEntity {
    static final byte[] CRLF = {'\r', '\n'};
    /** RFC 2045 §6.7 rule 5: a line end that is none. */
    private static final byte[] SOFT_LINE_END = {'=', '\r', '\n'};

    /** A field: its name, and all of it as octets, CRLF included. */
    record Field(String name, byte[] octets) {
        static Field of(String name, String written) {
            return new Field(name, written.getBytes(StandardCharsets.UTF_8));
        }

        static Field of(String name, ContentType type) {
            return of(
                    name,
                    HeaderWriter.parameters(
                            name, type.mediaType(), type.parameters().written()));
        }

        boolean is(String wanted) {
            return name.equalsIgnoreCase(wanted);
        }

        boolean isContent() {
            return name.regionMatches(true, 0, ContentFields.PREFIX, 0, ContentFields.PREFIX.length());
        }
    }

    /** No part at all: a message without a body. */
    static final MimeEntity NONE = new MimeEntity(List.of(), new byte[0]);

    private final List<Field> fields;
    private final byte[] body;
    private final byte[] lineEnd;

    MimeEntity(List<Field> fields, byte[] body) {
        this(fields, body, CRLF);
    }

    private MimeEntity(List<Field> fields, byte[] body, byte[] lineEnd) {
        this.fields = fields;
        this.body = body;
        this.lineEnd = lineEnd;
    }

    List<Field> fields() {
        return fields;
    }

    /** What ends the last line if it is not ended; where the encoding has such a thing, the content is the same with it. */
    byte[] lineEnd() {
        return lineEnd;
    }

    /**
     * The same with more fields, Content fields behind and others in front of its own; where they have the name of one of
     * its own, that one is left out.
     */
    MimeEntity with(List<Field> more) {
        List<Field> all = new ArrayList<>();
        more.stream().filter(field -> !field.isContent()).forEach(all::add);
        fields.stream()
                .filter(own -> more.stream().noneMatch(field -> field.is(own.name())))
                .forEach(all::add);
        more.stream().filter(Field::isContent).forEach(all::add);
        return new MimeEntity(all, body, lineEnd);
    }

    /** Header, empty line and body; nothing is added behind the body. */
    byte[] octets() {
        ByteArrayOutputStream out = new ByteArrayOutputStream(body.length + 256);
        fields.forEach(field -> out.writeBytes(field.octets()));
        out.writeBytes(CRLF);
        out.writeBytes(body);
        return out.toByteArray();
    }

    /**
     * Text, its lines ended by CRLF in whatever way they ended.
     *
     * @param charset the charset to write it in, if the type does not say
     * @param encoding null for what fits
     * @throws IllegalArgumentException if the charset has not all of its characters, or there is no such charset
     */
    static MimeEntity text(String text, ContentType type, String charset, TransferEncoding encoding) {
        String name = type.charset().orElse(charset);
        boolean says = type.charset().isPresent() || !type.is("text");
        byte[] octets = encode(crlf(text), charset(name), name);
        return leaf(octets, says ? type : type.with("charset", name), true, encoding);
    }

    /** A charset that can be written. */
    static Charset charset(String name) {
        try {
            Charset charset = Charset.forName(name);
            if (charset.canEncode()) {
                return charset;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("No charset of this JDK: " + Phrase.clean(name), e);
        }
        throw new IllegalArgumentException("The JDK only reads this charset: " + name);
    }

    private static byte[] encode(String text, Charset charset, String name) {
        byte[] octets = text.getBytes(charset);
        boolean all = charset.newEncoder().canEncode(text);
        // ISO-2022-JP takes escape characters, and they shift it.
        if (!all || !charset.equals(StandardCharsets.UTF_8) && !new String(octets, charset).equals(text)) {
            throw new IllegalArgumentException(
                    "The text has characters that " + name + " has not: take UTF-8, or leave the charset out");
        }
        return octets;
    }

    static String crlf(String text) {
        return text.replace("\r\n", "\n").replace('\r', '\n').replace("\n", "\r\n");
    }

    /**
     * Octets of any type.
     *
     * @param encoding null for what fits
     * @throws IllegalArgumentException if they cannot be written so
     */
    static MimeEntity octets(byte[] octets, ContentType type, TransferEncoding encoding) {
        return leaf(octets, type, type.is("text"), encoding);
    }

    private static MimeEntity leaf(byte[] octets, ContentType type, boolean legible, TransferEncoding wanted) {
        if (wanted != null && hasParts(type)) {
            checkIdentity(wanted, type);
        }
        TransferEncoding encoding = wanted == null ? fitting(octets, type, legible) : wanted;
        List<Field> fields = new ArrayList<>();
        fields.add(Field.of("Content-Type", type));
        if (wanted != null || encoding != TransferEncoding.SEVEN_BIT) {
            fields.add(encodingField(encoding));
        }
        byte[] end = encoding == TransferEncoding.QUOTED_PRINTABLE ? SOFT_LINE_END : CRLF;
        return new MimeEntity(fields, encoded(octets, type, encoding), end);
    }

    static Field encodingField(TransferEncoding encoding) {
        return Field.of("Content-Transfer-Encoding", "Content-Transfer-Encoding: " + encoding.token() + "\r\n");
    }

    private static TransferEncoding fitting(byte[] octets, ContentType type, boolean legible) {
        OctetCensus census = OctetCensus.of(octets);
        if (hasParts(type)) {
            return census.asTheyAre();
        }
        if (legible && census.asTheyAre() == TransferEncoding.SEVEN_BIT) {
            return TransferEncoding.SEVEN_BIT;
        }
        return legible ? census.encoding() : TransferEncoding.BASE64;
    }

    /** RFC 2045 §6.4: these are never encoded, only the parts in them. */
    private static boolean hasParts(ContentType type) {
        return type.is("multipart") || type.is("message");
    }

    /**
     * Looks whether something that has parts may have that encoding.
     *
     * @throws IllegalArgumentException if not
     */
    static void checkIdentity(TransferEncoding wanted, ContentType type) {
        // RFC 6532 §3.7 lets message/global be encoded, and RFC 6533 what is like it.
        boolean global = type.is("message") && type.subtype().startsWith("global");
        boolean identity = wanted.compareTo(TransferEncoding.BINARY) <= 0;
        if (!identity && (wanted == TransferEncoding.UNKNOWN || !global)) {
            throw new IllegalArgumentException("A " + type.mediaType() + " cannot be " + wanted.token()
                    + ": what has parts is 7bit, 8bit or binary (RFC 2045 §6.4, RFC 2046 §5.2);"
                    + " give the encoding to its parts, or leave it out");
        }
    }

    private static byte[] encoded(byte[] octets, ContentType type, TransferEncoding encoding) {
        TransferEncoding least = OctetCensus.of(octets).asTheyAre();
        boolean identity = encoding == TransferEncoding.SEVEN_BIT || encoding == TransferEncoding.EIGHT_BIT;
        if (identity && least.compareTo(encoding) > 0 || encoding == TransferEncoding.UNKNOWN) {
            throw new IllegalArgumentException("This body cannot be " + encoding.token() + ", it is " + least.token()
                    + " (RFC 2045 §2): " + (hasParts(type) ? "" : "take BASE64, or ") + "leave the encoding out");
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream(octets.length);
        try {
            encoding.encode(new ByteArrayInputStream(octets), out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
