package dev.yubin.mime;

import java.nio.charset.StandardCharsets;

/**
 * Writes one field in lines of at most 76 characters, as RFC 2047 §2 wants those with encoded words, and folds only where
 * white space is. It refuses nothing: what has no white space is a longer line.
 */
final class FieldFolder {
    private static final int LINE = 76;

    private final StringBuilder out;
    private int lineStart;

    FieldFolder(String name) {
        out = new StringBuilder(name).append(':');
    }

    /** Adds text that is written already: it is folded in front of its white space, which stays. */
    FieldFolder text(String text) {
        int at = 0;
        while (at < text.length()) {
            int end = at;
            while (end < text.length() && FieldLexer.isSpace(text.charAt(end))) {
                end++;
            }
            boolean spaced = end > at && end < text.length();
            while (end < text.length() && !FieldLexer.isSpace(text.charAt(end))) {
                end++;
            }
            // What comes next may be a comma, which cannot be folded.
            if (spaced && column() + end - at >= LINE) {
                newLine();
            }
            out.append(text, at, end);
            at = end;
        }
        return this;
    }

    /** Adds a space and any text as encoded words, at least one. */
    FieldFolder encoded(String text) {
        String words = WordEncoder.encode(text, StandardCharsets.UTF_8, column() + 1);
        return words(words.startsWith("\r\n") ? words : " " + words);
    }

    /** Adds a space and a comment of any text as encoded words, which need no space within the parentheses. */
    FieldFolder comment(String text) {
        text(" (");
        words(WordEncoder.encode(text, StandardCharsets.UTF_8, column()));
        return text(column() < LINE ? ")" : " )");
    }

    private FieldFolder words(String words) {
        int from = out.length();
        out.append(words);
        int fold = words.lastIndexOf("\r\n");
        lineStart = fold < 0 ? lineStart : from + fold + 2;
        return this;
    }

    private void newLine() {
        out.append("\r\n");
        lineStart = out.length();
    }

    private int column() {
        return out.length() - lineStart;
    }

    /** The field, without the end of its last line. */
    @Override
    public String toString() {
        return out.toString();
    }
}
