package dev.yubin.mime;

/**
 * Reads the body of a structured header field token by token (RFC 5322 §3.2, RFC 2045 §5.1). White space and comments
 * between tokens are passed over; the last comment is kept. It goes over the text once, ends for any input and never
 * throws: what is not closed ends at the end of the text.
 */
final class FieldLexer {
    /** What a token is. */
    enum Kind {
        /** A run of characters that are neither white space nor special: an atom, a token. */
        WORD,
        /** A quoted string; its text is what stands between the quotes, quoted pairs undone. */
        QUOTED,
        /** A domain literal; its text has the brackets. There is none among the {@link #TSPECIALS}. */
        LITERAL,
        /** A single special character. */
        SPECIAL,
        /** Nothing is left. */
        END
    }

    /** Characters that end an atom (RFC 5322 §3.2.3), the dot among them. */
    static final String SPECIALS = "()<>[]:;@\\,.\"";
    /** Characters that end a token (RFC 2045 §5.1). */
    static final String TSPECIALS = "()<>@,;:\\\"/[]?=";

    private final String source;
    /** The special characters, a bit for each of US-ASCII. */
    private final long[] specials = new long[2];
    /** RFC 2045 §5.1 has brackets among its specials, but no domain literals. */
    private final boolean literals;

    private int at;
    private int start;
    private Kind kind = Kind.END;
    private String text = "";
    private boolean spaced;
    private String comment;
    private boolean quotesEnded;
    private boolean bracketsEnded;
    private boolean commentsEnded;

    /**
     * A lexer in front of the first token.
     *
     * @param source the unfolded body of a field
     * @param specials {@link #SPECIALS}, {@link #TSPECIALS} or another set of US-ASCII; {@code (} and {@code "} are
     *     always special
     */
    FieldLexer(String source, String specials) {
        this.source = source;
        for (int i = 0; i < specials.length(); i++) {
            char c = specials.charAt(i);
            this.specials[c >> 6] |= 1L << c;
        }
        this.literals = specials.indexOf('[') >= 0 && !specials.equals(TSPECIALS);
    }

    /** Moves on to the next token and tells what it is. */
    Kind next() {
        skipSpace(false);
        start = at;
        if (at == source.length()) {
            text = "";
            kind = Kind.END;
            return kind;
        }
        char c = source.charAt(at);
        if (c == '"') {
            at++;
            text = delimited('"', false);
            kind = Kind.QUOTED;
        } else if (c == '[' && literals) {
            at++;
            text = "[" + delimited(']', true) + "]";
            kind = Kind.LITERAL;
        } else if (isSpecial(c)) {
            at++;
            text = String.valueOf(c);
            kind = Kind.SPECIAL;
        } else {
            text = word();
            kind = Kind.WORD;
        }
        return kind;
    }

    /**
     * Moves on like {@link #next()}, but is lenient with what is never closed: such a quote or parenthesis is a special
     * character of its own, and such a bracket opens a literal that ends in front of white space or one of {@code <>,;}. For lists, where
     * one stray character must not swallow all the rest.
     */
    Kind nextClosed() {
        skipSpace(true);
        start = at;
        char c = at < source.length() ? source.charAt(at) : 0;
        // Once no quote closes, no later one is looked for: this keeps the time linear.
        quotesEnded = quotesEnded || c == '"' && closing('"') < 0;
        if (c == '(' || c == '"' && quotesEnded) {
            at++;
            text = String.valueOf(c);
            kind = Kind.SPECIAL;
            return kind;
        }
        if (c == '[' && literals) {
            bracketsEnded = bracketsEnded || closing(']') < 0;
            if (bracketsEnded) {
                text = rawUntil(" \t\r\n<>,;") + "]";
                kind = Kind.LITERAL;
                return kind;
            }
        }
        boolean before = spaced;
        next();
        spaced = before;
        return kind;
    }

    /** What the current token is. */
    Kind kind() {
        return kind;
    }

    /** The current token's text. */
    String text() {
        return text;
    }

    /** Whether the current token is this special character. */
    boolean is(char special) {
        return kind == Kind.SPECIAL && text.charAt(0) == special;
    }

    /** Whether white space or a comment stood in front of the current token. */
    boolean spaced() {
        return spaced;
    }

    /** Where the current token begins in the source. */
    int start() {
        return start;
    }

    /** Where the current token ends in the source. */
    int end() {
        return at;
    }

    /** The text of the latest comment passed so far, quoted pairs undone, nested ones with their parentheses; or null. */
    String comment() {
        return comment;
    }

