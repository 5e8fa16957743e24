package dev.yubin.store;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/** Content without its first octets: what a message is before trace headers were put in front of it. */
final class TailContent implements MessageContent {
    private final MessageContent whole;
    private final long start;

    TailContent(MessageContent whole, long start) {
        this.whole = whole;
        this.start = Objects.checkIndex(start, whole.size() + 1);
    }

    @Override
    public long size() {
        return whole.size() - start;
    }

    @Override
    public InputStream openStream(long offset) throws IOException {
        return whole.openStream(start + Objects.checkIndex(offset, size() + 1));
    }

    @Override
    public Optional<ByteBuffer> bufferAt(long offset) {
        return whole.bufferAt(start + Objects.checkIndex(offset, size()));
    }
}
