package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.yubin.store.MessageContent;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scan takes of the heap does not grow with the body. */
class ScanAllocationTest {
    private static final int MB = 1_000_000;

    @TempDir
    Path folder;

    @Test
    void aMessageOf50MegabytesInAFileIsScannedWithUnderOneMegabyteOfHeap() throws IOException {
        assertThat(allocatedFor(50 * MB)).isLessThan(MB);
    }

    @Test
    void aBodyTenTimesAsLongAllocatesNoMore() throws IOException {
        // The first scan loads classes.
        allocatedFor(MB);
        assertThat(allocatedFor(10 * MB) - allocatedFor(MB)).isLessThan(64 * 1024);
    }

    private long allocatedFor(int attachment) throws IOException {
        Path file = message(attachment);
        try (FileChannel channel = FileChannel.open(file)) {
            FileContent content = new FileContent(channel);
            ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
            long self = Thread.currentThread().getId();
            long before = threads.getThreadAllocatedBytes(self);
            MimeStructure structure = MimeStructure.scan(content);
            long allocated = threads.getThreadAllocatedBytes(self) - before;

            assertThat(structure.root().length()).isEqualTo(content.size());
            assertThat(structure.root().parts()).hasSize(2);
            MimePart last = structure.root().parts().get(1);
            assertThat(last.bodyLength()).isEqualTo(attachment / 78 * 78);
            assertThat(last.lines()).isEqualTo(attachment / 78);
            // Less would mean that the JVM does not count.
            assertThat(allocated).isPositive();
            return allocated;
        }
    }

    /** A text, and an attachment of about so many octets. */
    private Path message(int attachment) throws IOException {
        byte[] line = ("A".repeat(76) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        Path file = folder.resolve(attachment + ".eml");
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file), 1 << 16)) {
            out.write(Trees.octets("""
                    Content-Type: multipart/mixed; boundary=b

                    --b

                    Hello
                    --b
                    Content-Type: application/pdf; name=a.pdf
                    Content-Transfer-Encoding: base64

                    """));
            for (int i = 0; i < attachment / 78; i++) {
                out.write(line);
            }
            out.write(Trees.octets("\n--b--\n"));
        }
        return file;
    }

    /** A file that is read with positions of the reader's own. */
    private record FileContent(FileChannel channel, long size) implements MessageContent {
        FileContent(FileChannel channel) throws IOException {
            this(channel, channel.size());
        }

        @Override
        public InputStream openStream(long offset) throws IOException {
            return Channels.newInputStream(channel.position(offset));
        }
    }
}
