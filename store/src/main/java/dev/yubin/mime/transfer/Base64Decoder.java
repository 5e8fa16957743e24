package dev.yubin.mime.transfer;

import java.io.InputStream;
import java.util.Arrays;

/**
 * Base64 (RFC 2045 §6.8) as mail has it: what is not of the alphabet is ignored, padding may be missing or stand in the
 * middle (several encoded pieces one behind the other), and a last character that makes no octet is dropped.
 */
public final class Base64Decoder extends DecodingStream {
    private static final int IGNORED = -1;
    private static final int PADDING = -2;
    private static final byte[] VALUES = values();

    private int bits;
    private int count;

    public Base64Decoder(InputStream source) {
        super(source);
    }

    /** The six bits a character stands for, or a negative number. */
    public static int value(int octet) {
        return VALUES[octet & 0xFF];
    }

    @Override
    int decode(byte[] encoded, int from, int to) {
        int i = from;
        while (i < to) {
            i = count == 0 ? quanta(encoded, i, to) : i;
            if (i < to) {
                one(VALUES[encoded[i++] & 0xFF]);
            }
        }
        return to;
    }

    /** Whole quanta of four characters, up to the first other character. */
    private int quanta(byte[] encoded, int from, int to) {
        byte[] out = plain;
        int end = filled;
        int i = from;
        for (; i <= to - 4; i += 4) {
            int quantum = VALUES[encoded[i] & 0xFF] << 18
                    | VALUES[encoded[i + 1] & 0xFF] << 12
                    | VALUES[encoded[i + 2] & 0xFF] << 6
                    | VALUES[encoded[i + 3] & 0xFF];
            if (quantum < 0) {
                break;
            }
            out[end] = (byte) (quantum >> 16);
            out[end + 1] = (byte) (quantum >> 8);
            out[end + 2] = (byte) quantum;
            end += 3;
        }
        filled = end;
        return i;
    }

    private void one(int value) {
        if (value >= 0) {
            bits = bits << 6 | value;
            if (++count == 4) {
                plain[filled++] = (byte) (bits >> 16);
                plain[filled++] = (byte) (bits >> 8);
                plain[filled++] = (byte) bits;
                count = 0;
            }
        } else if (value == PADDING) {
            finish();
        }
    }

    @Override
    void finish() {
        if (count >= 2) {
            int quantum = bits << 6 * (4 - count);
            plain[filled++] = (byte) (quantum >> 16);
            if (count == 3) {
                plain[filled++] = (byte) (quantum >> 8);
            }
        }
        count = 0;
    }

    private static byte[] values() {
        byte[] values = new byte[256];
        Arrays.fill(values, (byte) IGNORED);
        String alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
        for (int i = 0; i < alphabet.length(); i++) {
            values[alphabet.charAt(i)] = (byte) i;
        }
        values['='] = PADDING;
        return values;
    }
}
