package dev.yubin.mime;

import java.nio.charset.StandardCharsets;
import java.util.List;

/** Boundaries for the multiparts of one message, the same each time: {@code =_1}, {@code =_2} and so on. */
final class MimeBoundaries {
    /** RFC 2046 §5.1.1. */
    private static final int LONGEST = 70;

    private static final String SIGNS = "'()+_,-./:=? ";

    private int next = 1;

    /** A new boundary that delimits these. */
    String unused(List<byte[]> contents) {
        String boundary = "=_" + next++;
        while (occurs(boundary, contents)) {
            boundary = "=_" + next++;
        }
        return boundary;
    }

    /**
     * The boundary, if it can be used for these.
     *
     * @throws IllegalArgumentException if not
     */
    static String check(String boundary, List<byte[]> contents) {
        boolean valid = !boundary.isEmpty() && boundary.length() <= LONGEST && !boundary.endsWith(" ");
        for (int i = 0; i < boundary.length(); i++) {
            char c = boundary.charAt(i);
            valid &= c < 0x80 && (Character.isLetterOrDigit(c) || SIGNS.indexOf(c) >= 0);
        }
        if (!valid) {
            throw new IllegalArgumentException(
                    "A boundary is 1 to 70 letters, digits and signs of RFC 2046, with no space at" + " its end: \""
                            + Phrase.clean(boundary) + "\" is not");
        }
        if (occurs(boundary, contents)) {
            throw new IllegalArgumentException(
                    "A line within the multipart begins with --" + boundary + ": take another boundary, or none");
        }
        return boundary;
    }

    /** Whether a line begins with the delimiter; some readers take the beginning of a longer one for it. */
    private static boolean occurs(String boundary, List<byte[]> contents) {
        byte[] delimiter = ("--" + boundary).getBytes(StandardCharsets.US_ASCII);
        for (byte[] content : contents) {
            for (int i = 0; i + delimiter.length <= content.length; i++) {
                boolean lineStart = i == 0 || content[i - 1] == '\n' || content[i - 1] == '\r';
                if (lineStart && content[i] == '-' && beginsWith(content, i, delimiter)) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean beginsWith(byte[] content, int from, byte[] delimiter) {
        for (int i = 0; i < delimiter.length; i++) {
            if (content[from + i] != delimiter[i]) {
                return false;
            }
        }
        return true;
    }
}
