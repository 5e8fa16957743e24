package dev.yubin.protocol.spi;

import io.netty.buffer.ByteBuf;
import io.netty.util.ByteProcessor;
import java.nio.charset.StandardCharsets;

/**
 * Cuts command lines out of a buffer. Only CRLF ends a line (RFC 5321 §2.3.8, RFC 1939 §3, RFC 9051 §2.2): what another
 * program might take for a line end never starts a command here. After a bare CR or LF the rest up to the next CRLF is
 * read past. Never holds more than one line of the longest allowed length.
 */
public final class CrlfFramer {
    /** After so many octets of one line that are read past, it is told again that it is too long. */
    static final int MAX_SKIPPED = 4 * 1024 * 1024;

    private int maxLength;
    /** Octets of the line that were looked at before and hold no line end. */
    private int scanned;
    /** Whether the rest of a broken line is being read past. */
    private boolean skipping;
    /** Whether the fault of the line being skipped is still to be told, at its end. */
    private boolean tellAtEnd;

    private boolean skippedCr;
    private long skipped;

    /** A framer for lines of up to that many octets without CRLF. */
    public CrlfFramer(int maxLength) {
        this.maxLength = maxLength;
    }

    /** From the next line on, lines of up to that many octets without CRLF are taken. Not while half a line is here. */
    public void maxLength(int octets) {
        maxLength = octets;
    }

    /** The next line, or null if there is none yet. What is returned has been read from the buffer. */
    public Frame next(ByteBuf in) {
        return skipping ? skip(in) : line(in);
    }

    private Frame line(ByteBuf in) {
        int start = in.readerIndex();
        int at = in.forEachByte(start + scanned, in.readableBytes() - scanned, ByteProcessor.FIND_CRLF);
        int length = (at < 0 ? in.writerIndex() : at) - start;
        if (length > maxLength) {
            // Whatever comes behind the longest line is not looked at, or it would matter how much came at once.
            scanned = 0;
            skipping = true;
            tellAtEnd = true;
            skipped = 0;
            return skip(in);
        }
        if (at < 0) {
            scanned = length;
            return null;
        }
        if (in.getByte(at) == '\n') {
            return broken(in, at + 1, Frame.Fault.BARE_LF);
        }
        if (at + 1 == in.writerIndex()) {
            scanned = length;
            return null;
        }
        if (in.getByte(at + 1) != '\n') {
            return broken(in, at + 1, Frame.Fault.BARE_CR);
        }
        scanned = 0;
        String text = in.toString(start, length, StandardCharsets.ISO_8859_1);
        in.readerIndex(at + 2);
        return new Frame.Line(text);
    }

    private Frame broken(ByteBuf in, int next, Frame.Fault fault) {
        // The fault is told at once: a client that ends its lines in LF would else wait for ever.
        in.readerIndex(next);
        scanned = 0;
        skipping = true;
        tellAtEnd = false;
        skippedCr = false;
        skipped = 0;
        return new Frame.Broken(fault);
    }

    private Frame skip(ByteBuf in) {
        while (in.isReadable()) {
            int start = in.readerIndex();
            int lineFeed = in.indexOf(start, in.writerIndex(), (byte) '\n');
            int end = lineFeed < 0 ? in.writerIndex() : lineFeed + 1;
            boolean lineEnds = lineFeed >= 0 && (lineFeed > start ? in.getByte(lineFeed - 1) == '\r' : skippedCr);
            skippedCr = in.getByte(end - 1) == '\r';
            skipped += end - start;
            in.readerIndex(end);
            if (lineEnds) {
                skipping = false;
                skipped = 0;
                return tellAtEnd ? new Frame.Broken(Frame.Fault.TOO_LONG) : line(in);
            }
            if (skipped > MAX_SKIPPED) {
                // A line without an end is one bad command after the other: their limit ends it.
                skipped = 0;
                return new Frame.Broken(Frame.Fault.TOO_LONG);
            }
        }
        return null;
    }
}
