package dev.yubin.mime;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What of a message is its text, what is shown with the text and what is attached, as mail readers sort it (RFC 2046
 * §5.1, RFC 2183 §2, RFC 2387). Depth is bounded by {@link MimeLimits#depth()}.
 */
final class ShownParts {
    /** One piece of text: in plain form, in HTML, or in both. */
    record Text(List<MimePart> plain, List<MimePart> html) {}

    private final List<Text> texts = new ArrayList<>();
    private final List<MimePart> inline = new ArrayList<>();
    private final List<MimePart> attachments = new ArrayList<>();
    private final List<MimePart> messages = new ArrayList<>();

    /** This is one of several forms of the same: what is not understood is passed over for what is. */
    private final boolean alternative;

    private ShownParts(boolean alternative) {
        this.alternative = alternative;
    }

    static ShownParts of(MimePart root) {
        ShownParts shown = new ShownParts(false);
        shown.add(root, false);
        return shown;
    }

    /** The pieces of text, in their order. */
    List<Text> texts() {
        return texts;
    }

    /** What belongs to the text and is not text: images, other forms of the same. */
    List<MimePart> inline() {
        return inline;
    }

    /** What is attached; messages too. */
    List<MimePart> attachments() {
        return attachments;
    }

    /** The messages that are attached, or that a digest has. */
    List<MimePart> messages() {
        return messages;
    }

    private void add(MimePart part, boolean related) {
        ContentType type = part.contentType();
        if (!part.parts().isEmpty()) {
            addMultipart(part);
        } else if (type.isMessage()) {
            messages.add(part);
            attachments.add(part);
        } else if (isText(part)) {
            boolean html = type.is("text", "html");
            texts.add(new Text(html ? List.of() : List.of(part), html ? List.of(part) : List.of()));
        } else if (isInline(part, related)) {
            inline.add(part);
        } else {
            attachments.add(part);
        }
    }

    private void addMultipart(MimePart multipart) {
        ContentType type = multipart.contentType();
        List<MimePart> parts = multipart.parts();
        if (type.is("multipart", "alternative")) {
            addAlternatives(parts);
        } else if (type.is("multipart", "related")) {
            MimePart root = relatedRoot(multipart);
            add(root, false);
            parts.stream().filter(part -> part != root).forEach(this::addRelated);
        } else if (type.is("multipart", "digest")) {
            // What a digest has is its content, not attached to it.
            int before = attachments.size();
            parts.forEach(part -> add(part, false));
            attachments
                    .subList(before, attachments.size())
                    .removeIf(part -> part.contentType().isMessage());
        } else {
            parts.forEach(part -> add(part, false));
        }
    }

    /** What the root of a multipart/related names, text or not, is no text of its own. */
    private void addRelated(MimePart part) {
        if (part.contentType().is("text") && part.contentId().isPresent()) {
            inline.add(part);
        } else {
            add(part, true);
        }
    }

    /** RFC 2046 §5.1.4: the same in several forms, the best last. */
    private void addAlternatives(List<MimePart> parts) {
        List<MimePart> plain = new ArrayList<>();
        List<MimePart> html = new ArrayList<>();
        for (MimePart part : parts) {
            ShownParts one = new ShownParts(true);
            one.add(part, true);
            replace(
                    plain,
                    one.texts.stream().flatMap(text -> text.plain.stream()).toList());
            replace(html, one.texts.stream().flatMap(text -> text.html.stream()).toList());
            inline.addAll(one.inline);
            attachments.addAll(one.attachments);
            messages.addAll(one.messages);
        }
        if (!plain.isEmpty() || !html.isEmpty()) {
            texts.add(new Text(plain, html));
        }
    }

    private static void replace(List<MimePart> worse, List<MimePart> better) {
        if (!better.isEmpty()) {
            worse.clear();
            worse.addAll(better);
        }
    }

    /** RFC 2387 §3.2: the parameter start has its Content-ID, written as it may be; else it is the first. */
    private static MimePart relatedRoot(MimePart related) {
        Optional<String> start = related.contentType().parameters().get("start").flatMap(MessageId::parse);
        return related.parts().stream()
                .filter(part -> start.isPresent()
                        && part.contentId().flatMap(MessageId::parse).equals(start))
                .findFirst()
                .orElse(related.parts().get(0));
    }

    private boolean isText(MimePart part) {
        ContentType type = part.contentType();
        if (type.is("multipart")) {
            // Without a single part, all it has is what stands in front of them.
            return true;
        }
        if (!type.is("text")
                || part.disposition().filter(ContentDisposition::isAttachment).isPresent()) {
            return false;
        }
        if (!type.is("text", "plain") && !type.is("text", "html")) {
            // RFC 2046 §4.1.4: a text of a kind one does not know is plain text. Behind another text it is a file.
            return !alternative && texts.isEmpty();
        }
        // A text that has a name is a file, unless it is what the message begins with or is said to be shown.
        return texts.isEmpty()
                || part.disposition().isPresent()
                || BodyPart.name(part).isEmpty();
    }

    /** RFC 2183 §2.1 if it says so; else what a multipart/related or an alternative has beside its text. */
    private static boolean isInline(MimePart part, boolean related) {
        return part.disposition().map(ContentDisposition::isInline).orElse(related);
    }
}
