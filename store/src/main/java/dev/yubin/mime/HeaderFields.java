package dev.yubin.mime;

import dev.yubin.store.MessageContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/**
 * The header fields of a message or part, in their order (RFC 5322 §2.2). Reading takes any input: what is no field is
 * passed over. At most {@value #MAX_OCTETS} octets of header are looked at; a field that goes on beyond them is left out.
 */
public final class HeaderFields implements Iterable<HeaderField> {
    /** How much of a header is read. */
    public static final int MAX_OCTETS = 256 * 1024;

    private static final int FIRST_READ = 4096;

    private final List<HeaderField> fields;

    private HeaderFields(List<HeaderField> fields) {
        this.fields = Collections.unmodifiableList(fields);
    }

    /**
     * Reads the header of a message, and nothing of its body beyond what one read brings.
     *
     * @throws IOException if the content cannot be read
     */
    public static HeaderFields read(MessageContent content) throws IOException {
        Octets header = octets(content);
        return of(header.octets(), header.length(), 0, header.cut());
    }

    /**
     * A header as it is, without the empty line behind it.
     *
     * @param octets the header is the first ones of these
     * @param cut whether it goes on behind {@link #MAX_OCTETS}
     */
    record Octets(byte[] octets, int length, boolean cut) {}

    /** Reads the header of a message. */
    static Octets octets(MessageContent content) throws IOException {
        byte[] octets = new byte[(int) Math.min(FIRST_READ, content.size())];
        int used = 0;
        int end = -1;
        try (InputStream in = content.openStream(0)) {
            while (end < 0 && used < MAX_OCTETS) {
                if (used == octets.length) {
                    octets = Arrays.copyOf(octets, Math.min(MAX_OCTETS, Math.max(FIRST_READ, used * 2)));
                }
                int n = in.read(octets, used, octets.length - used);
                if (n < 0) {
                    break;
                }
                end = emptyLine(octets, used, used + n);
                used += n;
            }
        }
        return new Octets(octets, end < 0 ? used : end, end < 0 && used < content.size());
    }

    /**
     * Reads the header of one part of a message.
     *
     * @param content the whole message
     * @throws IOException if the content cannot be read
     */
    public static HeaderFields read(MessageContent content, MimePart part) throws IOException {
        return read(content, part, MAX_OCTETS);
    }

    static HeaderFields read(MessageContent content, MimePart part, int maxOctets) throws IOException {
        try (InputStream in = content.openStream(part.offset())) {
            byte[] octets = in.readNBytes((int) Math.min(maxOctets, part.headerLength()));
            return of(octets, octets.length, part.offset(), octets.length < part.headerLength());
        }
    }

    private static HeaderFields of(byte[] octets, int length, long offset, boolean cut) {
        List<HeaderField> fields = new ArrayList<>();
        HeaderCursor cursor = new HeaderCursor(octets, length);
        while (cursor.next()) {
            if (cut && cursor.end() == length) {
                break;
            }
            byte[] body = cursor.body();
            fields.add(new HeaderField(
                    cursor.name(),
                    HeaderText.of(body, 0, body.length),
                    offset + cursor.start(),
                    cursor.end() - cursor.start()));
        }
        return new HeaderFields(fields);
    }

    /** All fields, in their order. */
    public List<HeaderField> list() {
        return fields;
    }

    @Override
    public Iterator<HeaderField> iterator() {
        return fields.iterator();
    }

    /** The body of the first field of that name, unfolded, with encoded words as they are. */
    public Optional<String> first(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(HeaderField::body)
                .findFirst();
    }

    /** The first field of that name as people read it: encoded words decoded (RFC 2047). */
    public Optional<String> firstDecoded(String name) {
        return first(name).map(HeaderText::readable);
    }

    /** The bodies of all fields of that name, in their order. */
    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name().equalsIgnoreCase(name))
                .map(HeaderField::body)
                .toList();
    }

    /** Where the first empty line begins whose LF is at {@code from} or later, or -1. */
    private static int emptyLine(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] == '\n') {
                int before = i > 0 && octets[i - 1] == '\r' ? i - 1 : i;
                if (before == 0 || octets[before - 1] == '\n') {
                    return before;
                }
            }
        }
        return -1;
    }
}
