package dev.yubin.smtp;

/**
 * Addresses beyond ASCII in ORCPT, RFC 6533 §3: a character stands for itself or, where only ASCII passes, is escaped:
 * its code point in hexadecimal and in braces, behind a backslash and an x ({@code utf-8-addr-xtext},
 * {@code utf-8-addr-unitext}).
 */
final class UnicodeXtext {
    private UnicodeXtext() {}

    /** The text that is written so, or null if a character or an escape is not allowed. */
    static String decode(String written) {
        StringBuilder text = new StringBuilder(written.length());
        int at = 0;
        while (at < written.length()) {
            char c = written.charAt(at);
            if (c == '\\') {
                int close = written.indexOf('}', at);
                int codePoint = codePoint(written, at, close);
                if (codePoint < 0) {
                    return null;
                }
                text.appendCodePoint(codePoint);
                at = close + 1;
            } else if (isPlain(c) || c > 0x7f) {
                text.append(c);
                at++;
            } else {
                return null;
            }
        }
        return text.toString();
    }

    /** In ASCII only. */
    static String encode(String text) {
        StringBuilder written = new StringBuilder(text.length());
        text.codePoints().forEach(c -> {
            if (isPlain(c)) {
                written.append((char) c);
            } else {
                written.append(String.format("\\x{%02X}", c));
            }
        });
        return written.toString();
    }

    private static boolean isPlain(int c) {
        return Xtext.isPlain(c) && c != '\\';
    }

    /** {@code HEXPOINT} between the braces of the escape that begins there; negative if it is none. */
    private static int codePoint(String written, int start, int close) {
        int digits = close - start - 3;
        if (digits < 2 || digits > 6 || !written.startsWith("\\x{", start)) {
            return -1;
        }
        int codePoint = 0;
        for (int i = start + 3; i < close; i++) {
            int digit = Character.digit(written.charAt(i), 16);
            if (digit < 0 || written.charAt(i) > 'f') {
                return -1;
            }
            codePoint = codePoint << 4 | digit;
        }
        // Two digits at least, no more than are needed; and nothing that could stand for itself, or is no character.
        boolean shortest = digits == 2 || codePoint >= 1 << 4 * (digits - 1);
        boolean surrogate = codePoint >= Character.MIN_SURROGATE && codePoint <= Character.MAX_SURROGATE;
        boolean valid = shortest && !isPlain(codePoint) && !surrogate && codePoint <= Character.MAX_CODE_POINT;
        return valid ? codePoint : -1;
    }
}
