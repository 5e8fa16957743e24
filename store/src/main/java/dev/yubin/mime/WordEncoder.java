package dev.yubin.mime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HexFormat;

/** Writes encoded words (RFC 2047). */
final class WordEncoder {
    /** RFC 2047 §2. */
    private static final int MAX_WORD = 75;

    private static final int MAX_LINE = 76;
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String NEXT_LINE = "\r\n ";

    private final Charset charset;
    private final boolean base64;
    private final String prefix;
    private final StringBuilder words = new StringBuilder();

    private WordEncoder(Charset charset, boolean base64) {
        this.charset = charset;
        this.base64 = base64;
        prefix = "=?" + charset.name() + (base64 ? "?B?" : "?Q?");
    }

    static String encode(String text, Charset wanted, int column) {
        boolean known = wanted.equals(StandardCharsets.UTF_8) || canEncode(wanted, text);
        Charset charset = known ? wanted : StandardCharsets.UTF_8;
        String quoted = new WordEncoder(charset, false).words(text, column);
        String base64 = new WordEncoder(charset, true).words(text, column);
        return base64.length() < quoted.length() ? base64 : quoted;
    }

    private static boolean canEncode(Charset charset, String text) {
        return charset.canEncode()
                && new String("A=?".getBytes(charset), StandardCharsets.ISO_8859_1).equals("A=?")
                && isReadAgain(charset, text);
    }

    /** ISO-2022-JP takes control characters that shift it, and some charsets are read as larger ones. */
    private static boolean isReadAgain(Charset charset, String text) {
        byte[] octets = text.getBytes(charset);
        return MailCharset.decode(octets, 0, octets.length, charset.name()).equals(text);
    }

    private String words(String text, int column) {
        int room = Math.min(MAX_WORD, MAX_LINE - column);
        int start = 0;
        while (start < text.length()) {
            int end = end(text, start, room - prefix.length() - 2);
            if (end > start) {
                byte[] octets = text.substring(start, end).getBytes(charset);
                words.append(prefix).append(base64 ? Base64.getEncoder().encodeToString(octets) : quoted(octets));
                words.append("?=");
            }
            start = end;
            if (start < text.length()) {
                words.append(NEXT_LINE);
            }
            room = MAX_WORD;
        }
        return words.toString();
    }

    /** Where a word of at most so many characters ends that begins at {@code start}; each is one text of its own. */
    private int end(String text, int start, int room) {
        int end = start;
        while (end < text.length()) {
            int next = text.offsetByCodePoints(end, 1);
            byte[] octets = text.substring(start, next).getBytes(charset);
            if ((base64 ? (octets.length + 2) / 3 * 4 : quotedLength(octets)) > room) {
                // On a line of its own a character finds room; else this is the rest of a first line.
                return end > start || room < MAX_WORD - prefix.length() - 2 ? end : next;
            }
            end = next;
        }
        return end;
    }

    private static int quotedLength(byte[] octets) {
        int length = 0;
        for (byte octet : octets) {
            length += isLiteral(octet) || octet == ' ' ? 1 : 3;
        }
        return length;
    }

    private static String quoted(byte[] octets) {
        StringBuilder quoted = new StringBuilder(octets.length * 3);
        for (byte octet : octets) {
            if (octet == ' ') {
                quoted.append('_');
            } else if (isLiteral(octet)) {
                quoted.append((char) octet);
            } else {
                HEX.toHexDigits(quoted.append('='), octet);
            }
        }
        return quoted.toString();
    }

    /** What stands for itself even in a phrase (RFC 2047 §5 (3)). */
    private static boolean isLiteral(byte octet) {
        return octet >= 'A' && octet <= 'Z'
                || octet >= 'a' && octet <= 'z'
                || octet >= '0' && octet <= '9'
                || octet == '!'
                || octet == '*'
                || octet == '+'
                || octet == '-'
                || octet == '/';
    }
}
