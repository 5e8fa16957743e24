package dev.yubin.mime;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The parameters of a Content-Type or Content-Disposition field (RFC 2045 §5.1), as they stand there and with those
 * parts put together that RFC 2231 lets a sender take apart. Immutable.
 */
public final class MimeParameters {
    /** None. */
    static final MimeParameters NONE = new MimeParameters(List.of(), false);

    private static final String BLANKS = "; \t\r\n";

    private final List<MimeParameter> written;
    private final Map<String, String> values;
    private final boolean cut;

    private MimeParameters(List<MimeParameter> written, boolean cut) {
        this.written = Collections.unmodifiableList(written);
        this.values = written.isEmpty() ? Map.of() : ExtendedParameters.values(written);
        this.cut = cut;
    }

    static MimeParameters of(List<MimeParameter> written) {
        return written.isEmpty() ? NONE : new MimeParameters(List.copyOf(written), false);
    }

    /**
     * Reads what is left of a field behind its type: whatever is no parameter is passed over. A value without quotes may
     * hold what only a quoted one should, spaces too; a semicolon may be missing.
     */
    static MimeParameters parse(FieldLexer lexer, int limit) {
        List<MimeParameter> written = new ArrayList<>();
        FieldLexer.Kind kind = lexer.kind();
        while (kind != FieldLexer.Kind.END) {
            if (kind != FieldLexer.Kind.WORD) {
                kind = lexer.next();
                continue;
            }
            String name = lexer.text();
            kind = lexer.next();
            if (lexer.is('=')) {
                if (written.size() == limit) {
                    return new MimeParameters(written, true);
                }
                written.add(new MimeParameter(name, value(lexer, hasNoComments(name) ? BLANKS : BLANKS + "(")));
                kind = lexer.kind();
            }
        }
        return written.isEmpty() ? NONE : new MimeParameters(written, false);
    }

    /** Reads a value, and leaves the lexer at the token behind it. */
    private static String value(FieldLexer lexer, String stops) {
        if (lexer.next() == FieldLexer.Kind.QUOTED) {
            String value = lexer.text();
            lexer.next();
            return value;
        }
        lexer.again();
        StringBuilder value = new StringBuilder(lexer.rawUntil(stops));
        while (lexer.next() != FieldLexer.Kind.END && !lexer.is(';') && !beginsParameter(lexer)) {
            lexer.again();
            value.append(' ').append(lexer.rawUntil(stops));
        }
        return value.toString();
    }

    /**
     * RFC 2045 §5.1: a parenthesis begins a comment. But senders have files like {@code report(1).pdf} and boundaries
     * without quotes, and ISO-2022-JP with its parentheses in values of RFC 2231.
     */
    private static boolean hasNoComments(String name) {
        String lower = ExtendedParameters.key(name);
        return Set.of("name", "filename", "boundary").contains(lower) || lower.indexOf('*') >= 0;
    }

    private static boolean beginsParameter(FieldLexer lexer) {
        return lexer.kind() == FieldLexer.Kind.WORD && lexer.followedBy('=');
    }

    /** All of them, in order, as they were written. */
    public List<MimeParameter> written() {
        return written;
    }

    /**
     * The value of a parameter: continuations joined, percent escapes and charset decoded (RFC 2231 §3, §4). The name is
     * the same in any case. Where it is given several times, the first counts, and a form of RFC 2231 before a plain
     * one.
     */
    public Optional<String> get(String name) {
        return Optional.ofNullable(values.get(ExtendedParameters.key(name)));
    }

    /** As {@link #get}, on one line, and with encoded words decoded where there is only the plain form (RFC 2231 §1). */
    Optional<String> readable(String name) {
        boolean plain = written.stream()
                .filter(parameter -> parameter.base().equalsIgnoreCase(name))
                .allMatch(parameter -> parameter.name().equals(parameter.base()));
        return get(name).map(plain ? Phrase::decoded : Phrase::clean);
    }

    /** All values by their names in lower case, in order, decoded as by {@link #get}. */
    public Map<String, String> values() {
        return values;
    }

    /** Whether there are more than were kept. */
    boolean isCut() {
        return cut;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MimeParameters that && written.equals(that.written);
    }

    @Override
    public int hashCode() {
        return written.hashCode();
    }

    /** In the form of a field, each with "; " in front. */
    @Override
    public String toString() {
        return written.stream().map(parameter -> "; " + parameter).collect(Collectors.joining());
    }
}
