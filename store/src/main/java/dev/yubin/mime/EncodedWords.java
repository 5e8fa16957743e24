package dev.yubin.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Encoded words in header fields, {@code =?charset?encoding?text?=} (RFC 2047). What cannot be decoded stays as it is.
 */
public final class EncodedWords {
    /** RFC 2231 §5 allows {@code *language} behind the charset. */
    private static final Pattern WORD = Pattern.compile("=\\?([^?*\\s]+)(?:\\*[^?\\s]*)?\\?([bBqQ])\\?([^?\\s]*)\\?=");

    private EncodedWords() {}

    /** The text with its encoded words decoded. */
    public static String decode(String text) {
        if (!text.contains("=?")) {
            return text;
        }
        StringBuilder plain = new StringBuilder(text.length());
        Pending pending = new Pending();
        Matcher word = WORD.matcher(text);
        int end = 0;
        while (word.find()) {
            String between = text.substring(end, word.start());
            byte[] octets = octets(word.group(2), word.group(3));
            Charset charset = charset(word.group(1));
            if (octets == null || charset == null) {
                continue;
            }
            // RFC 2047 §6.2: white space between two encoded words is not shown.
            if (!pending.isOpen() || !between.isBlank()) {
                pending.flushTo(plain);
                plain.append(between);
            }
            pending.add(charset, octets, plain);
            end = word.end();
        }
        pending.flushTo(plain);
        return plain.append(text, end, text.length()).toString();
    }

    /** Octets of adjacent words of one charset: senders split characters between words, though they must not. */
    private static final class Pending {
        private final ByteArrayOutputStream octets = new ByteArrayOutputStream();
        private Charset charset;

        boolean isOpen() {
            return charset != null;
        }

        void add(Charset next, byte[] more, StringBuilder plain) {
            if (charset != null && !charset.equals(next)) {
                flushTo(plain);
            }
            charset = next;
            octets.writeBytes(more);
        }

        void flushTo(StringBuilder plain) {
            if (charset != null) {
                plain.append(octets.toString(charset));
                octets.reset();
                charset = null;
            }
        }
    }

    private static Charset charset(String name) {
        try {
            return Charset.forName(name);
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    private static byte[] octets(String encoding, String text) {
        try {
            return encoding.equalsIgnoreCase("B") ? Base64.getDecoder().decode(text) : quoted(text);
        } catch (IllegalArgumentException broken) {
            return null;
        }
    }

    /** RFC 2047 §4.2, the Q encoding. */
    private static byte[] quoted(String text) {
        ByteArrayOutputStream octets = new ByteArrayOutputStream(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '_') {
                octets.write(' ');
            } else if (c == '=' && i + 2 < text.length()) {
                octets.write(HexFormat.fromHexDigits(text, i + 1, i + 3));
                i += 2;
            } else if (c < 0x80) {
                octets.write(c);
            } else {
                throw new IllegalArgumentException("An encoded word is ASCII");
            }
        }
        return octets.toByteArray();
    }
}
