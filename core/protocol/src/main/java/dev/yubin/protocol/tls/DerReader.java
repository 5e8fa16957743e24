package dev.yubin.protocol.tls;

import java.util.Arrays;

/**
 * Reads values in the distinguished encoding rules (ITU-T X.690) one after the other: as much as it takes to see what a
 * key is. Tags have one octet, lengths at most four.
 */
final class DerReader {
    /** What {@link #tag()} says at the end, and where the octets are broken. */
    static final int NOTHING = -1;

    private final byte[] octets;
    private int next;
    private int tag = NOTHING;
    private int from;

    DerReader(byte[] octets) {
        this.octets = octets;
    }

    /** Goes to the next value, and tells its tag, or {@link #NOTHING}. */
    int tag() {
        tag = NOTHING;
        if (octets.length - next < 2) {
            next = octets.length;
            return tag;
        }
        int first = octets[next + 1] & 0xff;
        int more = first < 0x80 ? 0 : first - 0x80;
        from = next + 2 + more;
        // X.690 §10.1: a length of its own, never "until an end mark".
        if (first == 0x80 || more > 4 || from > octets.length) {
            next = octets.length;
            return tag;
        }
        long length = more == 0 ? first & 0x7f : 0;
        for (int i = from - more; i < from; i++) {
            length = length << 8 | octets[i] & 0xff;
        }
        if (length > octets.length - from) {
            next = octets.length;
            return tag;
        }
        tag = octets[next] & 0xff;
        next = from + (int) length;
        return tag;
    }

    /** The content of the value. */
    byte[] content() {
        return Arrays.copyOfRange(octets, from, next);
    }

    /** The content of the next value if it has this tag; else null. */
    byte[] content(int wanted) {
        return tag() == wanted ? content() : null;
    }
}
