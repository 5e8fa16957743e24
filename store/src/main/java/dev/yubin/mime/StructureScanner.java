package dev.yubin.mime;

import dev.yubin.store.MessageContent;
import java.io.IOException;
import java.util.Arrays;

/**
 * Finds the parts of a message in one pass over its octets (RFC 2046 §5). Memory is bounded by the limits, time is linear
 * in the size of the message.
 *
 * <p>A delimiter line is one that holds a boundary and nothing but white space behind it. RFC 2046 §5.1.1 would have it
 * that what begins with a boundary is one; but then a boundary that is the beginning of another could not be told from
 * it, and there are senders that number their boundaries.
 */
final class StructureScanner {
    /** RFC 5322 §2.1.1 allows lines of 998 octets; no longer one is a delimiter. */
    private static final int MAX_DELIMITER_LINE = 1000;
    /** Longest boundary that is guessed. RFC 2046 §5.1.1 allows 70 octets. */
    private static final int MAX_GUESS = 200;

    private final ContentWindow window;
    private final MimeLimits limits;
    private final HeaderBuffer header;
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
        part.type = part.fields.type().orElse(part.defaultType);
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
        return (part.type.is("message", "rfc822") || part.type.is("message", "global"))
                && !part.fields
                        .body("transfer-encoding")
                        .map(TransferEncoding::of)
                        .orElse(TransferEncoding.SEVEN_BIT)
                        .isEncoded();
    }

    /** Passes over lines of a body, up to the beginning of one that may be a delimiter line. */
    private void bodyLines() throws IOException {
        byte[] octets = window.octets();
        while (window.require(1)) {
            int lineFeed = LineFeeds.indexOf(octets, window.at(), window.limit());
            if (lineFeed < 0) {
                window.moveTo(window.limit());
                continue;
            }
            lines++;
            window.moveTo(lineFeed + 1);
            if (delimited > 0 && (lineFeed + 1 == window.limit() || octets[lineFeed + 1] == '-')) {
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
        while (to > from && (octets[to - 1] == ' ' || octets[to - 1] == '\t' || octets[to - 1] == '\r')) {
            to--;
        }
        if (to == from) {
            return false;
        }
        int hash = hash(octets, from, to);
        boolean mayClose = to - from >= 2 && isHyphen(to - 1) && isHyphen(to - 2);
        int closeHash = mayClose ? hash(octets, from, to - 2) : 0;
        for (OpenPart part = top; part != null; part = part.parent) {
            boolean closes = mayClose && part.isDelimitedBy(octets, from, to - 2, closeHash);
            if (closes || part.isDelimitedBy(octets, from, to, hash)) {
                delimiterLine(part, closes, lineFeed);
                return true;
            }
        }
        if (top.isDelimited() && !top.knowsBoundary() && !mayClose && isLikelyBoundary(octets, from, to)) {
            // It is a multipart and does not say how it is delimited: then by the first line that could do it.
            top.delimitedBy(Arrays.copyOfRange(octets, from, to));
            delimiterLine(top, false, lineFeed);
            return true;
        }
        return false;
    }

    /** No ruler, no line of words, no begin of a signature. */
    private static boolean isLikelyBoundary(byte[] octets, int from, int to) {
        boolean hyphens = true;
        for (int i = from; i < to; i++) {
            if (octets[i] == ' ' || octets[i] == '\t') {
                return false;
            }
            hyphens &= octets[i] == '-';
        }
        return !hyphens && to - from <= MAX_GUESS;
    }

    private boolean isHyphen(int index) {
        return window.octets()[index] == '-';
    }

    /** As {@link Arrays#hashCode(byte[])} has it. */
    private static int hash(byte[] octets, int from, int to) {
        int hash = 1;
        for (int i = from; i < to; i++) {
            hash = 31 * hash + octets[i];
        }
        return hash;
    }

    private void delimiterLine(OpenPart multipart, boolean closes, int lineFeed) {
        // RFC 2046 §5.1.1: the line end in front belongs to the delimiter.
        byte[] octets = window.octets();
        int at = window.at();
        int history = window.history();
        boolean lineBefore = history > 0 && octets[at - 1] == '\n';
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
            // A part without an octet lies between two delimiter lines, not in the first of them.
            MimePart ended = part.ended(part.parent == outer ? Math.max(part.start, end) : end, linesAtEnd);
            top = part.parent;
            if (top.type.is("multipart")) {
                top.parts.add(ended);
            } else {
                top.embedded = ended;
            }
        }
    }
}
