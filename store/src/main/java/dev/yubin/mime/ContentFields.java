package dev.yubin.mime;

import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What the Content fields of a part's header say (RFC 2045 §3 and those that came after). The first of a name counts. */
final class ContentFields {
    /** How the names of all of them begin, in lower case. */
    static final String PREFIX = "content-";

    private static final Set<String> KEPT =
            Set.of("type", "disposition", "transfer-encoding", "id", "description", "language", "location", "md5");

    /** What a parameter weighs beside its text, in octets: a field of nothing but short ones becomes large. */
    private static final int PARAMETER_COST = 64;

    /** By what follows "content-" in their names, in lower case. */
    private final Map<String, String> bodies = new HashMap<>();

    private final Set<MimeCut> cuts = EnumSet.noneOf(MimeCut.class);
    /** How many octets of fields may still be kept. */
    private int budget;

    private Optional<ContentType> type = Optional.empty();
    private Optional<ContentDisposition> disposition = Optional.empty();
    private byte[] boundary;

    private ContentFields(int budget) {
        this.budget = budget;
    }

    /**
     * Reads them.
     *
     * @param cut whether the header goes on behind {@code length}
     * @param budget how many octets of fields may be kept
     */
    static ContentFields read(byte[] header, int length, boolean cut, MimeLimits limits, int budget) {
        ContentFields fields = new ContentFields(budget);
        if (cut) {
            fields.cuts.add(MimeCut.HEADER);
        }
        HeaderCursor cursor = new HeaderCursor(header, length);
        while (cursor.next()) {
            if (cursor.nameBegins(PREFIX) && !(cut && cursor.end() == length)) {
                fields.note(cursor, limits);
            }
        }
        return fields;
    }

    private void note(HeaderCursor cursor, MimeLimits limits) {
        String name = cursor.name().substring(PREFIX.length()).toLowerCase(Locale.ROOT);
        if (!KEPT.contains(name) || bodies.containsKey(name)) {
            return;
        }
        int octets = cursor.end() - cursor.start();
        if (octets > budget) {
            cuts.add(MimeCut.HEADER);
            return;
        }
        budget -= octets;
        byte[] body = cursor.body();
        String text = HeaderText.of(body, 0, body.length);
        if (name.equals("type")) {
            type = ContentType.parse(text, limits.parameters());
            type.ifPresent(known -> noteType(known, text, body, limits));
        } else if (name.equals("disposition")) {
            disposition = ContentDisposition.parse(text, limits.parameters());
            disposition.ifPresent(known -> noteParameters(known.parameters()));
        }
        bodies.put(name, text);
    }

    private void noteType(ContentType known, String text, byte[] body, MimeLimits limits) {
        noteParameters(known.parameters());
        if (known.is("multipart")) {
            // Delimiter lines are compared octet by octet, whatever charset the header is in.
            String latin = new String(body, StandardCharsets.ISO_8859_1);
            boundary = (latin.equals(text) ? type : ContentType.parse(latin, limits.parameters()))
                    .flatMap(ContentType::boundary)
                    .map(value -> value.getBytes(StandardCharsets.ISO_8859_1))
                    .orElse(null);
        }
    }

    private void noteParameters(MimeParameters parameters) {
        budget -= PARAMETER_COST * parameters.written().size();
        if (parameters.isCut()) {
            cuts.add(MimeCut.PARAMETERS);
        }
    }

    /** How many octets of fields may be kept after this. */
    int budget() {
        return budget;
    }

    /** What was beyond a limit. */
    Set<MimeCut> cuts() {
        return cuts;
    }

    /** The type, if there is one that can be understood. */
    Optional<ContentType> type() {
        return type;
    }

    /** What the delimiter lines of a multipart have behind their hyphens; null if it does not say. */
    byte[] boundary() {
        return boundary;
    }

    Optional<ContentDisposition> disposition() {
        return disposition;
    }

    /** How the body is encoded; 7bit if it does not say (RFC 2045 §6.1). */
    TransferEncoding transferEncoding() {
        return body("transfer-encoding").map(TransferEncoding::of).orElse(TransferEncoding.SEVEN_BIT);
    }

    /** The body of another Content field, as it was written; name it in lower case without "content-". */
    Optional<String> body(String name) {
        return Optional.ofNullable(bodies.get(name));
    }
}
