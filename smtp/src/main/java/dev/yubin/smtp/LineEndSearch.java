package dev.yubin.smtp;

import io.netty.buffer.ByteBuf;

/** Finds CR and LF in message text, eight octets at a time: nearly all of what a server receives goes through here. */
final class LineEndSearch {
    /** Every octet 0x0E, the first one above CR. */
    private static final long ABOVE_CR = 0x0E0E_0E0E_0E0E_0E0EL;

    private static final long HIGH_BITS = 0x8080_8080_8080_8080L;

    private LineEndSearch() {}

    /** The index of the next CR or LF from {@code at} on and before {@code end}, or -1. */
    static int find(ByteBuf in, int at, int end) {
        int index = at;
        for (; end - index >= Long.BYTES; index += Long.BYTES) {
            long octets = in.getLong(index);
            // Not zero if any octet is below 0x0E, which few other than CR and LF are.
            if ((octets - ABOVE_CR & ~octets & HIGH_BITS) != 0) {
                int found = findSlowly(in, index, index + Long.BYTES);
                if (found >= 0) {
                    return found;
                }
            }
        }
        return findSlowly(in, index, end);
    }

    private static int findSlowly(ByteBuf in, int at, int end) {
        for (int index = at; index < end; index++) {
            byte octet = in.getByte(index);
            if (octet == '\r' || octet == '\n') {
                return index;
            }
        }
        return -1;
    }
}
