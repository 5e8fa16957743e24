package dev.yubin.mime.text;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The http and https links in plain text. A link ends at white space, at a quotation mark, an angle bracket, a backtick
 * or a backslash, at a closing bracket that does not open inside it, and at a character of a script that is written
 * without spaces (Chinese, Japanese, Korean); punctuation at its end belongs to the sentence. In angle brackets it goes
 * on to the closing one, over line ends (RFC 3986 appendix C), unless there are spaces within a line.
 */
public final class TextLinks {
    private static final String SCHEME_END = "://";
    private static final String STOPS = "<>\"`\\";
    private static final String SENTENCE = ".,;:!?'*([{|";
    private static final String OPEN = "([{";
    private static final String CLOSE = ")]}";

    private final String text;
    private int at;
    private int start;

    private TextLinks(String text) {
        this.text = text;
    }

    /** Each once, in their order. Linear in the length of the text; takes any text. */
    public static List<String> find(String text) {
        Set<String> links = new LinkedHashSet<>();
        TextLinks finder = new TextLinks(text);
        while (finder.next()) {
            String link = finder.link();
            if (!link.isEmpty()) {
                links.add(link);
            }
        }
        return new ArrayList<>(links);
    }

    /** The text with spaces in place of its links, so that nobody looks for anything else in them. */
    static String without(String text) {
        TextLinks finder = new TextLinks(text);
        StringBuilder rest = null;
        while (finder.next()) {
            rest = rest == null ? new StringBuilder(text) : rest;
            finder.link();
            for (int i = finder.start; i < finder.at; i++) {
                if (text.charAt(i) != '\n') {
                    rest.setCharAt(i, ' ');
                }
            }
        }
        return rest == null ? text : rest.toString();
    }

    /** Goes on to the next scheme. */
    private boolean next() {
        int colon = text.indexOf(SCHEME_END, at);
        while (colon >= 0) {
            int length = scheme(colon);
            if (length > 0 && colon - length >= at) {
                start = colon - length;
                at = colon + SCHEME_END.length();
                return true;
            }
            colon = text.indexOf(SCHEME_END, colon + 1);
        }
        at = text.length();
        return false;
    }

    private int scheme(int colon) {
        int length = text.regionMatches(true, colon - 4, "http", 0, 4)
                ? 4
                : text.regionMatches(true, colon - 5, "https", 0, 5) ? 5 : 0;
        int before = colon - length - 1;
        boolean inWord = before >= 0 && text.charAt(before) < 0x80 && Character.isLetterOrDigit(text.charAt(before));
        return inWord ? 0 : length;
    }

    /** The link whose scheme was found; empty if nothing is behind it. */
    private String link() {
        int host = at;
        char before = start > 0 ? text.charAt(start - 1) : ' ';
        if (before == '<') {
            String bracketed = bracketed();
            if (bracketed != null) {
                return bracketed;
            }
        }
        int end = trimmed(host, end(before == '\''));
        boolean named = host < end && (Character.isLetterOrDigit(text.charAt(host)) || text.charAt(host) == '[');
        return named ? text.substring(start, end) : "";
    }

    /** What stands before the closing angle bracket, line ends and the spaces round them left out; null if it is none. */
    private String bracketed() {
        StringBuilder link = new StringBuilder();
        int i = start;
        while (i < text.length() && STOPS.indexOf(text.charAt(i)) < 0) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c)) {
                link.append(c);
                i++;
                continue;
            }
            int lineEnds = 0;
            while (i < text.length() && Character.isWhitespace(text.charAt(i))) {
                lineEnds += text.charAt(i) == '\n' ? 1 : 0;
                i++;
            }
            if (lineEnds != 1) {
                return null;
            }
        }
        if (i == text.length() || text.charAt(i) != '>') {
            return null;
        }
        at = i;
        return link.indexOf(SCHEME_END) + SCHEME_END.length() < link.length() ? link.toString() : "";
    }

    /** Goes to where the link ends at the latest. */
    private int end(boolean quoted) {
        int[] depth = new int[OPEN.length()];
        while (at < text.length() && belongs(text.charAt(at)) && !(quoted && text.charAt(at) == '\'')) {
            int open = OPEN.indexOf(text.charAt(at));
            int close = CLOSE.indexOf(text.charAt(at));
            if (open >= 0) {
                depth[open]++;
            } else if (close >= 0 && --depth[close] < 0) {
                break;
            }
            at++;
        }
        return at;
    }

    private static boolean belongs(char c) {
        if (c < 0x80) {
            return c > ' ' && c != 0x7F && STOPS.indexOf(c) < 0;
        }
        // Fullwidth and typographic punctuation, no-break spaces and the like are none.
        if (!Character.isLetterOrDigit(c) && !Character.isSurrogate(c)) {
            return false;
        }
        return !isUnspaced(c);
    }

    /** Whether it is a letter of a script whose words have no spaces between them and other words. */
    static boolean isUnspaced(char c) {
        return c >= 0x80
                && switch (Character.UnicodeScript.of(c)) {
                    case HAN, HIRAGANA, KATAKANA, HANGUL, BOPOMOFO -> true;
                    default -> c == '\u30FC';
                };
    }

    private int trimmed(int from, int to) {
        int end = to;
        while (end > from && SENTENCE.indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        return end;
    }
}
