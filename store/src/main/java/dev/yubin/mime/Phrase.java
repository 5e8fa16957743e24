package dev.yubin.mime;

/** Names and local parts as text and as header fields write them (RFC 5322 §3.2.3 to §3.2.5). */
final class Phrase {
    private Phrase() {}

    /** The name as people read it, without the white space that encoded words may have at its ends. */
    static String decoded(String phrase) {
        return clean(EncodedWords.decode(phrase)).strip();
    }

    /** The name so that {@link #decoded(String)} gives it back: encoded words where it is not plain ASCII. */
    static String encoded(String name) {
        // It is folded for a header; here it is one line, and whoever writes the header folds it.
        return EncodedWords.encode(name).replace("\r\n", "");
    }

    /** A name as a header field has it: as it is, in quotes, or as encoded words. */
    static String headerForm(String name) {
        String encoded = encoded(name);
        return !encoded.equals(name) || isWords(name) ? encoded : quoted(name);
    }

    /** A local part as a header field has it. */
    static String localForm(String localPart) {
        return isDotAtom(localPart) ? localPart : quoted(localPart);
    }

    /** RFC 5322 §3.2.3; RFC 6532 §3.2 lets any character beyond ASCII into it. */
    static boolean isDotAtom(String text) {
        boolean dot = true;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' ? dot : !isAtom(c)) {
                return false;
            }
            dot = c == '.';
        }
        return !dot;
    }

    /** Whether there is something in the text that would end a line or cut it off. */
    static boolean breaksLines(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (breaksLine(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    /** The text without CR, LF and NUL: they are no part of a value, and must not come out in a header again. */
    static String clean(String text) {
        if (!breaksLines(text)) {
            return text;
        }
        StringBuilder clean = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            if (!breaksLine(text.charAt(i))) {
                clean.append(text.charAt(i));
            }
        }
        return clean.toString();
    }

    /** The text as a quoted string (RFC 5322 §3.2.4). */
    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\');
            }
            quoted.append(c);
        }
        return quoted.append('"').toString();
    }

    /** Atoms with one space between them. */
    private static boolean isWords(String name) {
        boolean space = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == ' ' ? space : !isAtom(c)) {
                return false;
            }
            space = c == ' ';
        }
        return !space;
    }

    private static boolean breaksLine(char c) {
        return c == '\r' || c == '\n' || c == 0;
    }

    private static boolean isAtom(char c) {
        return c > ' ' && c != 0x7f && FieldLexer.SPECIALS.indexOf(c) < 0;
    }
}
