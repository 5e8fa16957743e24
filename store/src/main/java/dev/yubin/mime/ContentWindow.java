package dev.yubin.mime;

import dev.yubin.store.MessageContent;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/** A few octets of a content at a time, in an array of bounded size, from the beginning to the end. */
final class ContentWindow implements Closeable {
    /** How many octets before its position a window still shows. */
    static final int HISTORY = 2;

    private static final int SIZE = 16 * 1024;

    private final MessageContent content;
    private final boolean inMemory;
    private InputStream stream;
    private ByteBuffer piece;
    private final byte[] octets;
    /** Where in the content the array begins. */
    private long base;

    private int at;
    private int limit;

    ContentWindow(MessageContent content) {
        this.content = content;
        this.octets = new byte[(int) Math.min(SIZE, content.size() + 1)];
        this.inMemory = content.size() > 0 && content.bufferAt(0).isPresent();
    }

    /** The array; what counts in it is {@code [at, limit)}, and {@link #HISTORY} octets before, if there were so many. */
    byte[] octets() {
        return octets;
    }

    int at() {
        return at;
    }

    int limit() {
        return limit;
    }

    /** Goes on to this index of the array, at most to the limit. */
    void moveTo(int index) {
        at = index;
    }

    /** Where in the content the position is. */
    long offset() {
        return base + at;
    }

    /** How many octets the position is from the beginning, at most {@link #HISTORY}. */
    int history() {
        return (int) Math.min(HISTORY, offset());
    }

    /**
     * Shows at least so many octets from the position on, or all there are. What is before the position and its history
     * is gone then, and what is left may be elsewhere in the array.
     */
    boolean require(int number) throws IOException {
        while (limit - at < number && base + limit < content.size()) {
            if (octets.length - limit == 0 || octets.length - at < number) {
                int from = at - Math.min(HISTORY, at);
                System.arraycopy(octets, from, octets, 0, limit - from);
                base += from;
                at -= from;
                limit -= from;
            }
            int n = read(base + limit);
            if (n < 0) {
                break;
            }
            limit += n;
        }
        return limit - at >= number;
    }

    private int read(long offset) throws IOException {
        if (inMemory) {
            if (piece == null || !piece.hasRemaining()) {
                piece = content.bufferAt(offset).orElseThrow();
            }
            int n = Math.min(piece.remaining(), octets.length - limit);
            piece.get(octets, limit, n);
            return n;
        }
        if (stream == null) {
            stream = content.openStream(0);
        }
        // A stream that goes on behind the content's size is no part of it.
        return stream.read(octets, limit, (int) Math.min(octets.length - limit, content.size() - offset));
    }

    @Override
    public void close() throws IOException {
        if (stream != null) {
            stream.close();
        }
    }
}
