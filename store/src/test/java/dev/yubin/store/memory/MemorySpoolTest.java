package dev.yubin.store.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.store.MessageContent;
import dev.yubin.store.Spool.Incoming;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MemorySpoolTest {
    @ParameterizedTest
    @CsvSource({
        // size, octets in a write, announced
        "1, 1, -1",
        "700, 700, -1",
        "1500, 1448, -1",
        "10000, 1448, -1",
        "10000, 1448, 10000",
        "10000, 1448, 100",
        "10000, 1448, 1000000000",
        "10000, 1, -1",
        "100000, 8192, -1",
        "1000000, 65536, -1",
        "1000000, 65536, 1000000",
        "5000000, 4096, 3000000",
    })
    void littleMemoryIsWastedAndChunksAreFew(int size, int write, long announced) throws IOException {
        MessageContent content = spooled(size, write, announced);
        List<Integer> chunks = chunkSizes(content);
        assertThat(chunks.stream().mapToInt(Integer::intValue).sum()).isEqualTo(size);
        // Full chunks of the largest size, and what led up to them by doubling.
        assertThat(chunks).hasSizeLessThanOrEqualTo(size / MemorySpool.MAX_CHUNK + 20);
        long allocated = ((ChunkedContent) content).allocated();
        assertThat(allocated - size).as("unused octets").isBetween(0L, MemorySpool.MAX_CHUNK / 8L);
        assertThat(allocated - size).as("unused octets").isLessThanOrEqualTo(size / 7);
    }

    @Test
    void aMessageOfTheAnnouncedSizeIsOneChunk() throws IOException {
        assertThat(chunkSizes(spooled(10_000, 1448, 10_000))).containsExactly(10_000);
    }

    @Test
    void whatIsAnnouncedIsSetAsideOnlyAsMoreArrives() throws IOException {
        assertThat(chunkSizes(spooled(100_000, 1448, 100_000))).containsExactly(16_384, 65_536, 18_080);
        assertThat(chunkSizes(spooled(1, 1, 50_000_000))).containsExactly(1);
    }

    @Test
    void aMessageInOneWriteIsOneChunk() throws IOException {
        assertThat(chunkSizes(spooled(3000, 3000, -1))).containsExactly(3000);
    }

    @Test
    void noChunkIsLargerThanTheLargest() throws IOException {
        assertThat(chunkSizes(spooled(2_000_000, 2_000_000, 2_000_000)))
                .allMatch(length -> length <= MemorySpool.MAX_CHUNK);
    }

    @Test
    void contentInMemoryIsKeptAsItIs() throws IOException {
        MessageContent content = spooled(3000, 1000, -1);
        assertThat(MemorySpool.keep(content)).isSameAs(content);
        MessageContent tail = content.from(10);
        assertThat(MemorySpool.keep(tail)).isSameAs(tail);
    }

    @Test
    void contentElsewhereIsCopiedAndMustHaveTheSizeItTells() throws IOException {
        byte[] octets = new byte[40_000];
        octets[39_999] = 7;
        assertThat(MemorySpool.keep(elsewhere(octets, 40_000)).toByteArray()).isEqualTo(octets);
        assertThatThrownBy(() -> MemorySpool.keep(elsewhere(octets, 40_001))).isInstanceOf(IOException.class);
    }

    private static MessageContent elsewhere(byte[] octets, long size) {
        return new MessageContent() {
            @Override
            public long size() {
                return size;
            }

            @Override
            public InputStream openStream(long offset) {
                return new ByteArrayInputStream(octets, (int) offset, octets.length);
            }
        };
    }

    private static MessageContent spooled(int size, int write, long announced) throws IOException {
        try (Incoming incoming = new MemorySpool().open(announced)) {
            for (int at = 0; at < size; at += write) {
                incoming.write(ByteBuffer.allocate(Math.min(write, size - at)));
            }
            return incoming.finish();
        }
    }

    private static List<Integer> chunkSizes(MessageContent content) {
        List<Integer> sizes = new ArrayList<>();
        long at = 0;
        while (at < content.size()) {
            int length = content.bufferAt(at).orElseThrow().remaining();
            sizes.add(length);
            at += length;
        }
        return sizes;
    }
}
