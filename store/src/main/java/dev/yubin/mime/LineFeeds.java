package dev.yubin.mime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for line feeds, eight octets at a time. */
final class LineFeeds {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;

    /** RFC 2045 §6.8: base64 has lines of 76 characters, all but the last. */
    private static final int FULL_LINE = 76;

    /** How many the last pass went over. */
    private int passed;
    /** Where the line began that the last pass was in. */
    private int line;
    /** Where the pass goes on. */
    private int next;

    /** Where the first one is in {@code octets[from, to)}, or -1. */
    static int indexOf(byte[] octets, int from, int to) {
        int i = from;
        for (; i <= to - 8; i += 8) {
            long marks = marks(octets, i);
            if (marks != 0) {
                return first(marks, i);
            }
        }
        for (; i < to; i++) {
            if (octets[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /**
     * Goes over {@code octets[from, to)}, to behind the first line feed that has a hyphen behind it, and counts line
     * feeds on the way.
     *
     * @return where it ended
     */
    int pass(byte[] octets, int from, int to) {
        passed = 0;
        line = from;
        int i = from;
        while (i < to - 16) {
            long low = marks(octets, i);
            long high = marks(octets, i + 8);
            next = i + 16;
            if ((low | high) != 0 && (endsAt(octets, i, low, to) || endsAt(octets, i + 8, high, to))) {
                return line;
            }
            i = next;
        }
        for (; i < to; i++) {
            if (octets[i] == '\n') {
                passed++;
                if (i + 1 < to && octets[i + 1] == '-') {
                    return i + 1;
                }
            }
        }
        return to;
    }

    /** How many line feeds the last {@link #pass} went over. */
    int passed() {
        return passed;
    }

    /** Whether the pass ends at one of the marks; then the line begins there that it ended at. */
    private boolean endsAt(byte[] octets, int index, long marks, int to) {
        for (long left = marks; left != 0; left &= left - 1) {
            int found = first(left, index);
            if (octets[found] == '\n') {
                passed++;
                int length = found + 1 - line;
                line = found + 1;
                if (length == FULL_LINE + 2 || length == FULL_LINE + 1) {
                    passFullLines(octets, length, to);
                    next = Math.max(next, line);
                }
                if (octets[line] == '-') {
                    return true;
                }
            }
        }
        return false;
    }

    /**
     * Passes over lines as long as the one before, up to one that begins with a hyphen. Where the line feed is, is known
     * then; that there is none before is seen in half the time that it takes to look for one.
     */
    private void passFullLines(byte[] octets, int length, int to) {
        while (line + length < to && octets[line + length - 1] == '\n' && octets[line] != '-') {
            long all = noLineFeed(octets, line)
                    & noLineFeed(octets, line + 8)
                    & noLineFeed(octets, line + 16)
                    & noLineFeed(octets, line + 24)
                    & noLineFeed(octets, line + 32)
                    & noLineFeed(octets, line + 40)
                    & noLineFeed(octets, line + 48)
                    & noLineFeed(octets, line + 56)
                    & noLineFeed(octets, line + 64)
                    & noLineFeed(octets, line + length - 9);
            if ((all & HIGH_BITS) != HIGH_BITS) {
                return;
            }
            line += length;
            passed++;
        }
    }

    /** The highest bit of each of eight octets is set in this if none is a line feed; some others count as one, too. */
    private static long noLineFeed(byte[] octets, int index) {
        return ((long) EIGHT.get(octets, index) | HIGH_BITS) - ONES * ('\n' + 1);
    }

    /**
     * The highest bit of each of eight octets is set in this where the octet is a line feed. The first mark is right;
     * one directly behind a line feed may be for another octet, because the subtraction borrows.
     */
    private static long marks(byte[] octets, int index) {
        long zeroWhereFound = (long) EIGHT.get(octets, index) ^ ONES * '\n';
        return zeroWhereFound - ONES & ~zeroWhereFound & HIGH_BITS;
    }

    private static int first(long marks, int index) {
        return index + (Long.numberOfTrailingZeros(marks) >>> 3);
    }
}
