package dev.yubin.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.yubin.protocol.spi.Cursor;
import dev.yubin.store.MessageContent;
import dev.yubin.store.Spool;
import dev.yubin.store.memory.MemoryMailStore;
import io.netty.buffer.UnpooledByteBufAllocator;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Whatever a message holds and however it is kept, a client that takes the dots off again has the stored octets. */
class ContentCursorTest {
    private static final String[] TOKENS = {".", ".", "\r", "\n", "\r\n", "\r\n", "\r\n.", "\r\n.\r\n", "x", "Ab: c"};

    private final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    private CursorOutput output;

    @BeforeEach
    void open() throws Exception {
        output = new CursorOutput(allocator);
    }

    @AfterEach
    void allBuffersAreReleased() {
        output.close();
        assertThat(allocator.metric().usedHeapMemory())
                .as("octets of buffers in use")
                .isZero();
    }

    @Test
    void aClientGetsTheStoredOctetsWhateverTheyAre() throws Exception {
        forRandomMessages((message, random, seed) -> {
            byte[] came = unstuffed(output.all(new ContentCursor(kept(message, random), -1, true)));
            assertThat(text(came)).as(seed).isEqualTo(text(message) + (endsInCrlf(message) ? "" : "\r\n"));
        });
    }

    @Test
    void topIsTheHeaderAndThatManyLines() throws Exception {
        forRandomMessages((message, random, seed) -> {
            int lines = random.nextInt(4);
            byte[] came = unstuffed(output.all(new ContentCursor(kept(message, random), lines, true)));
            assertThat(text(came)).as(seed + ", TOP " + lines).isEqualTo(top(text(message), lines));
        });
    }

    @Test
    void noStepWritesMuchMoreThanAStep() throws Exception {
        MessageContent dots = MessageContent.of("\r\n.".repeat(100_000).getBytes(StandardCharsets.US_ASCII));
        ContentCursor cursor = new ContentCursor(dots, ContentCursor.ALL_LINES, false);
        boolean more = true;
        while (more) {
            // Each dot of the content is doubled.
            assertThat(output.step(cursor).length).isLessThan(Cursor.STEP * 4 / 3 + 10);
            more = output.hasMore();
        }
    }

    @Test
    void contentThatCannotBeReadFailsAndLeavesNothingOpen() throws Exception {
        BrokenOffContent content = new BrokenOffContent();
        ContentCursor cursor = new ContentCursor(content, ContentCursor.ALL_LINES, true);
        assertThatIOException().isThrownBy(() -> output.all(cursor)).withMessage("The second half is gone");
        output.drain(new ByteArrayOutputStream());
        cursor.close();
        assertThat(content.open).as("open streams").isZero();
    }

    @Test
    void contentThatIsShorterThanItSaysIsNotWhole() throws Exception {
        ContentCursor cursor = new ContentCursor(
                new StreamOnly("half".getBytes(StandardCharsets.US_ASCII), 8, 100), ContentCursor.ALL_LINES, true);
        assertThatIOException().isThrownBy(() -> output.all(cursor)).withMessageContaining("ends at 4 of 8");
        output.drain(new ByteArrayOutputStream());
        cursor.close();
    }

    @Test
    void aStreamIsClosedWhenTheWantedLinesAreRead() throws Exception {
        StreamOnly content = new StreamOnly("A: b\r\n\r\none\r\ntwo\r\n".getBytes(StandardCharsets.US_ASCII), 18, 3);
        assertThat(text(output.all(new ContentCursor(content, 1, true)))).isEqualTo("A: b\r\n\r\none\r\n.\r\n");
        assertThat(content.open).as("open streams").isZero();
    }

    // --- messages -----------------------------------------------------------------------------------------------

    private interface Property {
        void holds(byte[] message, Random random, String seed) throws IOException;
    }

    /** Many small messages, and some that take several steps. A seed can be given with -Dyubin.seed. */
    private static void forRandomMessages(Property property) throws IOException {
        long seed = Long.getLong("yubin.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int run = 0; run < 3000; run++) {
            byte[] message = message(random, run % 100 == 0 ? 60_000 : random.nextInt(20));
            property.holds(message, random, "-Dyubin.seed=" + seed + ", run " + run);
        }
    }

