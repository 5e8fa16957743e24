package dev.yubin.mime;

import dev.yubin.mime.FieldLexer.Kind;
import java.util.List;

/**
 * An address taken apart: route, local part and domain (RFC 5322 §3.4.1, §4.4), and what else stood there.
 *
 * @param route the source route, or null
 * @param localPart the local part, unquoted, maybe empty
 * @param domain the domain, or null
 * @param name words around the address that are no part of it, maybe empty
 */
record AddrSpec(String route, String localPart, String domain, String name) {
    /** A token of an address. */
    record Token(Kind kind, String text, boolean spaced) {
        boolean is(char special) {
            return kind == Kind.SPECIAL && text.charAt(0) == special;
        }

        /** Whether it and the one before are of one piece: RFC 5322 §4.4 allows space only round dots and the at. */
        boolean isJoinedTo(Token before) {
            return !spaced || is('.') || is('@') || before.is('.') || before.is('@');
        }
    }

    /** Whether there is neither address nor name. */
    boolean isEmpty() {
        return localPart.isEmpty() && domain == null && name.isEmpty();
    }

    /** What stood between {@code <} and {@code >}: all of it is the address, spaces in the local part too. */
    static AddrSpec inAngle(List<Token> tokens) {
        int from = afterScheme(tokens);
        int colon = routeEnd(tokens, from);
        String route = colon < 0 ? null : compact(tokens.subList(from, colon));
        List<Token> spec = tokens.subList(colon < 0 ? from : colon + 1, tokens.size());
        int at = lastAt(spec);
        if (at < 0) {
            return new AddrSpec(route, local(spec), null, "");
        }
        return unapostrophed(route, local(spec.subList(0, at)), domain(spec, at + 1, domainEnd(spec, at + 1)), "");
    }

    /** What stood in the list without angle brackets: a name may stand before or behind. */
    static AddrSpec bare(List<Token> tokens) {
        int colon = routeEnd(tokens, 0);
        String route = colon < 0 ? null : compact(tokens.subList(0, colon));
        List<Token> spec = tokens.subList(colon + 1, tokens.size());
        int at = lastAt(spec);
        if (at < 0) {
            return isLocal(spec)
                    ? new AddrSpec(route, local(spec), null, "")
                    : new AddrSpec(route, "", null, phrase(spec));
        }
        int begin = at;
        while (begin > 0 && isJoined(spec, begin) && !spec.get(begin - 1).is(':')) {
            begin--;
        }
        int end = domainEnd(spec, at + 1);
        String name = phrase(spec.subList(0, begin));
        if (name.isEmpty() && end < spec.size() && spec.get(end).spaced()) {
            name = phrase(spec.subList(end, spec.size()));
        }
        return unapostrophed(route, local(spec.subList(begin, at)), domain(spec, at + 1, end), name);
    }

    /** Tokens as a name: with one space where there was white space or a comment. */
    static String phrase(List<Token> tokens) {
        StringBuilder phrase = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            if (i > 0 && tokens.get(i).spaced()) {
                phrase.append(' ');
            }
            phrase.append(tokens.get(i).text());
        }
        return Phrase.clean(phrase.toString()).strip();
    }

    /** Outlook writes apostrophes where quotes belong; no domain ends in one. */
    private static AddrSpec unapostrophed(String route, String localPart, String domain, String name) {
        if (domain != null && domain.length() > 1 && domain.endsWith("'") && localPart.startsWith("'")) {
            return new AddrSpec(route, localPart.substring(1), domain.substring(0, domain.length() - 1), name);
        }
        return new AddrSpec(route, localPart, domain, name);
    }

    /** {@code <mailto:bob@example.com>} is seen in real mail. */
    private static int afterScheme(List<Token> tokens) {
        return tokens.size() > 2
                        && tokens.get(0).text().equalsIgnoreCase("mailto")
                        && tokens.get(1).is(':')
                ? 2
                : 0;
    }

    /** Where the colon is that ends a route which begins at {@code from}, or -1. */
    private static int routeEnd(List<Token> tokens, int from) {
        if (from < tokens.size() && tokens.get(from).is('@')) {
            for (int i = from + 1; i < tokens.size(); i++) {
                if (tokens.get(i).is(':')) {
                    return i;
                }
            }
        }
        return -1;
    }

    /**
     * {@code a@b@c} has its domain behind the last one: this is how servers deliver it, and whoever takes the first one can
     * be shown a domain the mail does not go to.
     */
    private static int lastAt(List<Token> tokens) {
        for (int i = tokens.size() - 1; i >= 0; i--) {
            if (tokens.get(i).is('@')) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isJoined(List<Token> tokens, int i) {
        return tokens.get(i).isJoinedTo(tokens.get(i - 1));
    }

    /** Whether all of it may be a local part whose domain is missing, and is not rather a name. */
    private static boolean isLocal(List<Token> tokens) {
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean part = token.kind() == Kind.QUOTED || token.is('.');
            boolean word = token.kind() == Kind.WORD && !token.text().startsWith("=?");
            if (!part && !word || i > 0 && !isJoined(tokens, i)) {
                return false;
            }
        }
        return true;
    }

    private static String local(List<Token> tokens) {
        StringBuilder local = new StringBuilder();
        for (int i = 0; i < tokens.size(); i++) {
            if (i > 0 && !isJoined(tokens, i)) {
                local.append(' ');
            }
            local.append(tokens.get(i).text());
        }
        return Phrase.clean(local.toString());
    }

    private static int domainEnd(List<Token> tokens, int from) {
        int end = from;
        while (end < tokens.size() && isDomain(tokens.get(end)) && (end == from || isJoined(tokens, end))) {
            end++;
        }
        return end;
    }

    private static boolean isDomain(Token token) {
        return token.kind() == Kind.WORD || token.kind() == Kind.LITERAL || token.is('.');
    }

    private static String domain(List<Token> tokens, int from, int end) {
        String domain = compact(tokens.subList(from, end));
        return domain.isEmpty() ? null : domain;
    }

    /** Tokens without the space between them, and that in literals. */
    private static String compact(List<Token> tokens) {
        StringBuilder compact = new StringBuilder();
        for (Token token : tokens) {
            for (int i = 0; i < token.text().length(); i++) {
                char c = token.text().charAt(i);
                if (c != 0 && !FieldLexer.isSpace(c)) {
                    compact.append(c);
                }
            }
        }
        return compact.toString();
    }
}
