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
    final ContentType defaultType;
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
    private int boundaryHash;

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

    /** Where what has been read of it in full ends: its header, or before that the line in front of it. */
    long contentStart() {
        return inHeader() ? start : bodyStart;
    }

    /** From now on delimiter lines are looked for; with null, the first line that looks like one tells what they are. */
    void delimitedBy(byte[] wanted) {
        delimited = true;
        boundary = wanted;
        boundaryHash = wanted == null ? 0 : Arrays.hashCode(wanted);
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

    /** Whether its boundary is {@code octets[from, to)}; the hash is of {@link Arrays#hashCode(byte[])}. */
    boolean isDelimitedBy(byte[] octets, int from, int to, int hash) {
        return delimited
                && boundary != null
                && hash == boundaryHash
                && Arrays.equals(octets, from, to, boundary, 0, boundary.length);
    }

    /** Its end is known. The line end in front of a delimiter line may be the one that ended the header. */
    MimePart ended(long end, long linesAtEnd) {
        bodyLength = Math.max(0, end - bodyStart);
        bodyLines = bodyLength == 0 ? 0 : linesAtEnd - linesAtBody;
        return new MimePart(this);
    }
}
