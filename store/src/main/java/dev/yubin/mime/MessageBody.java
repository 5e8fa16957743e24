package dev.yubin.mime;

import java.util.ArrayList;
import java.util.List;

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

    private record Source(MimeBoundaries boundaries, TransferEncoding encoding) {}

    /**
     * All of it.
     *
     * @param asItIs whether somebody else says how it is encoded
     */
    MimeEntity entity(MimeBoundaries boundaries, boolean asItIs) {
        check();
        Source source = new Source(boundaries, asItIs ? TransferEncoding.BINARY : encoding);
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
            alternatives.add(MimeEntity.text(text, type == null ? PLAIN : type, charset, source.encoding()));
        }
        if (html != null) {
            MimeEntity page = MimeEntity.text(html, HTML, charset, source.encoding());
            alternatives.add(inline.isEmpty() ? page : related(page, source.boundaries()));
        }
        return alternatives.size() == 1
                ? alternatives.get(0)
                : multipart("alternative", alternatives, source.boundaries());
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
