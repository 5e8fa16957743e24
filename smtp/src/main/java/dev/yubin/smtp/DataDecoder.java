package dev.yubin.smtp;

import io.netty.buffer.ByteBuf;

/**
 * Message text behind DATA: takes the dots off that the client put in front of lines, and finds the end (RFC 5321
 * §4.5.2). Only CRLF ends a line, so only {@code CRLF.CRLF} is the end, whatever way the octets are cut into buffers.
 * Text is passed on as slices, without a copy.
 */
final class DataDecoder {
    private enum State {
        /** Behind a CRLF, or at the beginning. */
        LINE_START,
        /** Within a line. */
        TEXT,
        /** Behind a CR within a line. */
        CR,
        /** Behind a dot that began a line; the dot is not part of the text. */
        DOT
    }

    private State state = State.LINE_START;
    private boolean bareLineEnd;

    /** The next piece of text, {@link EndOfData}, or null if the buffer is used up. Takes it from the buffer. */
    Object next(ByteBuf in) {
        int at = in.readerIndex();
        int end = in.writerIndex();
        while (at < end) {
            byte octet = in.getByte(at);
            switch (state) {
                case LINE_START -> {
                    if (octet == '.') {
                        state = State.DOT;
                        return textBefore(in, at, 1);
                    }
                    state = State.TEXT;
                }
                case TEXT -> at = text(in, at, end);
                case CR -> at = afterCr(octet, at);
                case DOT -> {
                    if (octet != '\r') {
                        state = State.TEXT;
                    } else if (at + 1 == end) {
                        // Whether the CR is text or part of the end is up to the next octet.
                        return null;
                    } else if (in.getByte(at + 1) == '\n') {
                        in.readerIndex(at + 2);
                        return new EndOfData(bareLineEnd);
                    } else {
                        state = State.TEXT;
                    }
                }
            }
        }
        return textBefore(in, end, 0);
    }

    /** Goes on to behind the next CR or LF. */
    private int text(ByteBuf in, int at, int end) {
        int lineEnd = LineEndSearch.find(in, at, end);
        if (lineEnd < 0) {
            return end;
        }
        if (in.getByte(lineEnd) == '\n') {
            bareLineEnd = true;
        } else {
            state = State.CR;
        }
        return lineEnd + 1;
    }

    private int afterCr(byte octet, int at) {
        if (octet == '\n') {
            state = State.LINE_START;
            return at + 1;
        }
        bareLineEnd = true;
        state = octet == '\r' ? State.CR : State.TEXT;
        return octet == '\r' ? at + 1 : at;
    }

    /** The text up to {@code at}, or null if there is none; also takes what is left out behind it. */
    private static ByteBuf textBefore(ByteBuf in, int at, int leftOut) {
        int length = at - in.readerIndex();
        ByteBuf text = length == 0 ? null : in.readRetainedSlice(length);
        in.skipBytes(leftOut);
        return text;
    }
}
