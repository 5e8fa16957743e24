package dev.yubin.mime;

import dev.yubin.mime.charset.CharsetNames;
import dev.yubin.mime.transfer.Base64Decoder;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.util.HexFormat;

/**
 * Builds the decoded text. Encoded words of one charset with nothing but white space between them are decoded in one
 * piece: senders split characters between them, and the base64 too, though they must not (RFC 2047 §5).
 */
final class AdjacentWords {
    private final String text;
    private final StringBuilder decoded;
    private final ByteArrayOutputStream octets = new ByteArrayOutputStream();

    /** What is in {@link #decoded} or in {@link #octets}. */
    private int done;

    /** Where the words in {@link #octets} begin, or -1. */
    private int start = -1;

    private String charsetName;
    private Charset charset;

    /** Bits of base64 that are less than an octet, and how many characters they are from. */
    private int bits;

    private int characters;

    AdjacentWords(String text) {
        this.text = text;
        decoded = new StringBuilder(text.length());
    }

    /** Adds a word behind those before; false if it cannot be decoded, and so is text. */
    boolean add(EncodedWord word) {
        Charset next = MailCharset.named(word.charset()).orElse(null);
        if (next == null && !CharsetNames.saysUnknown(word.charset()) || !isDecodable(word)) {
            return false;
        }
        boolean adjacent = start >= 0 && isBlank(done, word.start());
        if (!adjacent) {
            flush();
            decoded.append(text, done, word.start());
        } else if (next == null ? charset != null : !next.equals(charset)) {
            flush();
        }
        if (start < 0) {
            start = word.start();
            charsetName = word.charset();
            charset = next;
        }
        done = word.end();
        if (word.base64()) {
            addBase64(word.text());
        } else {
            endBase64();
            addQuoted(word.text());
        }
        return true;
    }

    String finish() {
        flush();
        return decoded.append(text, done, text.length()).toString();
    }

    private void flush() {
        if (start < 0) {
            return;
        }
        boolean stray = characters == 1 && octets.size() == 0;
        endBase64();
        if (stray) {
            // A single base64 character: nothing was decoded.
            decoded.append(text, start, done);
        } else {
            decoded.append(MailCharset.decode(octets.toByteArray(), 0, octets.size(), charsetName));
        }
        octets.reset();
        start = -1;
    }

    private boolean isBlank(int from, int to) {
        for (int i = from; i < to; i++) {
            if (!FieldLexer.isSpace(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isDecodable(EncodedWord word) {
        return word.base64() ? isBase64(word.text()) : isQuoted(word.text());
    }

    /** RFC 2045 §6.8: what is not of the alphabet is ignored. If that is all there is, it is no base64. */
    private static boolean isBase64(String word) {
        return letters(word) > 0 || word.replace("=", "").isBlank();
    }

    /** How many characters are of the base64 alphabet. */
    private static int letters(String word) {
        int letters = 0;
        for (int i = 0; i < word.length(); i++) {
            letters += Base64Decoder.value(word.charAt(i)) >= 0 ? 1 : 0;
        }
        return letters;
    }

    private static boolean isQuoted(String word) {
        for (int i = 0; i + 2 < word.length(); i++) {
            if (word.charAt(i) == '=' && !isEscape(word, i)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isEscape(String text, int at) {
        return HexFormat.isHexDigit(text.charAt(at + 1)) && HexFormat.isHexDigit(text.charAt(at + 2));
    }

    /** RFC 2047 §4.2. */
    private void addQuoted(String word) {
        for (int i = 0; i < word.length(); i++) {
            char c = word.charAt(i);
            if (c == '=' && i + 2 < word.length()) {
                octets.write(HexFormat.fromHexDigits(word, i + 1, i + 3));
                i += 2;
            } else {
                octets.write(c == '_' ? ' ' : c);
            }
        }
    }

    /** RFC 2047 §4.1. */
    private void addBase64(String word) {
        if (!goesOn(word)) {
            endBase64();
        }
        for (int i = 0; i < word.length(); i++) {
            int value = Base64Decoder.value(word.charAt(i));
            if (value >= 0) {
                bits = bits << 6 | value;
                if (++characters == 4) {
                    writeBits(24);
                }
            } else if (word.charAt(i) == '=') {
                endBase64();
            }
        }
    }

    /**
     * Whether the base64 of the word before goes on in this one, and not only lacks its padding: what it leaves is more
     * than the zeros an encoder fills up with, or one character is left over on one of both sides.
     */
    private boolean goesOn(String word) {
        int unused = characters == 3 ? 3 : 15;
        return characters == 1 || characters > 1 && ((bits & unused) != 0 || letters(word) % 4 == 1);
    }

    private void endBase64() {
        writeBits(characters * 6);
    }

    private void writeBits(int count) {
        for (int left = count; left >= 8; left -= 8) {
            octets.write(bits >> left - 8);
        }
        bits = 0;
        characters = 0;
    }
}
