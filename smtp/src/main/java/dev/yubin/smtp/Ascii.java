package dev.yubin.smtp;

/** Kinds of ASCII characters that grammars are made of (RFC 5234 appendix B.1). No others count as any of them. */
final class Ascii {
    private Ascii() {}

    /** {@code ALPHA / DIGIT}. */
    static boolean isLetterOrDigit(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || isDigit(c);
    }

    /** {@code DIGIT}. */
    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** Whether a text is at least one digit, and at most so many. */
    static boolean areDigits(String text, int most) {
        return !text.isEmpty() && text.length() <= most && text.chars().allMatch(Ascii::isDigit);
    }

    /** Whether a text holds nothing but {@code VCHAR} and {@code SP}. */
    static boolean isPrintable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c <= '~');
    }

    /** Whether a text holds nothing but {@code VCHAR}. */
    static boolean isVisible(String text) {
        return isPrintable(text) && text.indexOf(' ') < 0;
    }
}
