package dev.yubin.mime;

import dev.yubin.store.MessageContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The header fields of a message, in their order (RFC 5322 §2.2). Reading takes any input: what is no field is passed
 * over. At most {@value #MAX_OCTETS} octets of header are looked at.
 */
public final class HeaderFields {
    /** How much of a header is read. */
    public static final int MAX_OCTETS = 256 * 1024;

    private static final int FIRST_READ = 4096;

    private record Field(String name, String body) {}

    private final List<Field> fields;

    private HeaderFields(List<Field> fields) {
        this.fields = fields;
    }

    /** Reads the header of a message, and nothing of its body beyond what one read brings. */
    public static HeaderFields read(MessageContent content) throws IOException {
        List<Field> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        for (String line : text(octets(content)).split("\n")) {
            String plain = line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
            // RFC 5322 §2.2.3: a line that begins with white space goes on with the field before it.
            boolean folded = plain.startsWith(" ") || plain.startsWith("\t");
            if (!folded) {
                addField(fields, field);
                field.setLength(0);
            }
            field.append(plain);
        }
        addField(fields, field);
        return new HeaderFields(fields);
    }

    /** The body of the first field of that name, unfolded, with encoded words as they are. */
    public Optional<String> first(String name) {
        return all(name).stream().findFirst();
    }

    /** The first field of that name as people read it: encoded words decoded (RFC 2047). */
    public Optional<String> firstDecoded(String name) {
        return first(name).map(EncodedWords::decode);
    }

    /** The bodies of all fields of that name, in their order. */
    public List<String> all(String name) {
        return fields.stream()
                .filter(field -> field.name.equalsIgnoreCase(name))
                .map(Field::body)
                .toList();
    }

    private static void addField(List<Field> fields, CharSequence field) {
        String text = field.toString();
        int colon = text.indexOf(':');
        if (colon > 0) {
            // RFC 5322 §4.5: obsolete syntax allows white space before the colon.
            fields.add(new Field(
                    text.substring(0, colon).strip(), text.substring(colon + 1).strip()));
        }
    }

    /** RFC 6532: a header may be UTF-8; what is not is old mail in some 8-bit charset nobody named. */
    private static String text(byte[] octets) {
        CharBuffer text = CharBuffer.allocate(octets.length);
        // Not the end of input: a character that was cut off with the rest of the header is no error.
        CoderResult result = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets), text, false);
        return result.isError()
                ? new String(octets, StandardCharsets.ISO_8859_1)
                : text.flip().toString();
    }

    /** The octets up to the empty line. */
    private static byte[] octets(MessageContent content) throws IOException {
        byte[] octets = new byte[FIRST_READ];
        int used = 0;
        int end = -1;
        try (InputStream in = content.openStream(0)) {
            while (end < 0 && used < MAX_OCTETS) {
                if (used == octets.length) {
                    octets = Arrays.copyOf(octets, Math.min(MAX_OCTETS, used * 2));
                }
                int n = in.read(octets, used, octets.length - used);
                if (n < 0) {
                    break;
                }
                end = emptyLine(octets, used, used + n);
                used += n;
            }
        }
        return Arrays.copyOf(octets, end < 0 ? used : end);
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
