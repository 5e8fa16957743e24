package dev.yubin.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A date cut into runs of digits, runs of letters in lower case, and other characters one by one, without white space and
 * comments; and a place in it. Places beyond the end have no token.
 */
final class DateTokens {
    /** What is no month. */
    static final int NONE = -1;

    /** No date has more; what follows is passed over. */
    private static final int MAX_TOKENS = 64;

    private static final String[] MONTHS = {
        "january", "february", "march", "april", "may", "june",
        "july", "august", "september", "october", "november", "december"
    };

    private final List<String> tokens = new ArrayList<>();
    private int at;

    DateTokens(String text) {
        int i = 0;
        while (i < text.length() && tokens.size() < MAX_TOKENS) {
            i = text.charAt(i) == '(' ? FieldLexer.commentEnd(text, i) : add(text, i);
        }
    }

    boolean atEnd() {
        return at >= tokens.size();
    }

    void skip(int count) {
        at += count;
    }

    /** The token so many places ahead; empty if there is none. */
    String ahead(int places) {
        return at + places < tokens.size() ? tokens.get(at + places) : "";
    }

    /** Whether the next token is this one. */
    boolean is(String token) {
        return ahead(0).equals(token);
    }

    boolean isNumber(int places) {
        String token = ahead(places);
        return !token.isEmpty() && isDigit(token.charAt(0));
    }

    boolean isName() {
        String token = ahead(0);
        return !token.isEmpty() && isLetter(token.charAt(0));
    }

    /** Takes the next token, which is a number; one that is too long for anything is too large for everything. */
    int number() {
        String digits = tokens.get(at++);
        return digits.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    /** The month whose name, or at least three letters of it, comes next. It is not taken. */
    int month() {
        String name = ahead(0);
        for (int i = 0; name.length() >= 3 && i < MONTHS.length; i++) {
            if (MONTHS[i].startsWith(name)) {
                return i + 1;
            }
        }
        return NONE;
    }

    /** Passes over what stands between day, month and year. */
    void skipSeparators() {
        while (is("-") || is(",") || is(".") || is("/")) {
            at++;
        }
    }

    /** Adds the token that begins here, if one does, and gives where it ends. */
    private int add(String text, int from) {
        char c = text.charAt(from);
        int end = from + 1;
        if (isDigit(c)) {
            while (end < text.length() && isDigit(text.charAt(end))) {
                end++;
            }
        } else if (isLetter(c)) {
            while (end < text.length() && isLetter(text.charAt(end))) {
                end++;
            }
        } else if (c <= ' ' || c == '"' || Character.isSpaceChar(c)) {
            return end;
        }
        tokens.add(text.substring(from, end).toLowerCase(Locale.ROOT));
        return end;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private static boolean isLetter(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c > 0x7f && !Character.isSpaceChar(c);
    }
}
