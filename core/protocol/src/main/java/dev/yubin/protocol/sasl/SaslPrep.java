package dev.yubin.protocol.sasl;

import java.text.Normalizer;
import java.util.Optional;

/**
 * Prepares names and passwords so that two ways to type one are equal: SASLprep, RFC 4013. What its Unicode 3.2 did not
 * know yet is taken, in stored strings too: there are passwords with emoji.
 */
public final class SaslPrep {
    private SaslPrep() {}

    /** The text as it is to be compared; empty if it is forbidden. */
    public static Optional<String> prepare(String text) {
        if (isPlain(text)) {
            return Optional.of(text);
        }
        String normal = Normalizer.normalize(mapped(text), Normalizer.Form.NFKC);
        boolean taken = normal.codePoints().noneMatch(SaslPrep::isProhibited) && isOneDirection(normal);
        return taken ? Optional.of(normal) : Optional.empty();
    }

    private static boolean isPlain(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c > '~') {
                return false;
            }
        }
        return true;
    }

    /** RFC 4013 §2.1: spaces of any kind become plain ones, what has no shape goes. */
    private static String mapped(String text) {
        StringBuilder mapped = new StringBuilder(text.length());
        text.codePoints().filter(c -> !isNothing(c)).forEach(c -> mapped.appendCodePoint(isSpace(c) ? ' ' : c));
        return mapped.toString();
    }

    /** RFC 3454 table C.1.2; U+200B is in B.1 too, and mapping to space goes first there. */
    private static boolean isSpace(int c) {
        return c == 0xa0 || c == 0x1680 || c >= 0x2000 && c <= 0x200b || c == 0x202f || c == 0x205f || c == 0x3000;
    }

    /** RFC 3454 table B.1. */
    private static boolean isNothing(int c) {
        return c == 0xad
                || c == 0x34f
                || c == 0x1806
                || c >= 0x180b && c <= 0x180d
                || c == 0x200c
                || c == 0x200d
                || c == 0x2060
                || c >= 0xfe00 && c <= 0xfe0f
                || c == 0xfeff;
    }

    /** RFC 4013 §2.3: controls, private use, no characters, surrogates, what is wrong in plain text, tags. */
    private static boolean isProhibited(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL, Character.PRIVATE_USE, Character.SURROGATE -> true;
            case Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR -> true;
            default ->
                (c & 0xfffe) == 0xfffe
                        || c >= 0xfdd0 && c <= 0xfdef
                        || isProhibitedFormat(c)
                        || c >= 0xfff9 && c <= 0xfffd
                        || c >= 0x2ff0 && c <= 0x2ffb;
        };
    }

    /** RFC 3454 tables C.2.2, C.8, C.9. */
    private static boolean isProhibitedFormat(int c) {
        return c == 0x340
                || c == 0x341
                || c == 0x6dd
                || c == 0x70f
                || c == 0x180e
                || c == 0x200e
                || c == 0x200f
                || c >= 0x202a && c <= 0x202e
                || c >= 0x2061 && c <= 0x2063
                || c >= 0x206a && c <= 0x206f
                || c >= 0x1d173 && c <= 0x1d17a
                || c == 0xe0001
                || c >= 0xe0020 && c <= 0xe007f;
    }

    /** RFC 3454 §6: with letters that run from right to left, none may run the other way, and they stand at both ends. */
    private static boolean isOneDirection(String text) {
        if (text.codePoints().noneMatch(SaslPrep::isRightToLeft)) {
            return true;
        }
        return text.codePoints()
                        .noneMatch(c -> Character.getDirectionality(c) == Character.DIRECTIONALITY_LEFT_TO_RIGHT)
                && isRightToLeft(text.codePointAt(0))
                && isRightToLeft(text.codePointBefore(text.length()));
    }

    private static boolean isRightToLeft(int c) {
        byte direction = Character.getDirectionality(c);
        return direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT
                || direction == Character.DIRECTIONALITY_RIGHT_TO_LEFT_ARABIC;
    }
}
