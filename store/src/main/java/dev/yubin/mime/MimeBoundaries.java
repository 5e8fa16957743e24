package dev.yubin.mime;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/** Boundaries for the multiparts of one message, the same each time: {@code =_1}, {@code =_2} and so on. */
final class MimeBoundaries {
    /** RFC 2046 §5.1.1. */
    private static final int LONGEST = 70;

    private static final String PREFIX = "=_";
    private static final String SIGNS = "'()+_,-./:=? ";

    private int next = 1;

    /** A new boundary that delimits these. They are read once, however many boundaries are taken. */
    String unused(List<byte[]> contents) {
        long octets = contents.stream().mapToLong(content -> content.length).sum();
        // A number takes an octet at least: so many more numbers, and one is free.
        long enough = Math.min(next + octets, Integer.MAX_VALUE - 1);
        BitSet taken = new BitSet();
        contents.forEach(content -> note(content, enough, taken));
        next = taken.nextClearBit(next);
        return PREFIX + next++;
    }

    /** Notes each number that stands behind the prefix in a line, or that the one that stands there begins with. */
    private static void note(byte[] content, long largest, BitSet taken) {
        byte[] delimiter = ("--" + PREFIX).getBytes(StandardCharsets.US_ASCII);
        for (int found = line(delimiter, content, 0); found >= 0; found = line(delimiter, content, found + 1)) {
            long number = 0;
            for (int i = found + delimiter.length; i < content.length && isDigit(content[i]); i++) {
                number = number * 10 + content[i] - '0';
                if (number > largest) {
                    break;
                }
                taken.set((int) number);
            }
        }
    }

    private static boolean isDigit(byte octet) {
        return octet >= '0' && octet <= '9';
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
        return contents.stream().anyMatch(content -> line(delimiter, content, 0) >= 0);
    }

    /** Where the next line begins with the delimiter, or -1. */
    private static int line(byte[] delimiter, byte[] content, int from) {
        for (int i = from; i + delimiter.length <= content.length; i++) {
            boolean lineStart = i == 0 || content[i - 1] == '\n' || content[i - 1] == '\r';
            if (lineStart && Arrays.equals(content, i, i + delimiter.length, delimiter, 0, delimiter.length)) {
                return i;
            }
        }
        return -1;
    }
}
