package dev.yubin.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/** A range of the octets of some content: a message without the trace headers in front of it, one part of a message. */
final class SliceContent implements MessageContent {
    private final MessageContent whole;
    private final long start;
    private final long size;

    SliceContent(MessageContent whole, long start, long size) {
        this.whole = whole;
        this.start = Objects.checkFromIndexSize(start, size, whole.size());
        this.size = size;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream openStream(long offset) throws IOException {
        long from = start + Objects.checkIndex(offset, size + 1);
        long left = size - offset;
        InputStream rest = whole.openStream(from);
        return from + left == whole.size() ? rest : new FirstOctets(rest, left);
    }

    @Override
    public Optional<ByteBuffer> bufferAt(long offset) {
        long left = size - Objects.checkIndex(offset, size);
        return whole.bufferAt(start + offset)
                .map(piece -> piece.remaining() > left ? piece.slice(piece.position(), (int) left) : piece);
    }

    @Override
    public MessageContent slice(long offset, long length) {
        Objects.checkFromIndexSize(offset, length, size);
        return whole.slice(start + offset, length);
    }
}
