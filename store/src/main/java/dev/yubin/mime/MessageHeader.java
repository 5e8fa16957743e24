package dev.yubin.mime;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What has been said of a header to {@link MimeMessageBuilder}, and how it is written. */
final class MessageHeader {
    /** The usual order; what is not named stands behind these and in front of MIME-Version. */
    private static final List<String> ORDER = List.of(
            "return-path",
            "received",
            "date",
            "from",
            "sender",
            "reply-to",
            "to",
            "cc",
            "bcc",
            "message-id",
            "in-reply-to",
            "references",
            "subject");

    /** The rank of what is added in front on a message's way. */
    private static final int TRACE = 1;

    /** A field: how it is written once the charset is known, and whether a method of its own gives it. */
    private record Entry(String name, boolean typed, Function<Charset, byte[]> written) {
        boolean is(String wanted) {
            return name.equalsIgnoreCase(wanted);
        }
    }

    private final List<Entry> entries = new ArrayList<>();
    private final Map<String, List<Address>> addresses = new HashMap<>();
    private Charset charset = StandardCharsets.UTF_8;
    private boolean defaults;

    /** The same texts or parts, none of which may be null. */
    static <T> T[] noneIsNull(T[] given, String name) {
        Objects.requireNonNull(given, name);
        for (int i = 0; i < given.length; i++) {
            Objects.requireNonNull(given[i], name + "[" + i + "]");
        }
        return given;
    }

    private static String bracketed(String id) {
        String bare = HeaderWriter.oneLine("An id", id).strip();
        if (bare.startsWith("<") && bare.endsWith(">")) {
            bare = bare.substring(1, bare.length() - 1);
        }
        String written = "<" + bare + ">";
        Optional<String> read = MessageId.parse(written);
        if (!read.equals(Optional.of(bare))) {
            throw new IllegalArgumentException("An id looks like <unique@example.com>, this does not: " + id
                    + read.map(other -> "; it would be read as <" + other + ">").orElse(""));
        }
        return written;
    }

    /**
     * A type that somebody gives.
     *
     * @throws IllegalArgumentException if it cannot be written, or something of it would be left out
     */
    static ContentType type(String contentType) {
        Optional<ContentType> type = ContentType.parse(HeaderWriter.oneLine("A content type", contentType));
        if (type.isEmpty() || !words(type.get().toString()).equals(words(contentType))) {
            throw new IllegalArgumentException("A content type looks like image/png or text/plain; charset=utf-8, with"
                    + " quotes round values that are more than a word; this does not: " + contentType);
        }
        // Too long a word is refused here, not when it is written.
        MimeEntity.Field.of("Content-Type", type.get());
        return type.get();
    }

    /** All that is said by a type: without comments, semicolons, white space and quotes. */
    private static String words(String contentType) {
        FieldLexer lexer = new FieldLexer(contentType, FieldLexer.TSPECIALS);
        StringBuilder words = new StringBuilder();
        while (lexer.next() != FieldLexer.Kind.END) {
            words.append(lexer.is(';') ? "" : lexer.text());
        }
        return words.toString().replace(" ", "").replace("\t", "").toLowerCase(Locale.ROOT);
    }

    void charset(Charset forEncodedWords) {
        charset = forEncodedWords;
    }

    void withDefaults() {
        defaults = true;
    }

    /** A field of any text, instead of the one that was set before. */
    void set(String name, String value) {
        HeaderWriter.oneLine(name, value);
        put(name, c -> utf8(HeaderWriter.unstructured(name, value, c)));
    }

    /** A field whose body is as it is to be, but for folding; instead of the one that was set before. */
    void setWritten(String name, String body) {
        byte[] field = utf8(HeaderWriter.structured(name, body));
        put(name, c -> field);
    }

    /** Ids, instead of those that were set before; none are no field, since none has nothing in it (RFC 5322 §3.6.4). */
    void ids(String name, String... ids) {
        String body = Arrays.stream(ids).map(MessageHeader::bracketed).collect(Collectors.joining(" "));
        if (body.isEmpty()) {
            entries.removeIf(entry -> entry.typed() && entry.is(name));
        } else {
            setWritten(name, body);
        }
    }

    private void put(String name, Function<Charset, byte[]> written) {
        entries.removeIf(entry -> entry.typed() && entry.is(name));
        entries.add(new Entry(name, true, written));
    }

    /** One more field of any text. */
    void add(String name, String value) {
        HeaderWriter.name(name);
        HeaderWriter.oneLine(name, value);
        // What cannot be written is refused here, not when it is written.
        HeaderWriter.unstructured(name, value, charset);
        entries.add(new Entry(name, false, c -> utf8(HeaderWriter.unstructured(name, value, c))));
    }

