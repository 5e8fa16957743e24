package dev.yubin.mime;

import dev.yubin.store.MessageContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Messages with UTF-8 in their headers (RFC 6532) for clients that cannot read those: the simplified downgrading of RFC
 * 6858, which keeps what people read wherever ASCII has a way to say it. A surrogate is for a person to look at; its
 * sender can often not be answered, and signatures over its header do not verify any more.
 *
 * <ul>
 *   <li>Text, such as the subject, and fields that nobody knows become encoded words (RFC 2047).
 *   <li>Names of addresses become encoded words, domains A-labels. An address that has no form in ASCII becomes {@code
 *       invalid@internationalized-address.invalid} behind its name, or behind itself where it has none (§2.1).
 *   <li>Parameters of Content-Type and Content-Disposition are written as RFC 2231 has it; what cannot be is left out (§2.2).
 *   <li>Comments in other structured fields, such as Received and Date, become encoded words. Where more than comments is
 *       UTF-8, the field is left out, and so is what is no field or has a name in UTF-8 (§2.4).
 * </ul>
 *
 * <p>All other fields stay octet for octet, those too that are in some other 8-bit charset. Bodies stay as they are, and
 * the headers of parts in them.
 */
public final class Surrogate {
    private Surrogate() {}

    /**
     * The message with its header in ASCII, or the same object where it is that already. The body is not copied and not
     * read. A header is looked at up to {@value HeaderFields#MAX_OCTETS} octets; what is beyond stays as it is. Text
     * without one field is no header.
     *
     * @throws IOException if the content cannot be read
     */
    public static MessageContent of(MessageContent message) throws IOException {
        HeaderFields.Octets header = HeaderFields.octets(message);
        byte[] octets = header.octets();
        if (isAscii(octets, 0, header.length()) || !new HeaderCursor(octets, header.length()).next()) {
            return message;
        }
        ByteArrayOutputStream ascii = new ByteArrayOutputStream(header.length() * 2);
        boolean changed = false;
        int at = 0;
        while (at < header.length()) {
            int end = fieldEnd(octets, at, header.length());
            if (header.cut() && end == header.length()) {
                break;
            }
            if (isUtf8(octets, at, end)) {
                ascii.writeBytes(field(octets, at, end));
                changed = true;
            } else {
                ascii.write(octets, at, end - at);
            }
            at = end;
        }
        return changed ? new SurrogateContent(ascii.toByteArray(), message, at) : message;
    }

    /** Where the lines end that belong together (RFC 5322 §2.2.3). */
    private static int fieldEnd(byte[] octets, int from, int length) {
        int end = lineEnd(octets, from, length);
        while (end < length && (octets[end] == ' ' || octets[end] == '\t')) {
            end = lineEnd(octets, end, length);
        }
        return end;
    }

    private static int lineEnd(byte[] octets, int from, int length) {
        int lineFeed = LineFeeds.indexOf(octets, from, length);
        return lineFeed < 0 ? length : lineFeed + 1;
    }

    private static boolean isAscii(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] < 0) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUtf8(byte[] octets, int from, int to) {
        if (isAscii(octets, from, to)) {
            return false;
        }
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets, from, to - from));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /** What becomes of a field in UTF-8, with line ends as it has them. */
    private static byte[] field(byte[] octets, int from, int to) {
        HeaderCursor cursor = new HeaderCursor(Arrays.copyOfRange(octets, from, to), to - from);
        String field = cursor.next() ? SurrogateField.of(cursor) : "";
        int last = to - 1;
        while (last > 0 && octets[last] != '\n') {
            last--;
        }
        boolean bare = last > 0 && octets[last - 1] != '\r';
        boolean ended = octets[to - 1] == '\n';
        String lines = field.isEmpty() || !ended ? field : field + "\r\n";
        return (bare ? lines.replace("\r\n", "\n") : lines).getBytes(StandardCharsets.US_ASCII);
    }
}
