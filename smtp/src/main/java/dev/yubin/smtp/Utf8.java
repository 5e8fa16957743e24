package dev.yubin.smtp;

import java.nio.charset.StandardCharsets;

/** Text beyond ASCII in commands (RFC 6531 §3.3). */
final class Utf8 {
    private static final int ZERO_WIDTH_NON_JOINER = 0x200c;
    private static final int ZERO_WIDTH_JOINER = 0x200d;

    private Utf8() {}

    /** How many octets a text has in UTF-8. */
    static int length(String text) {
        return text.getBytes(StandardCharsets.UTF_8).length;
    }

    static boolean isAscii(String text) {
        return text.chars().allMatch(c -> c < 0x80);
    }

    /**
     * Whether a text can be a name. What nobody sees (control characters, those that turn the direction of writing, line
     * separators) would let one name look like another; what Unicode has not assigned yet may be normalised differently
     * tomorrow.
     */
    static boolean isName(String text) {
        return text.codePoints().allMatch(Utf8::isNameCharacter);
    }

    private static boolean isNameCharacter(int codePoint) {
        return switch (Character.getType(codePoint)) {
            case Character.CONTROL,
                    Character.SURROGATE,
                    Character.PRIVATE_USE,
                    Character.UNASSIGNED,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> false;
            // The joiners are part of how Persian, Hindi and others are written.
            case Character.FORMAT -> codePoint == ZERO_WIDTH_JOINER || codePoint == ZERO_WIDTH_NON_JOINER;
            default -> true;
        };
    }
}
