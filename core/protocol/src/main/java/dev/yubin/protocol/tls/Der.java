package dev.yubin.protocol.tls;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** Writes values in the distinguished encoding rules (ITU-T X.690), each as tag, length and content in new octets. */
final class Der {
    private static final int BOOLEAN = 0x01;
    private static final int INTEGER = 0x02;
    private static final int BIT_STRING = 0x03;
    private static final int OCTET_STRING = 0x04;
    private static final int NULL = 0x05;
    private static final int OID = 0x06;
    private static final int UTF8_STRING = 0x0c;
    private static final int SEQUENCE = 0x30;
    private static final int SET = 0x31;
    private static final int UTC_TIME = 0x17;
    private static final int GENERALIZED_TIME = 0x18;
    private static final int CONTEXT = 0x80;
    private static final int CONSTRUCTED = 0x20;

    private static final DateTimeFormatter TWO_DIGIT_YEAR = utc("yyMMddHHmmss'Z'");
    private static final DateTimeFormatter FOUR_DIGIT_YEAR = utc("uuuuMMddHHmmss'Z'");

    private Der() {}

    /** A sequence of values that are encoded already. */
    static byte[] sequence(byte[]... values) {
        return value(SEQUENCE, values);
    }

    /** A set of one value, the only kind that is needed: of several, DER wants an order. */
    static byte[] setOf(byte[] value) {
        return value(SET, value);
    }

    static byte[] bool(boolean value) {
        return value(BOOLEAN, new byte[] {(byte) (value ? 0xff : 0)});
    }

    static byte[] integer(long value) {
        return integer(BigInteger.valueOf(value));
    }

    static byte[] integer(BigInteger value) {
        return value(INTEGER, value.toByteArray());
    }

    /** A bit string of whole octets. */
    static byte[] bitString(byte[] octets) {
        return value(BIT_STRING, new byte[] {0}, octets);
    }

    /** A bit string whose bits have names, from 0 to 7; zeros at its end are not written (X.690 §11.2.2). */
    static byte[] namedBits(int... bits) {
        int octet = 0;
        for (int bit : bits) {
            octet |= 0x80 >> bit;
        }
        if (octet == 0) {
            return value(BIT_STRING, new byte[] {0});
        }
        return value(BIT_STRING, new byte[] {(byte) Integer.numberOfTrailingZeros(octet), (byte) octet});
    }

    static byte[] octetString(byte[] octets) {
        return value(OCTET_STRING, octets);
    }

    static byte[] nothing() {
        return value(NULL);
    }

    /** An object identifier; the first number is 0 to 2, and the second less than 40 unless the first is 2. */
    static byte[] oid(int... arcs) {
        byte[] content = base128(40L * arcs[0] + arcs[1]);
        for (int i = 2; i < arcs.length; i++) {
            content = concat(content, base128(arcs[i]));
        }
        return value(OID, content);
    }

    static byte[] utf8(String text) {
        return value(UTF8_STRING, text.getBytes(StandardCharsets.UTF_8));
    }

    /** A time in whole seconds as certificates have it: with two digits for the year until 2049 (RFC 5280 §4.1.2.5). */
    static byte[] time(Instant time) {
        int year = time.atOffset(ZoneOffset.UTC).getYear();
        boolean isShort = year >= 1950 && year < 2050;
        String text = (isShort ? TWO_DIGIT_YEAR : FOUR_DIGIT_YEAR).format(time);
        return value(isShort ? UTC_TIME : GENERALIZED_TIME, text.getBytes(StandardCharsets.US_ASCII));
    }

    /** Values within a tag of the context: {@code [0] EXPLICIT}. */
    static byte[] explicit(int tag, byte[]... values) {
        return value(CONTEXT | CONSTRUCTED | tag, values);
    }

    /** A simple value's content with a tag of the context in place of its own: {@code [0] IMPLICIT}. */
    static byte[] implicit(int tag, byte[] content) {
        return value(CONTEXT | tag, content);
    }

    private static byte[] value(int tag, byte[]... contents) {
        byte[] content = concat(contents);
        byte[] length = length(content.length);
        return concat(new byte[] {(byte) tag}, length, content);
    }

    private static byte[] length(int length) {
        if (length < 0x80) {
            return new byte[] {(byte) length};
        }
        // The fewest octets that hold it, after their number.
        int octets = (Integer.SIZE - Integer.numberOfLeadingZeros(length) + 7) / 8;
        byte[] encoded = new byte[1 + octets];
        encoded[0] = (byte) (0x80 | octets);
        for (int i = 0; i < octets; i++) {
            encoded[octets - i] = (byte) (length >> 8 * i);
        }
        return encoded;
    }

    /** Seven bits to an octet, the highest first; all but the last have the top bit set. */
    private static byte[] base128(long number) {
        int octets = Math.max(1, (Long.SIZE - Long.numberOfLeadingZeros(number) + 6) / 7);
        byte[] encoded = new byte[octets];
        for (int i = 0; i < octets; i++) {
            int more = i == 0 ? 0 : 0x80;
            encoded[octets - 1 - i] = (byte) (number >> 7 * i & 0x7f | more);
        }
        return encoded;
    }

    private static byte[] concat(byte[]... parts) {
        int length = 0;
        for (byte[] part : parts) {
            length += part.length;
        }
        byte[] all = Arrays.copyOf(parts.length == 0 ? new byte[0] : parts[0], length);
        int at = parts.length == 0 ? 0 : parts[0].length;
        for (int i = 1; i < parts.length; i++) {
            System.arraycopy(parts[i], 0, all, at, parts[i].length);
            at += parts[i].length;
        }
        return all;
    }

    private static DateTimeFormatter utc(String pattern) {
        return DateTimeFormatter.ofPattern(pattern).withZone(ZoneOffset.UTC);
    }
}