    /** Forgets the latest comment. */
    void forgetComment() {
        comment = null;
    }

    /** Whether this character follows the current token, white space passed over. */
    boolean followedBy(char c) {
        int next = at;
        while (next < source.length() && isSpace(source.charAt(next))) {
            next++;
        }
        return next < source.length() && source.charAt(next) == c;
    }

    /** Goes back to where the current token begins, so that {@link #next()} gives it again. */
    void again() {
        at = start;
    }

    /**
     * What follows as it stands, up to but without one of these characters, or up to the end. A character inside a quoted
     * string or a comment counts like any other: this is for text that is no list of tokens.
     */
    String rawUntil(String stops) {
        int from = at;
        while (at < source.length() && stops.indexOf(source.charAt(at)) < 0) {
            at++;
        }
        return source.substring(from, at);
    }

    static boolean isSpace(char c) {
        return c == ' ' || c == '\t' || c == '\r' || c == '\n';
    }

    /** Where the comment that opens here ends (RFC 5322 §3.2.2); one that is never closed ends with the text. */
    static int commentEnd(String text, int open) {
        int depth = 0;
        for (int i = open; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\\') {
                i++;
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                return i + 1;
            }
        }
        return text.length();
    }

    private boolean isSpecial(char c) {
        return c < 128 && (specials[c >> 6] >>> c & 1) != 0;
    }

    private void skipSpace(boolean closedOnly) {
        int from = at;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == '(' && !commentsEnded) {
                skipComment(closedOnly);
            } else if (isSpace(c)) {
                at++;
            } else {
                break;
            }
        }
        spaced = at > from;
    }

    /** RFC 5322 §3.2.2: comments nest. A count, not recursion: nobody makes us run out of stack. */
    private void skipComment(boolean closedOnly) {
        StringBuilder plain = new StringBuilder();
        int open = at++;
        int depth = 1;
        while (at < source.length()) {
            char c = source.charAt(at++);
            if (c == '\\' && at < source.length()) {
                c = source.charAt(at++);
            } else if (c == '(') {
                depth++;
            } else if (c == ')' && --depth == 0) {
                break;
            }
            plain.append(c);
        }
        if (closedOnly && depth > 0) {
            // As with quotes: from here on no parenthesis opens a comment.
            commentsEnded = true;
            at = open;
        } else {
            comment = plain.toString();
        }
    }

    /** Where what begins here is closed, or -1. */
    private int closing(char end) {
        for (int i = at + 1; i < source.length(); i++) {
            char c = source.charAt(i);
            if (c == end) {
                return i;
            }
            if (c == '\\') {
                i++;
            }
        }
        return -1;
    }

    private String delimited(char end, boolean keepPairs) {
        StringBuilder plain = null;
        int from = at;
        while (at < source.length()) {
            char c = source.charAt(at);
            if (c == end) {
                String all = plain == null
                        ? source.substring(from, at)
                        : plain.append(source, from, at).toString();
                at++;
                return all;
            }
            if (c == '\\' && at + 1 < source.length()) {
                plain = plain == null ? new StringBuilder() : plain;
                plain.append(source, from, keepPairs ? at + 1 : at);
                from = ++at;
            }
            at++;
        }
        return plain == null
                ? source.substring(from)
                : plain.append(source, from, at).toString();
    }

    private String word() {
        int from = at;
        at = encodedWordEnd();
        while (at < source.length()) {
            char c = source.charAt(at);
            if (isSpace(c) || c == '(' || c == '"' || isSpecial(c)) {
                break;
            }
            at++;
        }
        return source.substring(from, at);
    }

    /**
     * Where the encoded word that begins here ends, or here. RFC 2047 §5 (3) lets no special character into one of a
     * phrase; senders do it all the same, and then they belong to the word. Where {@code ?} is special there are none.
     */
    private int encodedWordEnd() {
        if (!source.startsWith("=?", at) || isSpecial('?')) {
            return at;
        }
        int charset = pastQuestion(at + 2);
        int encoding = pastQuestion(charset);
        int end = pastQuestion(encoding);
        return end > 0 && encoding == charset + 2 && source.startsWith("=", end) ? end + 1 : at;
    }

    /** Just past the next question mark, or -1 where white space or the end comes first. */
    private int pastQuestion(int from) {
        for (int i = from; from >= 0 && i < source.length() && !isSpace(source.charAt(i)); i++) {
            if (source.charAt(i) == '?') {
                return i + 1;
            }
        }
        return -1;
    }
}
