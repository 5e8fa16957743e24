package dev.yubin.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** Makes an entity of several (RFC 2046 §5.1). */
final class MultipartEntity {
    private MultipartEntity() {}

    /**
     * What is round the parts of a multipart.
     *
     * @param boundary null for any that fits
     * @param encoding null for the least that its parts need
     */
    record Frame(String boundary, String preamble, String epilogue, TransferEncoding encoding) {
        static final Frame NONE = new Frame(null, "", "", null);

        Frame withBoundary(String other) {
            return new Frame(Objects.requireNonNull(other, "boundary"), preamble, epilogue, encoding);
        }

        Frame withPreamble(String other) {
            return new Frame(boundary, Objects.requireNonNull(other, "preamble"), epilogue, encoding);
        }

        Frame withEpilogue(String other) {
            return new Frame(boundary, preamble, Objects.requireNonNull(other, "epilogue"), encoding);
        }

        Frame withEncoding(TransferEncoding other) {
            return new Frame(boundary, preamble, epilogue, other);
        }
    }

    /**
     * A multipart.
     *
     * @throws IllegalArgumentException if there is no part, or the frame's boundary or encoding cannot be taken
     */
    static MimeEntity of(ContentType type, List<MimeEntity> parts, Frame frame, MimeBoundaries boundaries) {
        if (parts.isEmpty()) {
            throw new IllegalArgumentException("A multipart has at least one part");
        }
        List<byte[]> contents = new ArrayList<>();
        parts.forEach(part -> contents.add(part.octets()));
        byte[] preamble = MimeEntity.crlf(frame.preamble()).getBytes(StandardCharsets.UTF_8);
        byte[] epilogue = MimeEntity.crlf(frame.epilogue()).getBytes(StandardCharsets.UTF_8);
        contents.add(preamble);
        contents.add(epilogue);
        String boundary = frame.boundary() == null
                ? boundaries.unused(contents)
                : MimeBoundaries.check(frame.boundary(), contents);
        TransferEncoding encoding = encoding(type, needed(parts, contents), frame.encoding());
        List<MimeEntity.Field> fields = new ArrayList<>();
        fields.add(MimeEntity.Field.of("Content-Type", type.with("boundary", boundary)));
        if (frame.encoding() != null || encoding != TransferEncoding.SEVEN_BIT) {
            fields.add(MimeEntity.encodingField(encoding));
        }
        return new MimeEntity(fields, body(boundary, preamble, contents.subList(0, parts.size()), epilogue));
    }

    private static byte[] body(String boundary, byte[] preamble, List<byte[]> parts, byte[] epilogue) {
        byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        if (preamble.length > 0) {
            out.writeBytes(preamble);
            out.writeBytes(MimeEntity.CRLF);
        }
        for (byte[] part : parts) {
            out.writeBytes(delimiter);
            out.writeBytes(MimeEntity.CRLF);
            out.writeBytes(part);
            out.writeBytes(MimeEntity.CRLF);
        }
        out.writeBytes(delimiter);
        out.write('-');
        out.write('-');
        if (epilogue.length > 0) {
            out.writeBytes(MimeEntity.CRLF);
            out.writeBytes(epilogue);
        }
        return out.toByteArray();
    }

    private static TransferEncoding encoding(ContentType type, TransferEncoding needed, TransferEncoding wanted) {
        if (wanted == null) {
            return needed;
        }
        MimeEntity.checkIdentity(wanted, type);
        if (needed.compareTo(wanted) > 0) {
            throw new IllegalArgumentException("This " + type.mediaType() + " cannot be " + wanted.token()
                    + ", a part of it is " + needed.token() + " (RFC 2045 §6.4): leave the encoding out");
        }
        return wanted;
    }

    /** RFC 2045 §6.4: a multipart is what the most of its parts need. */
    private static TransferEncoding needed(List<MimeEntity> parts, List<byte[]> contents) {
        TransferEncoding needed = TransferEncoding.SEVEN_BIT;
        for (byte[] content : contents) {
            needed = max(needed, OctetCensus.of(content).asTheyAre());
        }
        for (MimeEntity part : parts) {
            for (MimeEntity.Field field : part.fields()) {
                if (field.is("Content-Transfer-Encoding")) {
                    String written = new String(field.octets(), StandardCharsets.ISO_8859_1);
                    TransferEncoding said = TransferEncoding.of(written.substring(written.indexOf(':') + 1));
                    needed = said.compareTo(TransferEncoding.BINARY) <= 0 ? max(needed, said) : needed;
                }
            }
        }
        return needed;
    }

    private static TransferEncoding max(TransferEncoding one, TransferEncoding other) {
        return one.compareTo(other) > 0 ? one : other;
    }
}
