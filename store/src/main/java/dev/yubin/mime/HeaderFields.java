package dev.yubin.mime;

import dev.yubin.store.MessageContent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The header fields of a message, in their order (RFC 5322 §2.2). Reading takes any input: what is no field is passed
 * over. At most {@value #MAX_OCTETS} octets of header are looked at.
 */
public final class HeaderFields {
    /** How much of a header is read. */
    public static final int MAX_OCTETS = 256 * 1024;

    private record Field(String name, String body) {}

    private final List<Field> fields;

    private HeaderFields(List<Field> fields) {
        this.fields = fields;
    }

    /** Reads the header of a message, and nothing of its body beyond what one read brings. */
    public static HeaderFields read(MessageContent content) throws IOException {
        List<Field> fields = new ArrayList<>();
        try (InputStream in = content.openStream(0)) {
            String text = text(in.readNBytes(MAX_OCTETS));
            StringBuilder field = new StringBuilder();
            for (String line : (Iterable<String>) text.lines()::iterator) {
                // RFC 5322 §2.2.3: a line that begins with white space goes on with the field before it.
                boolean folded = line.startsWith(" ") || line.startsWith("\t");
                if (!folded) {
                    addField(fields, field);
                    field.setLength(0);
                }
                if (line.isEmpty()) {
                    break;
                }
                field.append(line);
            }
            addField(fields, field);
        }
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
        int end = endOfHeader(octets);
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(octets, 0, end))
                    .toString();
        } catch (CharacterCodingException e) {
            return new String(octets, 0, end, StandardCharsets.ISO_8859_1);
        }
    }

    private static int endOfHeader(byte[] octets) {
        boolean emptyLine = true;
        for (int i = 0; i < octets.length; i++) {
            if (octets[i] == '\n') {
                if (emptyLine) {
                    return i + 1;
                }
                emptyLine = true;
            } else if (octets[i] != '\r') {
                emptyLine = false;
            }
        }
        return octets.length;
    }
}
