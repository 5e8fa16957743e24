package dev.yubin.store.memory;

import dev.yubin.store.MessageContent;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Content in the chunks it arrived in. The last chunk may have unused octets at its end. */
final class ChunkedContent implements MessageContent {
    private final byte[][] chunks;
    /** Where each chunk begins. */
    private final long[] starts;

    private final long size;

    ChunkedContent(List<byte[]> chunks, long size) {
        this.size = size;
        this.chunks = chunks.toArray(byte[][]::new);
        this.starts = new long[this.chunks.length];
        long total = 0;
        for (int i = 0; i < starts.length; i++) {
            starts[i] = total;
            total += this.chunks[i].length;
        }
    }

    /** How many octets of memory the chunks take. */
    long allocated() {
        return starts.length == 0 ? 0 : starts[starts.length - 1] + chunks[chunks.length - 1].length;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public Optional<ByteBuffer> bufferAt(long offset) {
        Objects.checkIndex(offset, size);
        int index = Arrays.binarySearch(starts, offset);
        index = index >= 0 ? index : -index - 2;
        byte[] chunk = chunks[index];
        int from = (int) (offset - starts[index]);
        int length = (int) Math.min(chunk.length - from, size - offset);
        return Optional.of(ByteBuffer.wrap(chunk, from, length).slice().asReadOnlyBuffer());
    }

    @Override
    public InputStream openStream(long offset) {
        Objects.checkIndex(offset, size + 1);
        return new ChunkStream(offset);
    }

    /** Reads chunk after chunk. */
    private final class ChunkStream extends InputStream {
        private long position;

        ChunkStream(long position) {
            this.position = position;
        }

        @Override
        public int read() {
            return position == size ? -1 : bufferAt(position++).orElseThrow().get() & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) {
            Objects.checkFromIndexSize(offset, length, target.length);
            if (length == 0) {
                return 0;
            }
            if (position == size) {
                return -1;
            }
            ByteBuffer here = bufferAt(position).orElseThrow();
            int n = Math.min(length, here.remaining());
            here.get(target, offset, n);
            position += n;
            return n;
        }

        @Override
        public int available() {
            return (int) Math.min(Integer.MAX_VALUE, size - position);
        }
    }
}