    /** One more field as given. */
    void addRaw(String name, byte[] value) {
        HeaderWriter.name(name);
        for (int i = 0; i < value.length; i++) {
            boolean fold = value[i] == '\r'
                    && i + 2 < value.length
                    && value[i + 1] == '\n'
                    && (value[i + 2] == ' ' || value[i + 2] == '\t');
            if (fold) {
                i++;
            } else if (value[i] == '\r' || value[i] == '\n' || value[i] == 0) {
                throw new IllegalArgumentException("The field " + name + " would end at octet " + i
                        + ": in a raw value CRLF stands in front of a space or tab only, and there is no NUL");
            }
        }
        ByteArrayOutputStream field = new ByteArrayOutputStream();
        field.writeBytes(utf8(name + ": "));
        field.writeBytes(value);
        field.writeBytes(MimeEntity.CRLF);
        entries.add(new Entry(name, false, c -> field.toByteArray()));
    }

    /** Addresses, after or instead of those that were given before. */
    void addresses(String name, boolean instead, String... more) {
        List<Address> read = Arrays.stream(more).map(MessageHeader::address).toList();
        List<Address> all = addresses.computeIfAbsent(name, key -> new ArrayList<>());
        if (instead) {
            all.clear();
        }
        all.addAll(read);
        // What cannot be written is refused here; all is written once, when there is all.
        HeaderWriter.structured(name, written(read) + ",");
        entries.removeIf(entry -> entry.typed() && entry.is(name));
        if (!all.isEmpty()) {
            entries.add(new Entry(name, true, c -> utf8(HeaderWriter.structured(name, written(all)))));
        }
    }

    private static String written(List<Address> addresses) {
        return addresses.stream().map(Address::toString).collect(Collectors.joining(", "));
    }

    private static Address address(String text) {
        List<Address> read = Address.parseList(HeaderWriter.oneLine("An address", text));
        return read.size() == 1 && read.get(0) instanceof GroupAddress group ? group : MailboxAddress.of(text);
    }

    /** How a part is shown; the filename may be null. */
    void disposition(String kind, String filename) {
        if (!HeaderText.isToken(kind)) {
            throw new IllegalArgumentException("A disposition is inline, attachment or another word: "
                    + Phrase.clean(kind) + " is not; the name of a file is given beside it");
        }
        List<MimeParameter> name = filename == null ? List.of() : List.of(new MimeParameter("filename", filename));
        byte[] field = utf8(HeaderWriter.parameters("Content-Disposition", kind, name));
        put("Content-Disposition", c -> field);
    }

    /** Whether somebody has said himself how the body is encoded. */
    boolean saysEncoding() {
        return has("Content-Transfer-Encoding");
    }

    private boolean has(String name) {
        return entries.stream().anyMatch(entry -> entry.is(name));
    }

    /** The entity as a part of something else. */
    MimeEntity part(MimeEntity entity) {
        return entity.with(fields(entries));
    }

    /** The entity as a message, its last line ended. */
    byte[] message(MimeEntity entity) {
        List<Entry> all = new ArrayList<>(entries);
        if (defaults && !has("Date")) {
            String now = MailDate.format(OffsetDateTime.now(ZoneOffset.UTC));
            all.add(new Entry("Date", true, c -> utf8("Date: " + now + "\r\n")));
        }
        if (defaults && !has("Message-ID")) {
            String id = bracketed(MessageId.generate(domain()));
            all.add(new Entry("Message-ID", true, c -> utf8("Message-ID: " + id + "\r\n")));
        }
        boolean mime = !entity.fields().isEmpty() || all.stream().anyMatch(entry -> rank(entry) == contentRank());
        if (mime && !has("MIME-Version")) {
            all.add(new Entry("MIME-Version", true, c -> utf8("MIME-Version: 1.0\r\n")));
        }
        byte[] octets = entity.with(fields(all)).octets();
        if (octets[octets.length - 1] == '\n' && octets[octets.length - 2] == '\r') {
            return octets;
        }
        byte[] end = entity.lineEnd();
        byte[] ended = Arrays.copyOf(octets, octets.length + end.length);
        System.arraycopy(end, 0, ended, octets.length, end.length);
        return ended;
    }

    private List<MimeEntity.Field> fields(List<Entry> all) {
        return all.stream()
                .sorted(Comparator.comparingInt(MessageHeader::rank))
                .map(entry -> new MimeEntity.Field(entry.name(), entry.written().apply(charset)))
                .toList();
    }

    private static int contentRank() {
        return ORDER.size() + 2;
    }

    private static int rank(Entry entry) {
        String name = entry.name().toLowerCase(Locale.ROOT);
        int rank = ORDER.indexOf(name);
        if (rank >= 0) {
            // Trace fields stay in the order in which they are given (RFC 5322 §3.6.7).
            return Math.max(TRACE, rank);
        }
        if (name.startsWith("resent-")) {
            return TRACE;
        }
        return name.startsWith(ContentFields.PREFIX)
                ? contentRank()
                : ORDER.size() + (name.equals("mime-version") ? 1 : 0);
    }

    private String domain() {
        return addresses.getOrDefault("From", List.of()).stream()
                .flatMap(address -> address.mailboxes().stream())
                .flatMap(mailbox -> mailbox.domain().stream())
                .findFirst()
                .orElse("localhost");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
