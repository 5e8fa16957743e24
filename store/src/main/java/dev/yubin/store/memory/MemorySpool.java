package dev.yubin.store.memory;

import dev.yubin.store.MessageContent;
import dev.yubin.store.Spool;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Takes a message in as the chunks that stay its stored content. The first chunk is as large as the sender announced
 * (within bounds) or as what came first, later ones grow with the message, so that a small message wastes no memory and
 * a large one makes few chunks.
 */
final class MemorySpool implements Spool {
    /** Largest chunk: half of what G1 treats as humongous with its smallest regions. */
    static final int MAX_CHUNK = 256 * 1024;

    /** A last chunk with more than this share unused (one in 8) is cut to size. */
    private static final int WASTE_SHARE = 8;

    /** How much of an announced size is set aside before anything has arrived. */
    private static final int MAX_ON_TRUST = 16 * 1024;

    /** How many times what has arrived is set aside if so much was announced. */
    private static final int TRUST = 4;

    private static final int COPY_BUFFER = 16 * 1024;
    private static final MessageContent EMPTY = MessageContent.of(new byte[0]);

    @Override
    public Incoming open(long expectedSize) {
        return new Chunks(expectedSize);
    }

    /**
     * Content that is the store's own for as long as it wants: content in memory as it is, else a copy, because a file
     * may be deleted by whoever made it.
     */
    static MessageContent keep(MessageContent content) throws IOException {
        if (content.size() == 0) {
            return EMPTY;
        }
        if (content.bufferAt(0).isPresent()) {
            return content;
        }
        Chunks copy = new Chunks(content.size());
        byte[] buffer = new byte[COPY_BUFFER];
        try (InputStream in = content.openStream(0)) {
            for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
                copy.write(ByteBuffer.wrap(buffer, 0, n));
            }
        }
        if (copy.written != content.size()) {
            String found = "Content of " + content.size() + " octets turned out to have " + copy.written;
            throw new StoreException(Kind.CORRUPT, found);
        }
        return copy.finish();
    }

    /** One message coming in. */
    private static final class Chunks implements Incoming {
        private final List<byte[]> full = new ArrayList<>(2);
        private final long expected;
        private long written;
        private byte[] chunk;
        private int used;

        Chunks(long expectedSize) {
            this.expected = expectedSize;
        }

        @Override
        public void write(ByteBuffer octets) {
            while (octets.hasRemaining()) {
                if (chunk == null || used == chunk.length) {
                    startChunk(octets.remaining());
                }
                int n = Math.min(octets.remaining(), chunk.length - used);
                octets.get(chunk, used, n);
                used += n;
                written += n;
            }
        }

        private void startChunk(int atHand) {
            if (chunk != null) {
                full.add(chunk);
            }
            // What was announced is believed no further than what did arrive bears it out.
            long left = expected - written;
            long wanted = left > 0 ? Math.min(left, Math.max(MAX_ON_TRUST, written * TRUST)) : written;
            wanted = Math.max(atHand, wanted);
            chunk = new byte[(int) Math.min(MAX_CHUNK, wanted)];
            used = 0;
        }

        @Override
        public MessageContent finish() {
            if (chunk != null) {
                boolean wasteful = chunk.length - used > chunk.length / WASTE_SHARE;
                full.add(wasteful ? Arrays.copyOf(chunk, used) : chunk);
                chunk = null;
            }
            return new ChunkedContent(full, written);
        }

        @Override
        public void close() {
            chunk = null;
            full.clear();
        }
    }
}
