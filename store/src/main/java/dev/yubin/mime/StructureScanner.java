package dev.yubin.mime;

import dev.yubin.store.MessageContent;
import java.io.IOException;

/**
 * Finds the parts of a message in one pass over its octets (RFC 2046 §5). Memory is bounded by the limits, time is linear
 * in the size of the message.
 *
 * <p>A delimiter line is one that begins with a boundary, behind which is nothing or white space. RFC 2046 §5.1.1 would
 * have it that anything may follow; but then a boundary that is the beginning of another could not be told from it, and
 * there are senders that number their boundaries.
 */
final class StructureScanner {
    /** RFC 5322 §2.1.1 allows lines of 998 octets; no longer one is a delimiter. */
    private static final int MAX_DELIMITER_LINE = 1000;

    private final ContentWindow window;
    private final MimeLimits limits;
    private final HeaderBuffer header;
    private final LineFeeds lineFeeds = new LineFeeds();
    private int partCount;
    private int fieldBudget;

    private OpenPart top;
    /** How many of the open parts have delimiter lines that are looked for. */
    private int delimited;
    /** Line ends passed so far. */
    private long lines;

    private StructureScanner(ContentWindow window, MimeLimits limits) {
        this.window = window;
        this.limits = limits;
        this.header = new HeaderBuffer(limits.headerOctets());
        this.fieldBudget = limits.fieldOctets();
    }

    static MimePart scan(MessageContent content, MimeLimits limits) throws IOException {
        try (ContentWindow window = new ContentWindow(content)) {
            return new StructureScanner(window, limits).scan();
        }
    }

    private MimePart scan() throws IOException {
        open(ContentType.TEXT_PLAIN, false);
        // Each turn begins at the beginning of a line.
        while (window.require(2) || window.require(1)) {
            if (delimited > 0 && isDelimiterLine()) {
                continue;
            }
            if (top.inHeader()) {
                headerLine();
            } else {
                bodyLines();
            }
        }
        OpenPart root = top;
        while (root.parent != null) {
            root = root.parent;
        }
        endWithin(root, window.offset(), lines);
        if (root.inHeader()) {
            endHeader(window.offset());
        }
        return root.ended(window.offset(), lines);
    }

    /** Opens a part at the position, in the one that is open. */
    private void open(ContentType defaultType, boolean phantom) {
        partCount++;
        top = new OpenPart(top, window.offset(), defaultType, phantom);
        header.clear();
    }

    private boolean mayOpen() {
        if (partCount < limits.parts()) {
            return true;
        }
        top.fields.cuts().add(MimeCut.PARTS);
        return false;
    }

    private void headerLine() throws IOException {
        boolean empty = isLineEnd(window.at());
        boolean goesOn = true;
        while (goesOn && window.require(1)) {
            int from = window.at();
            int lineFeed = LineFeeds.indexOf(window.octets(), from, window.limit());
            goesOn = lineFeed < 0;
            window.moveTo(goesOn ? window.limit() : lineFeed + 1);
            header.add(window.octets(), from, window.at());
        }
        lines += goesOn ? 0 : 1;
        if (empty) {
            endHeader(window.offset());
            descend();
        }
    }

    private boolean isLineEnd(int index) {
        byte[] octets = window.octets();
        return octets[index] == '\n'
                || octets[index] == '\r' && index + 1 < window.limit() && octets[index + 1] == '\n';
    }

    /** The open part's header is read; its body, if it has one, begins here. */
    private void endHeader(long bodyStart) {
        OpenPart part = top;
        header.truncate(bodyStart - part.start);
        part.fields = ContentFields.read(header.octets(), header.length(), header.isCut(), limits, fieldBudget);
        fieldBudget = part.fields.budget();
        part.type = part.fields.type().orElseGet(() -> part.defaultType(limits.parameters()));
        part.bodyStart = bodyStart;
        part.linesAtBody = lines;
    }

    /** Looks into the open part, whose header is read, if there is something in it. */
    private void descend() {
        OpenPart part = top;
        boolean external = part.type.is("message", "external-body");
        boolean message = isMessage(part);
        if (part.phantom || !(external || message || part.type.is("multipart"))) {
            return;
        }
        if (part.depth == limits.depth()) {
            part.fields.cuts().add(MimeCut.DEPTH);
        } else if (!external && !message) {
            // RFC 2045 §6.4: a multipart is not encoded, whatever it says.
            part.delimitedBy(part.fields.boundary());
            delimited++;
        } else if (mayOpen()) {
            open(ContentType.TEXT_PLAIN, external);
        }
    }

