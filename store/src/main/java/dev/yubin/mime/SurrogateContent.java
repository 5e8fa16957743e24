package dev.yubin.mime;

import dev.yubin.store.MessageContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.ByteBuffer;
import java.util.Objects;
import java.util.Optional;

/** Some content with other octets in place of its first ones. */
final class SurrogateContent implements MessageContent {
    private final byte[] first;
    private final MessageContent original;
    /** Where in the original that begins which stays. */
    private final long rest;

    /** In memory or not at all: readers ask for the first piece and expect the others to be like it. */
    private final boolean inMemory;

    SurrogateContent(byte[] first, MessageContent original, long rest) {
        this.first = first;
        this.original = original;
        this.rest = rest;
        this.inMemory = original.bufferAt(0).isPresent();
    }

    @Override
    public long size() {
        return first.length + original.size() - rest;
    }

    @Override
    public InputStream openStream(long offset) throws IOException {
        Objects.checkIndex(offset, size() + 1);
        if (offset >= first.length) {
            return original.openStream(rest + offset - first.length);
        }
        int from = (int) offset;
        InputStream body = original.openStream(rest);
        return new SequenceInputStream(new ByteArrayInputStream(first, from, first.length - from), body);
    }

    @Override
    public Optional<ByteBuffer> bufferAt(long offset) {
        Objects.checkIndex(offset, size());
        if (!inMemory) {
            return Optional.empty();
        }
        if (offset >= first.length) {
            return original.bufferAt(rest + offset - first.length);
        }
        int from = (int) offset;
        return Optional.of(
                ByteBuffer.wrap(first, from, first.length - from).slice().asReadOnlyBuffer());
    }
}
