package dev.yubin.mime;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Encoded words in header fields, {@code =?charset?encoding?text?=} (RFC 2047). What cannot be decoded stays as it is;
 * the time it takes grows with the length of the text and nothing else, and what is decoded is never longer.
 *
 * <p>Read is also what senders write against the rules: words without white space around them, spaces in Q words, B
 * words without padding, characters and base64 that are cut in two by the end of a word.
 */
public final class EncodedWords {
    private EncodedWords() {}

    /** The text with its encoded words decoded. Charsets are those of {@link MailCharset}. */
    public static String decode(String text) {
        int start = text.indexOf("=?");
        if (start < 0) {
            return text;
        }
        AdjacentWords words = new AdjacentWords(text);
        while (start >= 0) {
            EncodedWord word = EncodedWord.parse(text, start);
            if (word != null && words.add(word)) {
                start = text.indexOf("=?", word.end());
            } else {
                start = text.indexOf("=?", start + 1);
            }
        }
        return words.finish();
    }

    /** As {@link #encode(String, Charset)}, in UTF-8. */
    public static String encode(String text) {
        return encode(text, StandardCharsets.UTF_8);
    }

    /** As {@link #encode(String, Charset, int)}, for what begins a line. */
    public static String encode(String text, Charset charset) {
        return encode(text, charset, 0);
    }

    /**
     * A text as it is written in a header field: unchanged if it is printable ASCII and tabs and has no {@code =?} in
     * it, else all of it as encoded words of at most 75 characters, each on a line of its own of at most 76. They may
     * stand wherever words may, in phrases of addresses too. The encoding is the one that makes it shorter.
     *
     * @param charset UTF-8 is used instead if it cannot encode all of the text, or has ASCII in other places
     * @param column how many characters stand before on the first line
     */
    public static String encode(String text, Charset charset, int column) {
        return isPlain(text) ? text : WordEncoder.encode(text, charset, column);
    }

    /** Whether a text needs no encoding. */
    static boolean isPlain(String text) {
        return isPrintable(text) && !text.contains("=?");
    }

    /** Whether all of it is printable US-ASCII and tabs. */
    static boolean isPrintable(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c != '\t' && (c < ' ' || c > '~')) {
                return false;
            }
        }
        return true;
    }
}