    /** RFC 2046 §5.2.1: a message/rfc822 is not encoded. RFC 6532 §3.7: a message/global may be. */
    private static boolean isMessage(OpenPart part) {
        return part.type.isMessage() && !part.fields.transferEncoding().isEncoded();
    }

    /** Passes over lines of a body, up to the beginning of one that may be a delimiter line. */
    private void bodyLines() throws IOException {
        byte[] octets = window.octets();
        while (window.require(1)) {
            window.moveTo(lineFeeds.pass(octets, window.at(), window.limit()));
            lines += lineFeeds.passed();
            if (delimited > 0 && octets[window.at() - 1] == '\n') {
                return;
            }
        }
    }

    /** Whether the line at the position is a delimiter line. If so, it is passed over, and what it ends is ended. */
    private boolean isDelimiterLine() throws IOException {
        if (window.limit() - window.at() < 2 || !isHyphen(window.at()) || !isHyphen(window.at() + 1)) {
            return false;
        }
        window.require(MAX_DELIMITER_LINE);
        byte[] octets = window.octets();
        int visible = Math.min(window.limit(), window.at() + MAX_DELIMITER_LINE);
        int lineFeed = LineFeeds.indexOf(octets, window.at(), visible);
        if (lineFeed < 0 && visible == window.at() + MAX_DELIMITER_LINE) {
            return false;
        }
        int from = window.at() + 2;
        int to = lineFeed < 0 ? visible : lineFeed;
        OpenPart multipart = null;
        DelimiterTail found = DelimiterTail.NONE;
        for (OpenPart part = top; part != null && !found.isAll(); part = part.parent) {
            DelimiterTail tail = part.delimiterTail(octets, from, to);
            // Nothing behind the boundary, at any level, is surer than words behind it.
            if (tail.isAll() || found == DelimiterTail.NONE) {
                multipart = part;
                found = tail;
            }
        }
        if (found == DelimiterTail.NONE) {
            return isFirstDelimiterLine(from, to, lineFeed);
        }
        delimiterLine(multipart, found.closes(), lineFeed);
        return true;
    }

    /** A multipart that does not say how it is delimited is so by the first line that could do it. */
    private boolean isFirstDelimiterLine(int from, int to, int lineFeed) {
        boolean wanted = top.isDelimited() && !top.knowsBoundary();
        byte[] boundary = wanted ? DelimiterTail.guess(window.octets(), from, to) : null;
        if (boundary == null) {
            return false;
        }
        top.delimitedBy(boundary);
        delimiterLine(top, false, lineFeed);
        return true;
    }

    private boolean isHyphen(int index) {
        return window.octets()[index] == '-';
    }

    private void delimiterLine(OpenPart multipart, boolean closes, int lineFeed) {
        // RFC 2046 §5.1.1: the line end in front belongs to the delimiter.
        byte[] octets = window.octets();
        int at = window.at();
        int history = window.history();
        // But not if the header or the delimiter line of what ends here has ended with it.
        boolean lineBefore = history > 0 && octets[at - 1] == '\n' && window.offset() > top.contentStart();
        int lineEnd = !lineBefore ? 0 : history > 1 && octets[at - 2] == '\r' ? 2 : 1;
        endWithin(multipart, window.offset() - lineEnd, lineBefore ? lines - 1 : lines);
        window.moveTo(lineFeed < 0 ? window.limit() : lineFeed + 1);
        lines += lineFeed < 0 ? 0 : 1;
        if (closes) {
            multipart.endOfParts();
            delimited--;
        } else if (mayOpen()) {
            open(multipart.type.is("multipart", "digest") ? ContentType.MESSAGE_RFC822 : ContentType.TEXT_PLAIN, false);
        }
    }

    /** Ends all that is open within this part. */
    private void endWithin(OpenPart outer, long end, long linesAtEnd) {
        while (top != outer) {
            OpenPart part = top;
            if (part.inHeader()) {
                endHeader(Math.max(part.start, end));
            }
            delimited -= part.isDelimited() ? 1 : 0;
            MimePart ended = part.ended(end, linesAtEnd);
            top = part.parent;
            if (top.type.is("multipart")) {
                top.parts.add(ended);
            } else {
                top.embedded = ended;
            }
        }
    }
}
