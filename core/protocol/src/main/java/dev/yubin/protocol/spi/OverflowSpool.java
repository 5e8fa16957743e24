package dev.yubin.protocol.spi;

import dev.yubin.store.MessageContent;
import dev.yubin.store.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The spool of stores that bring none: memory up to {@value #MAX_MEMORY} octets, above that a temporary file that is
 * gone when nobody reads it any more. Blocks.
 */
final class OverflowSpool implements Spool {
    static final int MAX_MEMORY = 64 * 1024;

    private static final Cleaner CLEANER = Cleaner.create();
    /** Files of content that was still reachable when the JVM ended. */
    private static final Set<Path> LEFT_OVER = ConcurrentHashMap.newKeySet();

    static {
        Runtime.getRuntime().addShutdownHook(new Thread(() -> LEFT_OVER.forEach(OverflowSpool::delete)));
    }

    @Override
    public Incoming open(long expectedSize) {
        return new Overflow();
    }

    /** One message coming in. */
    private static final class Overflow implements Incoming {
        private byte[] memory = new byte[1024];
        private int used;
        private Path path;
        private FileChannel file;
        private long written;
        private boolean finished;

        @Override
        public void write(ByteBuffer octets) throws IOException {
            if (file == null && used + octets.remaining() > MAX_MEMORY) {
                path = temporaryFile();
                file = FileChannel.open(path, StandardOpenOption.WRITE);
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
                written += file.write(octets);
            }
        }

        @Override
        public MessageContent finish() throws IOException {
            if (file == null) {
                return MessageContent.of(Arrays.copyOf(memory, used));
            }
            file.close();
            finished = true;
            return new FileContent(path, written);
        }

        @Override
        public void close() throws IOException {
            if (file != null && !finished) {
                file.close();
                delete(path);
            }
        }
    }

    /**
     * Content in a temporary file, which is deleted when the content is no longer reachable. The file is open only while
     * somebody reads it: who keeps content keeps no file descriptor.
     */
    private static final class FileContent implements MessageContent {
        private final Path path;
        private final long size;

        FileContent(Path path, long size) {
            this.path = path;
            this.size = size;
            CLEANER.register(this, () -> delete(path));
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public InputStream openStream(long offset) throws IOException {
            Objects.checkIndex(offset, size + 1);
            FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
            channel.position(offset);
            return Channels.newInputStream(channel);
        }
    }

    private static Path temporaryFile() throws IOException {
        Path path = Files.createTempFile("yubin-", ".spool");
        LEFT_OVER.add(path);
        return path;
    }

    private static void delete(Path path) {
        try {
            LEFT_OVER.remove(path);
            Files.deleteIfExists(path);
        } catch (IOException e) {
            // The file was temporary and nobody reads it any more: the system's own cleaning will find it.
        }
    }
}
