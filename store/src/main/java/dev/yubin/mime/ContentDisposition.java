package dev.yubin.mime;

import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** How a part is to be shown, from its Content-Disposition field (RFC 2183). Immutable. */
public final class ContentDisposition {
    private final String kind;
    private final MimeParameters parameters;

    private ContentDisposition(String kind, MimeParameters parameters) {
        this.kind = kind;
        this.parameters = parameters;
    }

    /** Reads the unfolded body of a field; empty if it names no kind. What is broken behind it is left out. */
    public static Optional<ContentDisposition> parse(String fieldBody) {
        return parse(fieldBody, MimeLimits.DEFAULT.parameters());
    }

    static Optional<ContentDisposition> parse(String fieldBody, int maxParameters) {
        FieldLexer lexer = new FieldLexer(fieldBody, FieldLexer.TSPECIALS);
        lexer.next();
        String kind;
        if (lexer.is(';') || lexer.followedBy('=')) {
            // The kind is missing; RFC 2183 §2.8 has one for what is not known.
            kind = "attachment";
        } else if (lexer.kind() == FieldLexer.Kind.WORD || lexer.kind() == FieldLexer.Kind.QUOTED) {
            // Some senders put the kind in quotes.
            kind = lexer.text().toLowerCase(Locale.ROOT);
            lexer.next();
        } else {
            return Optional.empty();
        }
        return Optional.of(new ContentDisposition(kind, MimeParameters.parse(lexer, maxParameters)));
    }

    /** The kind in lower case: {@code inline}, {@code attachment} or another. */
    public String kind() {
        return kind;
    }

    /** Whether it is an attachment: what is not known to be {@code inline} is (RFC 2183 §2.8). */
    public boolean isAttachment() {
        return !isInline();
    }

    /** Whether it is to be shown with the text. */
    public boolean isInline() {
        return kind.equals("inline");
    }

    /** Its parameters. */
    public MimeParameters parameters() {
        return parameters;
    }

    /**
     * The name of the file, on one line, encoded words in it decoded, as senders have them. It is what the sender wrote: it may hold
     * slashes or be {@code ..}, so never make a path of it.
     */
    public Optional<String> filename() {
        return parameters.readable("filename");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContentDisposition that && kind.equals(that.kind) && parameters.equals(that.parameters);
    }

    @Override
    public int hashCode() {
        return Objects.hash(kind, parameters);
    }

    /** In the form of a field. */
    @Override
    public String toString() {
        return HeaderText.token(kind) + parameters;
    }
}
