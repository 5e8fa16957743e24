package dev.yubin.mime;

import dev.yubin.mime.text.HtmlText;
import dev.yubin.mime.text.OneTimeCodes;
import dev.yubin.mime.text.TextLinks;
import dev.yubin.store.MessageContent;
import java.io.IOException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A message as its reader sees it: who wrote what to whom, its text, what is attached. Any octets are a message; of a
 * broken one there is what can be read. The header and the structure are read once, bodies each time they are asked for,
 * in the caller's thread. Immutable.
 *
 * <p>Where the content cannot be read, the methods throw {@link java.io.UncheckedIOException}.
 */
public final class ParsedMessage {
    private static final int MAX_TEXT_FOR_CODES = 100_000;

    private final MessageContent content;
    private final MimeLimits limits;
    private final HeaderFields header;
    private final MimeStructure structure;
    private final ShownParts shown;

    private ParsedMessage(MessageContent content, MimeLimits limits, HeaderFields header, MimeStructure structure) {
        this.content = content;
        this.limits = limits;
        this.header = header;
        this.structure = structure;
        this.shown = ShownParts.of(structure.root());
    }

    /**
     * Reads a message with the {@linkplain MimeLimits#DEFAULT usual limits}.
     *
     * @throws IOException if the content cannot be read
     */
    public static ParsedMessage parse(MessageContent content) throws IOException {
        return parse(content, MimeLimits.DEFAULT);
    }

    /**
     * Reads a message.
     *
     * @throws IOException if the content cannot be read
     */
    public static ParsedMessage parse(MessageContent content, MimeLimits limits) throws IOException {
        MimeStructure structure = MimeStructure.scan(content, limits);
        HeaderFields header = HeaderFields.read(content, structure.root(), limits.headerOctets());
        return new ParsedMessage(content, limits, header, structure);
    }

    /** The octets it was read from. */
    public MessageContent content() {
        return content;
    }

    /** All fields of its header. */
    public HeaderFields header() {
        return header;
    }

    /** Where its parts are. */
    public MimeStructure structure() {
        return structure;
    }

    /** Its subject, decoded (RFC 5322 §3.6.5). */
    public Optional<String> subject() {
        return header.firstDecoded("Subject");
    }

    /** Who wrote it (RFC 5322 §3.6.2). */
    public List<MailboxAddress> from() {
        return addresses("From");
    }

    /** Who sent it, if that is somebody else than who wrote it (RFC 5322 §3.6.2). */
    public Optional<MailboxAddress> sender() {
        return addresses("Sender").stream().findFirst();
    }

    /** Where replies go (RFC 5322 §3.6.2). */
    public List<MailboxAddress> replyTo() {
        return addresses("Reply-To");
    }

    /** To whom the header says it goes (RFC 5322 §3.6.3); members of groups are among them. */
    public List<MailboxAddress> to() {
        return addresses("To");
    }

    /** Who gets a copy, as the header says (RFC 5322 §3.6.3). */
    public List<MailboxAddress> cc() {
        return addresses("Cc");
    }

    /** The Bcc field, which most senders leave out (RFC 5322 §3.6.3). */
    public List<MailboxAddress> bcc() {
        return addresses("Bcc");
    }

    private List<MailboxAddress> addresses(String name) {
        // RFC 5322 §4.5.3: obsolete syntax has a field of addresses more than once.
        return header.all(name).stream()
                .flatMap(body -> Address.parseMailboxes(body).stream())
                .toList();
    }

    /** When it was written (RFC 5322 §3.6.1). */
    public Optional<OffsetDateTime> date() {
        return header.first("Date").flatMap(MailDate::parse);
    }

    /** Its Message-ID without the angle brackets (RFC 5322 §3.6.4). */
    public Optional<String> messageId() {
        return header.first("Message-ID").flatMap(MessageId::parse);
    }

    /** The ids of the messages it answers, without the angle brackets (RFC 5322 §3.6.4). */
    public List<String> inReplyTo() {
        return header.first("In-Reply-To").map(MessageId::parseList).orElse(List.of());
    }

    /** The ids of the messages of its thread, the oldest first, without the angle brackets (RFC 5322 §3.6.4). */
    public List<String> references() {
        return header.first("References").map(MessageId::parseList).orElse(List.of());
    }

