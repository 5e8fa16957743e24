package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.yubin.store.MessageContent;
import dev.yubin.store.Spool;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OverflowSpoolTest {
    @ParameterizedTest
    @CsvSource({
        "0,1",
        "1,1",
        "1023,7",
        "1024,1024",
        "65535,1000",
        "65536,4096",
        "65537,4096",
        "65537,65537",
        "300000,999"
    })
    void contentIsWhatWasWritten(int size, int piece) throws IOException {
        byte[] octets = random(size);
        MessageContent content = spooled(octets, piece);
        assertThat(content.size()).isEqualTo(size);
        assertThat(content.toByteArray()).isEqualTo(octets);
        assertThat(content.toByteArray()).as("read again").isEqualTo(octets);
        for (int offset : new int[] {0, size / 3, Math.max(0, size - 1), size}) {
            try (InputStream in = content.openStream(offset)) {
                assertThat(in.readAllBytes()).isEqualTo(Arrays.copyOfRange(octets, offset, size));
            }
        }
        assertThatThrownBy(() -> content.openStream(size + 1)).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> content.openStream(-1)).isInstanceOf(IndexOutOfBoundsException.class);
    }

    @Test
    void upToTheBoundContentIsInMemoryAndAboveItInAFile() throws IOException {
        assertThat(spooled(random(OverflowSpool.MAX_MEMORY), 1000).bufferAt(0)).isPresent();
        assertThat(spooled(random(OverflowSpool.MAX_MEMORY + 1), 1000).bufferAt(0))
                .isEmpty();
    }

    @Test
    void whoKeepsContentKeepsNoFileOpen() throws IOException {
        Path descriptors = Path.of("/proc/self/fd");
        boolean linux = Files.isDirectory(descriptors);
        if (!linux) {
            System.out.println("whoKeepsContentKeepsNoFileOpen is skipped: there is no /proc/self/fd to look at");
        }
        assumeTrue(linux, "there is no /proc/self/fd to look at");
        List<MessageContent> kept = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            kept.add(spooled(random(100_000), 10_000));
            assertThat(kept.get(i).openStream(0)).isNotNull().satisfies(InputStream::close);
        }
        try (Stream<Path> open = Files.list(descriptors)) {
            assertThat(open.filter(OverflowSpoolTest::isSpoolFile)).isEmpty();
        }
        assertThat(kept).hasSize(50);
    }

    private static boolean isSpoolFile(Path descriptor) {
        try {
            return Files.readSymbolicLink(descriptor).toString().endsWith(".spool");
        } catch (IOException closedMeanwhile) {
            return false;
        }
    }

    @Test
    void streamsOfOneContentDoNotDisturbEachOther() throws IOException {
        byte[] octets = random(100_000);
        MessageContent content = spooled(octets, 8192);
        try (InputStream one = content.openStream(0);
                InputStream other = content.openStream(50_000)) {
            assertThat(one.readNBytes(10)).isEqualTo(Arrays.copyOfRange(octets, 0, 10));
            assertThat(other.read()).isEqualTo(octets[50_000] & 0xff);
            assertThat(one.read()).isEqualTo(octets[10] & 0xff);
        }
        assertThat(content.toByteArray()).isEqualTo(octets);
    }

    @Test
    void whatIsNotFinishedIsClosedAndClosingTwiceIsHarmless() throws IOException {
        Spool.Incoming incoming = new OverflowSpool().open(-1);
        incoming.write(ByteBuffer.wrap(random(100_000)));
        incoming.close();
        incoming.close();
        assertThatThrownBy(() -> incoming.write(ByteBuffer.wrap(random(1)))).isInstanceOf(IOException.class);
    }

    @Test
    void finishedContentStaysReadableBehindClose() throws IOException {
        byte[] octets = random(100_000);
        Spool.Incoming incoming = new OverflowSpool().open(octets.length);
        incoming.write(ByteBuffer.wrap(octets));
        MessageContent content = incoming.finish();
        incoming.close();
        assertThat(content.toByteArray()).isEqualTo(octets);
    }

    private static MessageContent spooled(byte[] octets, int piece) throws IOException {
        Spool.Incoming incoming = new OverflowSpool().open(-1);
        for (int at = 0; at < octets.length; at += piece) {
            ByteBuffer part = ByteBuffer.wrap(octets, at, Math.min(piece, octets.length - at));
            incoming.write(part);
            assertThat(part.hasRemaining()).isFalse();
        }
        return incoming.finish();
    }

    private static byte[] random(int size) {
        byte[] octets = new byte[size];
        new Random(size).nextBytes(octets);
        return octets;
    }
}
