package dev.yubin.protocol.spi;

import dev.yubin.store.MessageContent;
import dev.yubin.store.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;

/**
 * The spool of stores that bring none: memory up to {@value #MAX_MEMORY} octets, above that a temporary file that is
 * gone when nobody reads it any more. Blocks.
 */
final class OverflowSpool implements Spool {
    static final int MAX_MEMORY = 64 * 1024;

    private static final Cleaner CLEANER = Cleaner.create();

    @Override
    public Incoming open(long expectedSize) {
        return new Overflow();
    }

    /** One message coming in. */
    private static final class Overflow implements Incoming {
        private byte[] memory = new byte[1024];
        private int used;
        private FileChannel file;
        private boolean finished;

        @Override
        public void write(ByteBuffer octets) throws IOException {
            if (file == null && used + octets.remaining() > MAX_MEMORY) {
                file = temporaryFile();
                writeFully(ByteBuffer.wrap(memory, 0, used));
                memory = null;
            }
            if (file != null) {
                writeFully(octets);
                return;
            }
            int end = used + octets.remaining();
            if (end > memory.length) {
                memory = Arrays.copyOf(memory, Math.max(end, memory.length * 2));
            }
            octets.get(memory, used, end - used);
            used = end;
        }

        private void writeFully(ByteBuffer octets) throws IOException {
            while (octets.hasRemaining()) {
                file.write(octets);
            }
        }

        private static FileChannel temporaryFile() throws IOException {
            Path path = Files.createTempFile("yubin-", ".spool");
            return FileChannel.open(
                    path, StandardOpenOption.READ, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE);
        }

        @Override
        public MessageContent finish() throws IOException {
            finished = true;
            return file == null ? MessageContent.of(Arrays.copyOf(memory, used)) : new FileContent(file);
        }

        @Override
        public void close() throws IOException {
            if (file != null && !finished) {
                file.close();
            }
        }
    }

    /** Content in an open file, which is closed (and so deleted) when the content is no longer reachable. */
    private static final class FileContent implements MessageContent {
        private final FileChannel file;
        private final long size;

        FileContent(FileChannel file) throws IOException {
            this.file = file;
            this.size = file.size();
            CLEANER.register(this, () -> closeQuietly(file));
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public InputStream openStream(long offset) {
            return new PositionedStream(this, Objects.checkIndex(offset, size + 1));
        }

        @Override
        public Optional<FileChannel> file() {
            return Optional.of(file);
        }

        private static void closeQuietly(FileChannel file) {
            try {
                file.close();
            } catch (IOException e) {
                // The file was temporary and nobody reads it any more.
            }
        }
    }

    /** Reads a file from a position of its own. Keeps the content, and so the file, alive. */
    private static final class PositionedStream extends InputStream {
        private final FileContent content;
        private long position;

        PositionedStream(FileContent content, long position) {
            this.content = content;
            this.position = position;
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            int n = content.file.read(ByteBuffer.wrap(target, offset, length), position);
            position += Math.max(0, n);
            return n;
        }
    }
}
