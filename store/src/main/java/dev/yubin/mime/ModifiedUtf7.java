package dev.yubin.mime;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Modified UTF-7, in which IMAP4rev1 writes mailbox names (RFC 3501 §5.1.3) and Maildir++ its directories: printable
 * US-ASCII stands for itself, {@code &} is {@code &-}, and anything else is UTF-16 in base64 between {@code &} and
 * {@code -}. Every text has exactly one encoding, and nothing else is decoded.
 */
public final class ModifiedUtf7 {
    private static final Base64.Encoder ENCODER = Base64.getEncoder().withoutPadding();

    private ModifiedUtf7() {}

    /**
     * Encodes a text.
     *
     * @throws IllegalArgumentException if it holds half of a surrogate pair
     */
    public static String encode(String text) {
        StringBuilder encoded = new StringBuilder(text.length() + 8);
        int i = 0;
        while (i < text.length()) {
            int start = i;
            while (i < text.length() && !isPrintableAscii(text.charAt(i))) {
                i++;
            }
            if (i > start) {
                encoded.append('&').append(shifted(text.substring(start, i))).append('-');
            } else {
                char c = text.charAt(i++);
                encoded.append(c == '&' ? "&-" : String.valueOf(c));
            }
        }
        return encoded.toString();
    }

    /**
     * Decodes a text.
     *
     * @throws IllegalArgumentException if it is not what {@link #encode} makes of some text
     */
    public static String decode(String encoded) {
        StringBuilder text = new StringBuilder(encoded.length());
        int i = 0;
        while (i < encoded.length()) {
            char c = encoded.charAt(i++);
            if (c != '&') {
                text.append(c);
                continue;
            }
            int end = encoded.indexOf('-', i);
            if (end < 0) {
                throw notEncoded(encoded, null);
            }
            text.append(end == i ? "&" : unshifted(encoded, i, end));
            i = end + 1;
        }
        String decoded = text.toString();
        // RFC 3501 §5.1.3: no printable character in base64, no superfluous shift. One comparison finds these and
        // whatever else the base64 decoder lets pass: padding, stray bits at the end.
        if (!encode(decoded).equals(encoded)) {
            throw notEncoded(encoded, null);
        }
        return decoded;
    }

    private static boolean isPrintableAscii(char c) {
        return c >= ' ' && c <= '~';
    }

    /** RFC 3501 §5.1.3: base64 with a comma for the slash and without padding. */
    private static String shifted(String text) {
        try {
            ByteBuffer octets = StandardCharsets.UTF_16BE.newEncoder().encode(CharBuffer.wrap(text));
            return StandardCharsets.US_ASCII
                    .decode(ENCODER.encode(octets))
                    .toString()
                    .replace('/', ',');
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("Half of a surrogate pair in a name", e);
        }
    }

    private static CharBuffer unshifted(String encoded, int start, int end) {
        try {
            byte[] octets =
                    Base64.getDecoder().decode(encoded.substring(start, end).replace(',', '/'));
            return StandardCharsets.UTF_16BE.newDecoder().decode(ByteBuffer.wrap(octets));
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw notEncoded(encoded, e);
        }
    }

    private static IllegalArgumentException notEncoded(String encoded, Exception cause) {
        return new IllegalArgumentException("Not modified UTF-7: " + encoded.replaceAll("[^ -~]", "?"), cause);
    }
}
