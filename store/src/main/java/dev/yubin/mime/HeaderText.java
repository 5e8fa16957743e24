package dev.yubin.mime;

import java.nio.charset.StandardCharsets;

/** The text of header fields: from octets, and quoted again. */
final class HeaderText {
    /** How each of its sets of two-octet characters is announced. */
    private static final String ESCAPE = "\u001B$";

    private HeaderText() {}

    /** RFC 6532: a header may be UTF-8. What is not is old mail in some 8-bit charset nobody named. */
    static String of(byte[] octets, int from, int to) {
        for (int i = from; i < to; i++) {
            if (octets[i] < 0) {
                return MailCharset.decode(octets, from, to - from, "");
            }
        }
        return new String(octets, from, to - from, StandardCharsets.US_ASCII);
    }

    /**
     * A body as people read it: encoded words decoded (RFC 2047), and the raw ISO-2022-JP of old Japanese mail, which is
     * US-ASCII but for its escape sequences (RFC 1468). It is one line, whatever the words hold.
     */
    static String readable(String body) {
        String text = body;
        if (body.contains(ESCAPE) && StandardCharsets.US_ASCII.newEncoder().canEncode(body)) {
            byte[] octets = body.getBytes(StandardCharsets.US_ASCII);
            text = MailCharset.decode(octets, 0, octets.length, "ISO-2022-JP");
        }
        return Phrase.clean(EncodedWords.decode(text));
    }

    /** Whether it is a token (RFC 2045 §5.1). */
    static boolean isToken(String text) {
        boolean token = !text.isEmpty();
        for (int i = 0; i < text.length() && token; i++) {
            char c = text.charAt(i);
            token = c > ' ' && c < 0x7F && FieldLexer.TSPECIALS.indexOf(c) < 0;
        }
        return token;
    }

    /** A parameter's value as it is written: in quotes unless it is a token. */
    static String token(String value) {
        return isToken(value) ? value : quoted(value);
    }

    /**
     * The same text.
     *
     * @throws IllegalArgumentException if it is no token (RFC 2045 §5.1)
     */
    static String checkToken(String text, String example) {
        if (!isToken(text)) {
            throw new IllegalArgumentException(
                    "Not a token as RFC 2045 has it, " + example + ": " + token(Phrase.clean(text)));
        }
        return text;
    }

    /** In quotes, with a backslash where one is needed (RFC 5322 §3.2.4). */
    static String quoted(String value) {
        StringBuilder quoted = new StringBuilder(value.length() + 2).append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.append('"').toString();
    }
}
