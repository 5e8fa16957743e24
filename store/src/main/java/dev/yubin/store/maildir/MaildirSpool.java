package dev.yubin.store.maildir;

import dev.yubin.store.MessageContent;
import dev.yubin.store.Spool;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.InstantSource;

/** Takes a message in as a file beside the accounts, to which its recipients' files are then links. */
final class MaildirSpool implements Spool {
    /** Small writes are gathered to this many octets. */
    private static final int BUFFER = 32 * 1024;

    private final Disk disk;
    private final InstantSource clock;
    private final Path directory;

    MaildirSpool(Disk disk, InstantSource clock, Path directory) {
        this.disk = disk;
        this.clock = clock;
        this.directory = directory;
    }

    @Override
    public Incoming open(long expectedSize) throws IOException {
        try {
            Path file = directory.resolve(MessageFile.newForeignBase(clock.instant()));
            return new IncomingFile(file, disk.create(file));
        } catch (IOException e) {
            throw StorageFailure.of(e);
        }
    }

    /** One message coming in. */
    private final class IncomingFile implements Incoming {
        private final Path file;
        private final Disk.Writing out;
        private ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        private final LineEnds lineEnds = new LineEnds();
        private long written;
        private boolean open = true;

        IncomingFile(Path file, Disk.Writing out) {
            this.file = file;
            this.out = out;
        }

        @Override
        public void write(ByteBuffer octets) throws IOException {
            written += octets.remaining();
            lineEnds.count(octets);
            if (octets.remaining() > buffer.remaining()) {
                flush();
            }
            if (octets.remaining() > buffer.remaining()) {
                writeOut(octets);
            } else {
                buffer.put(octets);
            }
        }

        private void flush() throws IOException {
            writeOut(buffer.flip());
            buffer.clear();
        }

        private void writeOut(ByteBuffer octets) throws IOException {
            try {
                out.write(octets);
            } catch (IOException e) {
                throw StorageFailure.of(e);
            }
        }

        @Override
        public MessageContent finish() throws IOException {
            flush();
            out.close();
            buffer = null;
            return new SpooledContent(disk, file, written, lineEnds.bareLineFeeds());
        }

        @Override
        public void close() throws IOException {
            if (open) {
                open = false;
                out.close();
                disk.delete(file);
            }
        }
    }
}
