package dev.yubin.protocol;

import java.nio.charset.StandardCharsets;
import java.util.function.BiConsumer;

/**
 * The lines of a transcript as octets in one ring that grows as it is needed. Octets rather than strings: a session that
 * goes on for long would else hand the garbage collector a reference to a young object with every line.
 */
final class TranscriptLines {
    /** Side and length come in front of each line's octets. */
    private static final int HEADER = 3;

    private byte[] ring = new byte[256];
    private int first;
    private int used;

    boolean isEmpty() {
        return used == 0;
    }

    /** Adds a line of at most 64 KiB. */
    void add(char side, byte[] octets) {
        grow(used + HEADER + octets.length);
        put((byte) side);
        put((byte) (octets.length >> 8));
        put((byte) octets.length);
        int at = index(used);
        int inOnePiece = Math.min(octets.length, ring.length - at);
        System.arraycopy(octets, 0, ring, at, inOnePiece);
        System.arraycopy(octets, inOnePiece, ring, 0, octets.length - inOnePiece);
        used += octets.length;
    }

    /** Removes the oldest line and gives its octets. */
    byte[] remove() {
        byte[] octets = octets(0);
        first = index(HEADER + octets.length);
        used -= HEADER + octets.length;
        return octets;
    }

    /** Shows each line, the oldest first: what is no UTF-8 is shown octet by octet. */
    void forEach(BiConsumer<Character, String> shown) {
        for (int at = 0; at < used; ) {
            byte[] octets = octets(at);
            String text = new String(octets, StandardCharsets.UTF_8);
            boolean isUtf8 = text.indexOf('\ufffd') < 0;
            shown.accept((char) ring[index(at)], isUtf8 ? text : new String(octets, StandardCharsets.ISO_8859_1));
            at += HEADER + octets.length;
        }
    }

    private void put(byte octet) {
        ring[index(used++)] = octet;
    }

    private byte[] octets(int at) {
        int length = (ring[index(at + 1)] & 0xff) << 8 | ring[index(at + 2)] & 0xff;
        return copy(at + HEADER, length, new byte[length]);
    }

    private byte[] copy(int at, int length, byte[] target) {
        int from = index(at);
        int inOnePiece = Math.min(length, ring.length - from);
        System.arraycopy(ring, from, target, 0, inOnePiece);
        System.arraycopy(ring, 0, target, inOnePiece, length - inOnePiece);
        return target;
    }

    private void grow(int wanted) {
        if (wanted > ring.length) {
            int capacity = Integer.highestOneBit(wanted - 1) << 1;
            ring = copy(0, used, new byte[capacity]);
            first = 0;
        }
    }

    /** The ring's length is a power of two. */
    private int index(int offset) {
        return first + offset & ring.length - 1;
    }
}
