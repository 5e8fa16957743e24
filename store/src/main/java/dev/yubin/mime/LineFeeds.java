package dev.yubin.mime;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Looks for line feeds, eight octets at a time. */
final class LineFeeds {
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = ONES << 7;

    /** How many the last pass went over. */
    private int passed;
    /** Where the last pass ended. */
    private int end;

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
        int i = from;
        for (; i < to - 16; i += 16) {
            long low = marks(octets, i);
            long high = marks(octets, i + 8);
            if ((low | high) != 0 && (endsAt(octets, i, low) || endsAt(octets, i + 8, high))) {
                return end;
            }
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

    private boolean endsAt(byte[] octets, int index, long marks) {
        for (long left = marks; left != 0; left &= left - 1) {
            int i = first(left, index);
            if (octets[i] == '\n') {
                passed++;
                if (octets[i + 1] == '-') {
                    end = i + 1;
                    return true;
                }
            }
        }
        return false;
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