    private static byte[] message(Random random, int tokens) {
        StringBuilder message = new StringBuilder();
        for (int i = 0; i < tokens; i++) {
            message.append(TOKENS[random.nextInt(TOKENS.length)]);
        }
        return message.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The message as some store keeps it. */
    private static MessageContent kept(byte[] message, Random random) throws IOException {
        int piece = 1 + random.nextInt(message.length > 1000 ? 90_000 : 7);
        return switch (random.nextInt(3)) {
            case 0 -> spooled(message, piece);
            case 1 -> new StreamOnly(message, message.length, piece);
            default -> new PartlyInMemory(message, piece);
        };
    }

    private static MessageContent spooled(byte[] message, int piece) throws IOException {
        Spool spool = new MemoryMailStore().feature(Spool.class).orElseThrow();
        try (Spool.Incoming incoming = spool.open(piece)) {
            for (int at = 0; at < message.length; at += piece) {
                incoming.write(ByteBuffer.wrap(message, at, Math.min(piece, message.length - at)));
            }
            return incoming.finish();
        }
    }

    /** Content that comes out of a stream in pieces. */
    private static class StreamOnly implements MessageContent {
        private final byte[] octets;
        private final long size;
        private final int piece;
        private int open;

        StreamOnly(byte[] octets, long size, int piece) {
            this.octets = octets;
            this.size = size;
            this.piece = piece;
        }

        @Override
        public long size() {
            return size;
        }

        @Override
        public InputStream openStream(long offset) {
            open++;
            return new ByteArrayInputStream(octets, (int) offset, octets.length - (int) offset) {
                @Override
                public int read(byte[] target, int from, int length) {
                    return super.read(target, from, Math.min(length, piece));
                }

                @Override
                public void close() {
                    open--;
                }
            };
        }
    }

    /** Content of which every other piece is in memory. */
    private static final class PartlyInMemory extends StreamOnly {
        private final byte[] octets;
        private final int piece;

        PartlyInMemory(byte[] octets, int piece) {
            super(octets, octets.length, piece);
            this.octets = octets;
            this.piece = piece;
        }

        @Override
        public Optional<ByteBuffer> bufferAt(long offset) {
            int at = (int) offset;
            int end = (at / piece + 1) * piece;
            return at / piece % 2 == 0
                    ? Optional.of(ByteBuffer.wrap(octets, at, Math.min(end, octets.length) - at)
                            .slice()
                            .asReadOnlyBuffer())
                    : Optional.empty();
        }
    }

    // --- a client -----------------------------------------------------------------------------------------------

    /** What a client makes of a multi-line response, RFC 1939 §3. Only CRLF ends a line. */
    private static byte[] unstuffed(byte[] response) {
        String octets = text(response);
        StringBuilder message = new StringBuilder();
        int at = 0;
        while (true) {
            int end = octets.indexOf("\r\n", at);
            assertThat(end).as("an end of line after " + at).isNotNegative();
            String line = octets.substring(at, end);
            at = end + 2;
            if (line.equals(".")) {
                assertThat(at).as("the end of the response").isEqualTo(octets.length());
                return message.toString().getBytes(StandardCharsets.ISO_8859_1);
            }
            message.append(line.startsWith(".") ? line.substring(1) : line).append("\r\n");
        }
    }

    /** RFC 1939 §7: the header, the empty line behind it, and the first lines of the body. */
    private static String top(String message, int lines) {
        List<String> all = new ArrayList<>(List.of(message.split("\r\n", -1)));
        if (all.get(all.size() - 1).isEmpty()) {
            all.remove(all.size() - 1);
        }
        int empty = all.indexOf("");
        int count = empty < 0 ? all.size() : Math.min(all.size(), empty + 1 + lines);
        StringBuilder top = new StringBuilder();
        all.subList(0, count).forEach(line -> top.append(line).append("\r\n"));
        return top.toString();
    }

    private static boolean endsInCrlf(byte[] message) {
        return message.length == 0 || text(message).endsWith("\r\n");
    }

    private static String text(byte[] octets) {
        return new String(octets, StandardCharsets.ISO_8859_1);
    }
}
