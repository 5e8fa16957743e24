package dev.yubin.mime;

import java.util.Arrays;

/** What stands behind the boundary in a line that begins with it (RFC 2046 §5.1.1). */
enum DelimiterTail {
    /** Something else: the line has another, longer boundary or none. */
    NONE,
    /** Nothing but white space: a part begins. */
    NEXT,
    /** Two hyphens: the parts are over. */
    CLOSE,
    /** White space, and words that do not belong there. */
    NEXT_AND_WORDS,
    /** Two hyphens, white space, and words that do not belong there. */
    CLOSE_AND_WORDS;

    /** Longest boundary that is guessed. RFC 2046 §5.1.1 allows 70 octets. */
    private static final int MAX_GUESS = 200;

    /** What {@code octets[from, to)} is, the rest of a line; a line end may be at its end. */
    static DelimiterTail of(byte[] octets, int from, int to) {
        int words = afterBlanks(octets, from, to);
        if (words == to) {
            return NEXT;
        }
        if (words + 1 < to && octets[words] == '-' && octets[words + 1] == '-') {
            int behind = afterBlanks(octets, words + 2, to);
            if (behind == to) {
                return CLOSE;
            }
            if (behind > words + 2) {
                return CLOSE_AND_WORDS;
            }
        }
        return words > from ? NEXT_AND_WORDS : NONE;
    }

    /** The boundary that {@code octets[from, to)} would be, the rest of a line; null for a ruler, words, a close. */
    static byte[] guess(byte[] octets, int from, int to) {
        int end = to;
        while (end > from && isBlank(octets[end - 1])) {
            end--;
        }
        int plain = 0;
        for (int i = from; i < end; i++) {
            if (isBlank(octets[i])) {
                return null;
            }
            plain += octets[i] == '-' ? 0 : 1;
        }
        boolean closes = end - from > 1 && octets[end - 1] == '-' && octets[end - 2] == '-';
        return plain == 0 || closes || end - from > MAX_GUESS ? null : Arrays.copyOfRange(octets, from, end);
    }

    private static int afterBlanks(byte[] octets, int from, int to) {
        int i = from;
        while (i < to && isBlank(octets[i])) {
            i++;
        }
        return i;
    }

    private static boolean isBlank(byte octet) {
        return octet == ' ' || octet == '\t' || octet == '\r' || octet == '\n';
    }

    /** Whether there is nothing that does not belong there. */
    boolean isAll() {
        return this == NEXT || this == CLOSE;
    }

    boolean closes() {
        return this == CLOSE || this == CLOSE_AND_WORDS;
    }
}
