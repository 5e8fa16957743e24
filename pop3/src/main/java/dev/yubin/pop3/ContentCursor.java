package dev.yubin.pop3;

import dev.yubin.protocol.spi.Cursor;
import dev.yubin.protocol.spi.Output;
import dev.yubin.store.MessageContent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A message as a multi-line response: a dot is put in front of each line that begins with one, and a line with only a
 * dot ends it (RFC 1939 §3). Content in memory leaves as slices, other content in pieces of a bounded size.
 */
final class ContentCursor implements Cursor {
    /** No limit on the lines of the body. */
    static final long ALL_LINES = -1;

    private static final byte[] DOT = {'.'};
    private static final byte[] CRLF = {'\r', '\n'};
    private static final byte[] END = {'.', '\r', '\n'};

    private final MessageContent content;
    private final boolean blocks;
    private InputStream stream;
    /** The first octets, if they were looked at and not written yet; else null. */
    private ByteBuf ahead;

    private long offset;
    /** How many lines of the body are still wanted; {@link #ALL_LINES} for all. */
    private long linesLeft;

    private boolean inBody;
    private boolean lineStart = true;
    /** Octets of the line so far. */
    private long lineLength;

    /** As if a line had just ended. */
    private byte last = '\n';

    private boolean enough;

    /**
     * A cursor at the beginning of a message.
     *
     * @param lines how many lines of the body to write, or {@link #ALL_LINES}
     * @param blocks whether reading the content may block
     */
    ContentCursor(MessageContent content, long lines, boolean blocks) {
        this.content = content;
        this.linesLeft = lines;
        this.blocks = blocks;
    }

    @Override
    public boolean blocks() {
        return blocks;
    }

    /** Reads the first octets, before the first step; if that fails, the cursor is closed. May block. */
    void begin(Output out) throws IOException {
        try {
            ahead = beginning((int) Math.min(content.size(), STEP), out);
        } finally {
            if (ahead == null) {
                close();
            }
        }
    }

    /** Whether the header is in UTF-8, as far as the first {@value #STEP} octets show. After {@link #begin}. */
    boolean hasUtf8Header() {
        return HeaderText.isUtf8(ahead);
    }

    /** Whether the header goes on behind the first octets. After {@link #begin}. */
    boolean headerGoesOn() {
        return content.size() > STEP && !HeaderText.hasEnd(ahead);
    }

    /** How many octets the message has, without dots that are put in front of others. */
    long size() {
        return content.size();
    }

    /** The first octets, however small the pieces are in which they come. */
    private ByteBuf beginning(int wanted, Output out) throws IOException {
        List<ByteBuf> pieces = new ArrayList<>();
        int seen = 0;
        try {
            while (seen < wanted) {
                ByteBuf piece = piece(seen, wanted - seen, out);
                pieces.add(piece);
                seen += piece.readableBytes();
            }
        } finally {
            if (seen < wanted) {
                pieces.forEach(ByteBuf::release);
            }
        }
        return Unpooled.wrappedBuffer(pieces.toArray(new ByteBuf[0]));
    }

    @Override
    public boolean step(Output out) throws IOException {
        long stepEnd = Math.min(content.size(), offset + STEP);
        while (offset < stepEnd && !enough) {
            ByteBuf piece = ahead == null ? piece(offset, (int) (stepEnd - offset), out) : ahead;
            ahead = null;
            try {
                offset += piece.readableBytes();
                write(piece, out);
            } finally {
                piece.release();
            }
        }
        if (offset < content.size() && !enough) {
            return true;
        }
        if (!lineStart) {
            out.write(CRLF);
        }
        out.write(END);
        close();
        return false;
    }

    /** Lets go of what was read ahead, and of the stream, if one is open. */
    void close() throws IOException {
        if (ahead != null) {
            ahead.release();
            ahead = null;
        }
        closeStream();
    }

    private void closeStream() throws IOException {
        if (stream != null) {
            stream.close();
            stream = null;
        }
    }

    /** The next octets from there on, at least one. */
    private ByteBuf piece(long from, int wanted, Output out) throws IOException {
        ByteBuffer inMemory = content.bufferAt(from).orElse(null);
        if (inMemory != null) {
            // A stream that was opened for an earlier piece would go on there.
            closeStream();
            ByteBuffer view = inMemory.slice();
            view.limit(Math.min(view.limit(), wanted));
            return Unpooled.wrappedBuffer(view);
        }
        if (stream == null) {
            stream = content.openStream(from);
        }
        ByteBuf piece = out.buffer(wanted);
        try {
            fill(piece, wanted);
            if (!piece.isReadable()) {
                throw new IOException("The content ends at " + from + " of " + content.size() + " octets");
            }
            return piece.retain();
        } finally {
            piece.release();
        }
    }

    /** Streams may give little at a time. */
    private void fill(ByteBuf piece, int wanted) throws IOException {
        int came = 0;
        while (piece.readableBytes() < wanted && came >= 0) {
            came = piece.writeBytes(stream, wanted - piece.readableBytes());
        }
    }

    private void write(ByteBuf piece, Output out) {
        int from = piece.readerIndex();
        int end = piece.writerIndex();
        int at = from;
        while (at < end && !enough) {
            // Many clients take a bare LF for the end of a line: a dot behind one must not end the message for them.
            if (last == '\n' && piece.getByte(at) == '.') {
                out.write(piece.retainedSlice(from, at - from)).write(DOT);
                from = at;
            }
            int lineFeed = piece.indexOf(at, end, (byte) '\n');
            int next = lineFeed < 0 ? end : lineFeed + 1;
            endOfRun(piece, at, next);
            at = next;
        }
        out.write(piece.retainedSlice(from, at - from));
    }

    /** Takes note of what was seen from {@code at} to {@code next}: the rest of a line, or a part of one. */
    private void endOfRun(ByteBuf piece, int at, int next) {
        byte before = next - at >= 2 ? piece.getByte(next - 2) : last;
        last = piece.getByte(next - 1);
        // To be counted, and at the end, a line ends in CRLF.
        lineStart = last == '\n' && before == '\r';
        lineLength += next - at;
        if (!lineStart) {
            return;
        }
        if (inBody && linesLeft > 0) {
            linesLeft--;
        }
        inBody |= lineLength == CRLF.length;
        enough = inBody && linesLeft == 0;
        lineLength = 0;
    }
}
