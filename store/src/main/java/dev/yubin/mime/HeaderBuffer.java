package dev.yubin.mime;

import java.util.Arrays;

/** The octets of one header, up to a limit. Used for one header after the other. */
final class HeaderBuffer {
    private static final int FIRST_SIZE = 1024;

    private final int max;
    private byte[] octets = new byte[FIRST_SIZE];
    private int length;
    private boolean cut;

    HeaderBuffer(int max) {
        this.max = max;
    }

    void clear() {
        length = 0;
        cut = false;
    }

    void add(byte[] source, int from, int to) {
        int n = Math.min(to - from, max - length);
        cut |= n < to - from;
        if (length + n > octets.length) {
            octets = Arrays.copyOf(octets, Math.min(max, Math.max(length + n, octets.length * 2)));
        }
        System.arraycopy(source, from, octets, length, n);
        length += n;
    }

    /** Lets go of what turned out not to belong to the header. */
    void truncate(long wanted) {
        length = (int) Math.min(length, wanted);
    }

    byte[] octets() {
        return octets;
    }

    int length() {
        return length;
    }

    /** Whether there was more than is kept. */
    boolean isCut() {
        return cut;
    }
}