    /**
     * Its text, decoded, with {@code \n} at the ends of lines; made from the HTML where there is no plain form. Several
     * pieces of text follow each other. Empty if there is none. At most {@value BodyPart#MAX_TEXT} characters of each
     * piece are read.
     */
    public String text() {
        return joined(shown.texts().stream().map(this::plain).toList());
    }

    private String plain(ShownParts.Text text) {
        String plain =
                joined(text.plain().stream().map(part -> part(part).text()).toList());
        // Some senders have a plain form that is empty.
        boolean fromHtml = plain.isBlank() && !text.html().isEmpty();
        return fromHtml ? joined(text.html().stream().map(this::htmlAsText).toList()) : plain;
    }

    private String htmlAsText(MimePart part) {
        return HtmlText.toText(part(part).text(), BodyPart.MAX_TEXT);
    }

    /** Its HTML, decoded, with {@code \n} at the ends of lines. Several pieces follow each other. Empty if there is none. */
    public String html() {
        return joined(shown.texts().stream()
                .flatMap(text -> text.html().stream())
                .map(part -> part(part).text())
                .toList());
    }

    /** Each begins on a line of its own. */
    private static String joined(List<String> pieces) {
        StringBuilder all = new StringBuilder();
        for (String piece : pieces) {
            if (!all.isEmpty() && all.charAt(all.length() - 1) != '\n') {
                all.append('\n');
            }
            all.append(piece);
        }
        return all.toString();
    }

    /** What is attached, in order; messages too. */
    public List<BodyPart> attachments() {
        return shown.attachments().stream().map(this::part).toList();
    }

    /** What is attached under this name. */
    public Optional<BodyPart> attachment(String name) {
        return attachments().stream()
                .filter(part -> part.name().filter(name::equals).isPresent())
                .findFirst();
    }

    /** What is shown with the text and is not text, in order: images that the HTML names, an invitation. */
    public List<BodyPart> inlineParts() {
        return shown.inline().stream().map(this::part).toList();
    }

    /** A part of this message, to be read. */
    public BodyPart part(MimePart part) {
        return new BodyPart(content, part);
    }

    /** The messages in it: forwarded ones, the one that a report returns, those of a digest. */
    public List<ParsedMessage> messages() {
        List<ParsedMessage> messages = new ArrayList<>();
        for (MimePart part : shown.messages()) {
            messages.add(BodyPart.reading(() -> parse(
                    part.transferEncoding().isEncoded()
                            ? MessageContent.of(part(part).bytes())
                            : part.body(content),
                    limits)));
        }
        return messages;
    }

    /** The http and https links in its text and its HTML, those of the HTML's text too, each once, in order. */
    public List<String> links() {
        Set<String> links = new LinkedHashSet<>();
        for (ShownParts.Text text : shown.texts()) {
            text.plain().forEach(part -> links.addAll(TextLinks.find(part(part).text())));
            for (MimePart part : text.html()) {
                String html = part(part).text();
                HtmlText.links(html).stream().filter(ParsedMessage::isWeb).forEach(links::add);
                links.addAll(TextLinks.find(HtmlText.outsideLinks(html, BodyPart.MAX_TEXT)));
            }
        }
        return List.copyOf(links);
    }

    private static boolean isWeb(String link) {
        return link.regionMatches(true, 0, "http://", 0, 7) || link.regionMatches(true, 0, "https://", 0, 8);
    }

    /**
     * What in its text looks like a one-time code, the likeliest first; what only the HTML has comes last. The first
     * {@value #MAX_TEXT_FOR_CODES} characters are looked at.
     */
    public List<String> codes() {
        Set<String> codes = new LinkedHashSet<>(codes(text()));
        for (ShownParts.Text text : shown.texts()) {
            text.html().forEach(part -> codes.addAll(codes(htmlAsText(part))));
        }
        return List.copyOf(codes);
    }

    private static List<String> codes(String text) {
        return OneTimeCodes.find(text.substring(0, Math.min(text.length(), MAX_TEXT_FOR_CODES)));
    }

    /** For people, in one line. */
    @Override
    public String toString() {
        return "from " + from().stream().map(MailboxAddress::address).collect(Collectors.joining(", "))
                + subject().map(text -> ", subject \"" + text + "\"").orElse(", no subject") + ", "
                + content.size() + " octets";
    }
}
