package dev.yubin.mime;

import dev.yubin.store.MessageContent;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.util.Optional;

/**
 * One part of a message, to be read: an attachment, an image, a text. It reads from the message's content each time it is
 * asked, nothing else of the message with it, in the caller's thread. Immutable.
 */
public final class BodyPart {
    /** How many characters {@link #text()} gives at most. */
    public static final int MAX_TEXT = 16 * 1024 * 1024;

    private static final int BLOCK = 8 * 1024;

    private final MessageContent message;
    private final MimePart part;

    BodyPart(MessageContent message, MimePart part) {
        this.message = message;
        this.part = part;
    }

    /** Where it is in its message, and what its Content fields say. */
    public MimePart structure() {
        return part;
    }

    /** Its type. */
    public ContentType contentType() {
        return part.contentType();
    }

    /**
     * The name of the file, from Content-Disposition or else Content-Type. It is what the sender wrote: it may hold
     * slashes or be {@code ..}, so never make a path of it.
     */
    public Optional<String> name() {
        return name(part);
    }

    static Optional<String> name(MimePart part) {
        return part.disposition()
                .flatMap(ContentDisposition::filename)
                .or(() -> part.contentType().name())
                .filter(name -> !name.isEmpty());
    }

    /** Its Content-ID without the angle brackets: what a {@code cid:} link names (RFC 2392). */
    public Optional<String> contentId() {
        return part.contentId().flatMap(MessageId::parse);
    }

    /** Its header. */
    public HeaderFields header() {
        return reading(() -> HeaderFields.read(message, part));
    }

    /** How many octets it has, decoded. It is decoded to find out. */
    public long size() {
        return reading(() -> {
            try (InputStream in = openStream()) {
                return in.transferTo(OutputStream.nullOutputStream());
            }
        });
    }

    /**
     * Its octets, decoded. The caller closes the stream.
     *
     * @throws IOException if the content cannot be read
     */
    public InputStream openStream() throws IOException {
        return part.transferEncoding().decode(part.body(message).openStream(0));
    }

    /** Its octets, decoded, as one array. */
    public byte[] bytes() {
        return reading(() -> {
            try (InputStream in = openStream()) {
                return in.readAllBytes();
            }
        });
    }

    /**
     * Its characters. A charset that is not known is read as UTF-8 where it can be. The caller closes the reader.
     *
     * @throws IOException if the content cannot be read
     */
    public Reader openText() throws IOException {
        return MailCharset.reader(openStream(), contentType().charset().orElse(""));
    }

    /** Its first {@value #MAX_TEXT} characters, with {@code \n} at the ends of lines. */
    public String text() {
        return text(MAX_TEXT);
    }

    /** Its first so many characters, with {@code \n} at the ends of lines. */
    public String text(int maxChars) {
        return reading(() -> {
            try (Reader in = openText()) {
                return read(in, maxChars);
            }
        });
    }

    private static String read(Reader in, int maxChars) throws IOException {
        StringBuilder text = new StringBuilder();
        char[] block = new char[BLOCK];
        int n = 0;
        while (text.length() < maxChars && (n = in.read(block, 0, Math.min(BLOCK, maxChars - text.length()))) >= 0) {
            text.append(block, 0, n);
        }
        boolean halved =
                text.length() == maxChars && maxChars > 0 && Character.isHighSurrogate(text.charAt(maxChars - 1));
        text.setLength(halved ? maxChars - 1 : text.length());
        return text.toString().replace("\r\n", "\n");
    }

    /** Something that reads. */
    interface Reading<T> {
        T read() throws IOException;
    }

    /** For callers to whom the content is always there: trouble with it is unchecked. */
    static <T> T reading(Reading<T> reading) {
        try {
            return reading.read();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** For people. */
    @Override
    public String toString() {
        return contentType().mediaType()
                + name().map(name -> " \"" + name + "\"").orElse("");
    }
}
