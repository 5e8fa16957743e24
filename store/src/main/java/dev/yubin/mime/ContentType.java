package dev.yubin.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

/** What a part is, from its Content-Type field (RFC 2045 §5). Immutable. */
public final class ContentType {
    /** What a part is that does not say (RFC 2045 §5.2). */
    public static final ContentType TEXT_PLAIN = of("text", "plain").with("charset", "us-ascii");
    /** What a part of a multipart/digest is that does not say (RFC 2046 §5.1.5). */
    static final ContentType MESSAGE_RFC822 = of("message", "rfc822");

    private final String type;
    private final String subtype;
    private final MimeParameters parameters;

    private ContentType(String type, String subtype, MimeParameters parameters) {
        this.type = type;
        this.subtype = subtype;
        this.parameters = parameters;
    }

    /**
     * A type without parameters.
     *
     * @throws IllegalArgumentException if one of the two is no token
     */
    public static ContentType of(String type, String subtype) {
        return new ContentType(token(type), token(subtype), MimeParameters.NONE);
    }

    /** Reads the unfolded body of a field; empty if it names no type and subtype. What is broken behind them is left out. */
    public static Optional<ContentType> parse(String fieldBody) {
        return parse(fieldBody, MimeLimits.DEFAULT.parameters());
    }

    static Optional<ContentType> parse(String fieldBody, int maxParameters) {
        FieldLexer lexer = new FieldLexer(fieldBody, FieldLexer.TSPECIALS);
        if (lexer.next() != FieldLexer.Kind.WORD) {
            return Optional.empty();
        }
        String type = lexer.text();
        lexer.next();
        if (!lexer.is('/') || lexer.next() != FieldLexer.Kind.WORD) {
            return Optional.empty();
        }
        String subtype = lexer.text();
        // Whatever else stands in front of the first semicolon is not understood.
        while (lexer.next() != FieldLexer.Kind.END && !lexer.is(';') && !lexer.followedBy('=')) {
            continue;
        }
        return Optional.of(new ContentType(lower(type), lower(subtype), MimeParameters.parse(lexer, maxParameters)));
    }

    /** This type with the parameters of a field that names no type one can understand: what it says of them may be true. */
    ContentType withParametersOf(String fieldBody, int maxParameters) {
        FieldLexer lexer = new FieldLexer(fieldBody, FieldLexer.TSPECIALS);
        while (lexer.next() != FieldLexer.Kind.END && !lexer.is(';')) {
            continue;
        }
        MimeParameters others = MimeParameters.parse(lexer, maxParameters);
        return others.written().isEmpty() ? this : new ContentType(type, subtype, others);
    }

    private static String token(String text) {
        return lower(HeaderText.checkToken(text, "like text or plain"));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    /**
     * The same type with one more parameter. Where it has one of that name already, that one counts.
     *
     * @throws IllegalArgumentException if the name is no token (RFC 2045 §5.1), or there is a CR, LF or NUL in the value
     */
    public ContentType with(String name, String value) {
        HeaderText.checkToken(Objects.requireNonNull(name, "name"), "like charset or name");
        HeaderWriter.oneLine("The parameter " + name, Objects.requireNonNull(value, "value"));
        List<MimeParameter> more = new ArrayList<>(parameters.written());
        more.add(new MimeParameter(name, value));
        return new ContentType(type, subtype, MimeParameters.of(more));
    }

    /** The same type without a parameter, in whatever form of RFC 2231 it is. */
    ContentType without(String name) {
        List<MimeParameter> others = parameters.written().stream()
                .filter(parameter -> !parameter.base().equalsIgnoreCase(name))
                .toList();
        return new ContentType(type, subtype, MimeParameters.of(others));
    }

    /** The type in lower case: {@code text}. */
    public String type() {
        return type;
    }

    /** The subtype in lower case: {@code plain}. */
    public String subtype() {
        return subtype;
    }

    /** Both, in lower case: {@code text/plain}. */
    public String mediaType() {
        return type + "/" + subtype;
    }

    /** Whether it is this type and subtype; give them in lower case. */
    public boolean is(String wantedType, String wantedSubtype) {
        return type.equals(wantedType) && subtype.equals(wantedSubtype);
    }

    /** Whether it is of this type; give it in lower case. */
    public boolean is(String wantedType) {
        return type.equals(wantedType);
    }

    /** Whether it is a whole message (RFC 2046 §5.2.1, RFC 6532 §3.7). */
    boolean isMessage() {
        return is("message", "rfc822") || is("message", "global");
    }

    /** Its parameters. */
    public MimeParameters parameters() {
        return parameters;
    }

    /** The charset parameter, as it was written. */
    public Optional<String> charset() {
        return parameters.get("charset");
    }

    /** The boundary parameter of a multipart; white space at its end is no part of it (RFC 2046 §5.1.1). */
    public Optional<String> boundary() {
        return parameters.get("boundary").map(String::stripTrailing).filter(boundary -> !boundary.isEmpty());
    }

    /** The name parameter, encoded words in it decoded: what senders had before there was Content-Disposition. */
    public Optional<String> name() {
        return parameters.readable("name");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ContentType that
                && type.equals(that.type)
                && subtype.equals(that.subtype)
                && parameters.equals(that.parameters);
    }

    @Override
    public int hashCode() {
        return Objects.hash(type, subtype, parameters);
    }

    /** In the form of a field. */
    @Override
    public String toString() {
        return mediaType() + parameters;
    }
}
