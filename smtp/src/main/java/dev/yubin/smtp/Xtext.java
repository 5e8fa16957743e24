package dev.yubin.smtp;

import dev.yubin.protocol.spi.StrictUtf8;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** xtext, RFC 3461 §4: printable ASCII, with any octet as {@code +} and two upper-case hexadecimal digits. */
final class Xtext {
    private static final String HEX = "0123456789ABCDEF";

    private Xtext() {}

    /** What xtext stands for, its octets read as UTF-8; null if it is no xtext, or the octets are no UTF-8. */
    static String decode(String xtext) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(xtext.length());
        for (int i = 0; i < xtext.length(); i++) {
            char c = xtext.charAt(i);
            if (c == '+') {
                int octet = i + 2 < xtext.length() ? hex(xtext.charAt(i + 1)) << 4 | hex(xtext.charAt(i + 2)) : -1;
                if (octet < 0) {
                    return null;
                }
                octets.write(octet);
                i += 2;
            } else if (isPlain(c)) {
                octets.write(c);
            } else {
                return null;
            }
        }
        return StrictUtf8.decode(octets.toByteArray());
    }

    /** Xtext that stands for a text, in UTF-8. */
    static String encode(String text) {
        StringBuilder xtext = new StringBuilder(text.length());
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            if (isPlain(octet & 0xff)) {
                xtext.append((char) octet);
            } else {
                xtext.append('+').append(HEX.charAt(octet >> 4 & 0xf)).append(HEX.charAt(octet & 0xf));
            }
        }
        return xtext.toString();
    }

    /** Whether a character stands for itself. */
    static boolean isPlain(int c) {
        return c > ' ' && c <= '~' && c != '+' && c != '=';
    }

    /** The value of an upper-case digit; negative if it is none. */
    private static int hex(char digit) {
        return HEX.indexOf(digit);
    }
}
