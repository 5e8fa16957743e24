package dev.yubin.mime;

import dev.yubin.mime.FieldLexer.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/**
 * Message identifiers (RFC 5322 §3.6.4, §4.5.4). An id is given without its angle brackets, comments and white space, and
 * with quotes only where they change something, so that one id written in two ways is one text (RFC 5256 §3 wants this for
 * threads). It never has CR, LF or NUL in it. Reading takes any input, never throws, and is linear in time.
 */
public final class MessageId {
    /** How many ids of one field are read; what comes after them is passed over. */
    public static final int MAX_IDS = 10_000;

    private final FieldLexer lexer;
    private final List<String> bracketed = new ArrayList<>();
    private final List<String> bare = new ArrayList<>();
    private final StringBuilder id = new StringBuilder();
    private boolean inAngle;

    private MessageId(String fieldBody) {
        this.lexer = new FieldLexer(fieldBody, FieldLexer.SPECIALS);
    }

    /**
     * The first id of a field: {@code Message-ID:}, {@code Content-ID:}. Where there are no angle brackets, it is the first
     * text that has an {@code @}, or any text if it is the only one.
     *
     * @param fieldBody the unfolded body
     */
    public static Optional<String> parse(String fieldBody) {
        MessageId field = new MessageId(fieldBody);
        field.read(1);
        if (field.bracketed.isEmpty() && field.bare.size() == 1) {
            return Optional.of(field.bare.get(0));
        }
        return field.found().stream().findFirst();
    }

    /**
     * The ids of {@code References:} and {@code In-Reply-To:} in their order. Phrases and other text between them are
     * passed over (RFC 5322 §4.5.4); only where no id has angle brackets, words with an {@code @} are taken for ids.
     *
     * @param fieldBody the unfolded body
     * @return at most {@value #MAX_IDS}
     */
    public static List<String> parseList(String fieldBody) {
        MessageId field = new MessageId(fieldBody);
        field.read(MAX_IDS);
        return List.copyOf(field.found());
    }

    /**
     * A new id, {@code unique@domain}, for a message to write; it goes between angle brackets.
     *
     * @param domain a name of the host or organisation that makes the message
     * @throws IllegalArgumentException if the domain is empty or has characters no domain has
     */
    public static String generate(String domain) {
        if (domain.startsWith("[") ? !isLiteral(domain) : !Phrase.isDotAtom(domain)) {
            throw new IllegalArgumentException("This is no domain for a message id: \"" + Phrase.clean(domain)
                    + "\". Give a host name such as mail.example.com");
        }
        return UUID.randomUUID() + "@" + domain;
    }

    private static boolean isLiteral(String domain) {
        for (int i = 1; i < domain.length() - 1; i++) {
            char c = domain.charAt(i);
            if (c <= ' ' || c == 0x7f || "[]\\<>".indexOf(c) >= 0) {
                return false;
            }
        }
        return domain.length() > 2 && domain.endsWith("]");
    }

    private List<String> found() {
        if (!bracketed.isEmpty()) {
            return bracketed;
        }
        return bare.stream().filter(word -> word.indexOf('@') >= 0).toList();
    }

    private void read(int limit) {
        while (bracketed.size() < limit && lexer.nextClosed() != Kind.END) {
            if (lexer.is('<')) {
                // An id that was never closed ends here, if it can be one.
                end(id.indexOf("@") >= 0);
                inAngle = true;
            } else if (lexer.is('>')) {
                end(true);
            } else if (inAngle) {
                append();
            } else {
                outside();
            }
        }
        end(bracketed.size() < limit);
    }

    /** RFC 5322 §4.5.4: text between ids means nothing, unless it is all there is. */
    private void outside() {
        if (lexer.is(',') || lexer.is(';')) {
            end(true);
            return;
        }
        boolean dotted = id.length() > 0 && ".@".indexOf(id.charAt(id.length() - 1)) >= 0;
        if (lexer.spaced() && !dotted && !lexer.is('.') && !lexer.is('@')) {
            end(true);
        }
        append();
    }

    private void append() {
        if (lexer.is('"')) {
            // A quote that is never closed belongs to nothing.
            return;
        }
        String text = Phrase.clean(lexer.text());
        boolean quotes = lexer.kind() == Kind.QUOTED && !Phrase.isDotAtom(text);
        String plain = quotes ? HeaderText.quoted(text) : text;
        for (int i = 0; i < plain.length(); i++) {
            if (quotes || !FieldLexer.isSpace(plain.charAt(i))) {
                id.append(plain.charAt(i));
            }
        }
    }

    private void end(boolean keep) {
        List<String> ids = inAngle ? bracketed : bare;
        if (keep && id.length() > 0 && ids.size() < MAX_IDS) {
            ids.add(id.toString());
        }
        id.setLength(0);
        inAngle = false;
    }
}
