package dev.yubin.mime.text;

import java.util.Locale;
import java.util.Set;

/**
 * Goes over HTML and stops at each tag and each piece of text; comments, declarations and the content of scripts, styles
 * and the like are passed over. Tags end where browsers see their end. Any text is HTML here: it ends for any input, in
 * linear time, and never throws.
 */
final class HtmlTags {
    /** What the current token is. */
    enum Kind {
        /** Text from {@link #start()} to {@link #end()}, with references in it. */
        TEXT,
        /** A start tag. */
        OPEN,
        /** An end tag. */
        CLOSE,
        /** Nothing is left. */
        END
    }

    /** Elements whose content is no text to read, and holds no tags. */
    private static final Set<String> UNREAD = Set.of("script", "style", "title", "iframe", "noembed", "noframes");

    private final String html;
    private int start;
    private int at;
    private String name = "";
    private String href;

    HtmlTags(String html) {
        this.html = html;
    }

    /** Moves on. */
    Kind next() {
        while (at < html.length()) {
            start = at;
            if (!isMarkup(at)) {
                at++;
                while (at < html.length() && !isMarkup(at)) {
                    at++;
                }
                return Kind.TEXT;
            }
            char c = html.charAt(at + 1);
            boolean closing = c == '/';
            if (isLetter(closing ? charAt(at + 2) : c)) {
                at += closing ? 2 : 1;
                if (!tag(closing)) {
                    return Kind.END;
                }
                return closing ? Kind.CLOSE : Kind.OPEN;
            }
            skipDeclaration();
        }
        return Kind.END;
    }

    /** Where the current text begins. */
    int start() {
        return start;
    }

    /** Where the current text ends. */
    int end() {
        return at;
    }

    /** The name of the current tag, in lower case. */
    String name() {
        return name;
    }

    /** The href attribute of the current tag as it is written, without quotes; null if it has none. */
    String href() {
        return href;
    }

    private char charAt(int index) {
        return index < html.length() ? html.charAt(index) : 0;
    }

    private boolean isMarkup(int index) {
        if (html.charAt(index) != '<') {
            return false;
        }
        char c = charAt(index + 1);
        return isLetter(c) || c == '/' || c == '!' || c == '?';
    }

    private static boolean isLetter(char c) {
        return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
    }

    /** Comments, document types, processing instructions, and what begins like an end tag and is none. */
    private void skipDeclaration() {
        if (!html.startsWith("<!--", at)) {
            skipTo(">", at + 2);
        } else if (html.startsWith(">", at + 4)) {
            at += 5;
        } else if (html.startsWith("->", at + 4)) {
            at += 6;
        } else {
            skipTo("-->", at + 4);
        }
    }

    private void skipTo(String stop, int from) {
        int found = html.indexOf(stop, from);
        at = found < 0 ? html.length() : found + stop.length();
    }

    /** Reads a tag from its name on; false if it does not end. */
    private boolean tag(boolean closing) {
        int from = at;
        while (at < html.length() && !isSpace(html.charAt(at)) && html.charAt(at) != '/' && html.charAt(at) != '>') {
            at++;
        }
        name = html.substring(from, at).toLowerCase(Locale.ROOT);
        href = null;
        while (at < html.length() && html.charAt(at) != '>') {
            if (isSpace(html.charAt(at)) || html.charAt(at) == '/') {
                at++;
            } else {
                attribute();
            }
        }
        if (at >= html.length()) {
            return false;
        }
        boolean empty = html.charAt(at - 1) == '/';
        at++;
        if (!closing && !empty && UNREAD.contains(name)) {
            skipContent();
        }
        return true;
    }

    private void attribute() {
        int from = at++;
        while (at < html.length() && !isSpace(html.charAt(at)) && "/>=".indexOf(html.charAt(at)) < 0) {
            at++;
        }
        boolean wanted = href == null && at - from == 4 && html.regionMatches(true, from, "href", 0, 4);
        skipSpace();
        if (charAt(at) != '=') {
            return;
        }
        at++;
        skipSpace();
        char quote = charAt(at);
        boolean quoted = quote == '"' || quote == '\'';
        int value = quoted ? ++at : at;
        while (at < html.length()
                && (quoted ? html.charAt(at) != quote : !isSpace(html.charAt(at)) && html.charAt(at) != '>')) {
            at++;
        }
        if (wanted) {
            href = html.substring(value, at);
        }
        if (quoted && at < html.length()) {
            at++;
        }
    }

    private void skipSpace() {
        while (at < html.length() && isSpace(html.charAt(at))) {
            at++;
        }
    }

    /** Goes to the end tag of this element, or to the end of all. */
    private void skipContent() {
        int close = html.indexOf("</", at);
        while (close >= 0) {
            int behind = close + 2 + name.length();
            char c = charAt(behind);
            if (html.regionMatches(true, close + 2, name, 0, name.length())
                    && (c == 0 || c == '>' || c == '/' || isSpace(c))) {
                at = close;
                return;
            }
            close = html.indexOf("</", close + 2);
        }
        at = html.length();
    }
}
