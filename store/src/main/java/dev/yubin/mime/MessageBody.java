package dev.yubin.mime;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What has been said of a body to {@link MimeMessageBuilder}, and how it becomes one. */
final class MessageBody {
    private static final ContentType OCTETS = ContentType.of("application", "octet-stream");
    private static final ContentType PLAIN = ContentType.of("text", "plain");
    private static final ContentType HTML = ContentType.of("text", "html");

    final List<MimeMessageBuilder> attached = new ArrayList<>();
    final List<MimeMessageBuilder> inline = new ArrayList<>();
    String charset = "utf-8";
    TransferEncoding encoding;
    ContentType type;
    String text;
    String html;
    byte[] octets;
    ContentType multipartType;
    List<MimeMessageBuilder> parts = List.of();
    MultipartEntity.Frame frame = MultipartEntity.Frame.NONE;

    private record Source(MimeBoundaries boundaries, TransferEncoding encoding, boolean ended) {}

    /**
     * All of it, as a message.
     *
     * @param asItIs whether somebody else says how it is encoded
     */
    MimeEntity message(boolean asItIs) {
        boolean alone = attached.isEmpty() && inline.isEmpty() && (text == null || html == null);
        return entity(new MimeBoundaries(), asItIs, alone);
    }

    /** All of it, as one part of several. */
    MimeEntity part(MimeBoundaries boundaries, boolean asItIs) {
        return entity(boundaries, asItIs, false);
    }

    /** Whether that one is among these parts, or theirs. */
    boolean holds(MimeMessageBuilder wanted) {
        Set<MimeMessageBuilder> seen = new HashSet<>();
        Deque<MessageBody> open = new ArrayDeque<>(List.of(this));
        while (!open.isEmpty()) {
            MessageBody next = open.pop();
            for (List<MimeMessageBuilder> held : List.of(next.parts, next.attached)) {
                held.stream().filter(seen::add).forEach(part -> open.push(part.body()));
            }
        }
        return seen.contains(wanted);
    }

    private MimeEntity entity(MimeBoundaries boundaries, boolean asItIs, boolean ended) {
        check();
        Source source = new Source(boundaries, asItIs ? TransferEncoding.BINARY : encoding, ended);
        List<MimeEntity> all = new ArrayList<>();
        if (multipartType != null) {
            MultipartEntity.Frame encoded = frame.withEncoding(asItIs ? null : encoding);
            all.add(MultipartEntity.of(multipartType, entities(parts, boundaries), encoded, boundaries));
        } else if (octets != null) {
            all.add(MimeEntity.octets(octets, type == null ? OCTETS : type, source.encoding()));
        } else if (text != null || html != null) {
            all.add(readable(source));
        } else if (type != null) {
            all.add(MimeEntity.octets(new byte[0], type, source.encoding()));
        }
        if (html == null) {
            all.addAll(entities(inline, boundaries));
        }
        all.addAll(entities(attached, boundaries));
        if (all.size() > 1 || !attached.isEmpty()) {
            return multipart("mixed", all, boundaries);
        }
        return all.isEmpty() ? MimeEntity.NONE : all.get(0);
    }

    /** A type whose boundary, if it has one, is that of the frame. */
    void multipart(ContentType wanted, List<MimeMessageBuilder> wantedParts) {
        wanted.parameters().get("boundary").ifPresent(boundary -> frame = frame.withBoundary(boundary));
        multipartType = wanted.without("boundary");
        parts = wantedParts;
    }

    private void check() {
        int bodies =
                (text != null || html != null ? 1 : 0) + (octets != null ? 1 : 0) + (multipartType != null ? 1 : 0);
        if (bodies > 1) {
            throw new IllegalArgumentException(
                    "One of these only: text and html, body, multipart; attach adds more parts");
        }
        if (type != null && (multipartType != null || html != null && text == null)) {
            throw new IllegalArgumentException(
                    "contentType is for body and text: give the parameters of a multipart with"
                            + " its subtype, as in multipart(\"report; report-type=delivery-status\", ...)");
        }
    }

    private MimeEntity readable(Source source) {
        List<MimeEntity> alternatives = new ArrayList<>();
        if (text != null) {
            alternatives.add(leaf(text, type == null ? PLAIN : type, source));
        }
        if (html != null) {
            MimeEntity page = leaf(html, HTML, source);
            alternatives.add(inline.isEmpty() ? page : related(page, source.boundaries()));
        }
        return alternatives.size() == 1
                ? alternatives.get(0)
                : multipart("alternative", alternatives, source.boundaries());
    }

    private MimeEntity leaf(String lines, ContentType of, Source source) {
        boolean open = source.ended() && !lines.isEmpty() && !lines.endsWith("\n") && !lines.endsWith("\r");
        return MimeEntity.text(open ? lines + "\n" : lines, of, charset, source.encoding());
    }

    private MimeEntity related(MimeEntity page, MimeBoundaries boundaries) {
        List<MimeEntity> all = new ArrayList<>(List.of(page));
        all.addAll(entities(inline, boundaries));
        // RFC 2387 §3.1: the type of the first part has to be said.
        ContentType related = ContentType.of("multipart", "related").with("type", HTML.mediaType());
        return MultipartEntity.of(related, all, MultipartEntity.Frame.NONE, boundaries);
    }

    private static MimeEntity multipart(String subtype, List<MimeEntity> parts, MimeBoundaries boundaries) {
        return MultipartEntity.of(ContentType.of("multipart", subtype), parts, MultipartEntity.Frame.NONE, boundaries);
    }

    private static List<MimeEntity> entities(List<MimeMessageBuilder> builders, MimeBoundaries boundaries) {
        return builders.stream().map(builder -> builder.part(boundaries)).toList();
    }
}
