package dev.yubin.mime;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A part whose end has not been seen yet. */
final class OpenPart {
    final OpenPart parent;
    /** How many parts it lies in, itself included. */
    final int depth;
    /** What it is if it does not say. */
    private final ContentType defaultType;
    /** Where it begins. */
    final long start;
    /** Its body is none: what is embedded in a message/external-body. */
    final boolean phantom;

    /** Null while the header is read, as is all that follows from it. */
    ContentFields fields;

    ContentType type;
    long bodyStart;
    long linesAtBody;
    long bodyLength;
    long bodyLines;
    final List<MimePart> parts = new ArrayList<>(0);
    MimePart embedded;

    private boolean delimited;
    private byte[] boundary;

    OpenPart(OpenPart parent, long start, ContentType defaultType, boolean phantom) {
        this.parent = parent;
        this.depth = parent == null ? 1 : parent.depth + 1;
        this.start = start;
        this.defaultType = defaultType;
        this.phantom = phantom;
    }

    boolean inHeader() {
        return fields == null;
    }

    /** What it is, since its Content-Type says nothing one can understand (RFC 2045 §5.2). */
    ContentType defaultType(int maxParameters) {
        return fields.body("type")
                .map(body -> defaultType.withParametersOf(body, maxParameters))
                .orElse(defaultType);
    }

    /** Where what has been read of it in full ends: its header, or before that the line in front of it. */
    long contentStart() {
        return inHeader() ? start : bodyStart;
    }

    /** From now on delimiter lines are looked for; with null, the first line that looks like one tells what they are. */
    void delimitedBy(byte[] wanted) {
        delimited = true;
        boundary = wanted;
    }

    /** Nothing that follows belongs to any of its parts. */
    void endOfParts() {
        delimited = false;
    }

    boolean isDelimited() {
        return delimited;
    }

    boolean knowsBoundary() {
        return boundary != null;
    }

    /** What a line is to it that has two hyphens and then {@code octets[from, to)}. */
    DelimiterTail delimiterTail(byte[] octets, int from, int to) {
        boolean begins = delimited
                && boundary != null
                && to - from >= boundary.length
                && Arrays.equals(octets, from, from + boundary.length, boundary, 0, boundary.length);
        return begins ? DelimiterTail.of(octets, from + boundary.length, to) : DelimiterTail.NONE;
    }

    /** Its end is known. */
    MimePart ended(long end, long linesAtEnd) {
        bodyLength = Math.max(0, end - bodyStart);
        bodyLines = bodyLength == 0 ? 0 : linesAtEnd - linesAtBody;
        return new MimePart(this);
    }
}
