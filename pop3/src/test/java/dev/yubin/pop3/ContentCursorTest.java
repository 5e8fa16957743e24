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
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever a message holds and however it is kept, a client that takes the dots off again has the stored octets. */
class ContentCursorTest {
    private static final String[] TOKENS = {
        ".", ".", "\r", "\n", "\r\n", "\r\n", "\r\n.", "\r\n.\r\n", "x", "Ab: c", "\0", "\u00ff", "\n.\n", "\r\r\n."
    };

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
            byte[] came = output.all(cursor(message, random, ContentCursor.ALL_LINES));
            assertThat(MultiLine.unstuffed(text(came))).as(seed).isEqualTo(MultiLine.whole(text(message)));
        });
    }

    @Test
    void topIsTheHeaderAndThatManyLines() throws Exception {
        forRandomMessages((message, random, seed) -> {
            int lines = random.nextInt(message.length > 1000 ? 20_000 : 4);
            byte[] came = output.all(cursor(message, random, lines));
            assertThat(MultiLine.unstuffed(text(came)))
                    .as(seed + ", TOP " + lines)
                    .isEqualTo(MultiLine.top(text(message), lines));
        });
    }

    /** What ends lines and content, in every place about the border of two steps and of two pieces of content. */
    @ParameterizedTest
    @ValueSource(strings = {"\r\n.", "\r\n..\r\n", "\r\n.\r\n", "\r\n\r\n.", "\n.\n", "\r\r\n.\r", "\r\n", "\r", "."})
    void aBorderOfStepsOrPiecesEndsNothing(String special) throws Exception {
        for (String end : List.of("", "x", "\r\n")) {
            for (int at = Cursor.STEP - special.length() - 2; at <= Cursor.STEP + 1; at++) {
                String message = "A: b\r\n\r\n" + "y".repeat(at - 8) + special + end;
                for (MessageContent content : keptInEveryWay(MultiLine.octets(message), Cursor.STEP)) {
                    String came = text(output.all(new ContentCursor(content, ContentCursor.ALL_LINES, true)));
                    assertThat(MultiLine.unstuffed(came).equals(MultiLine.whole(message)))
                            .as("RETR, at %d, end %s", at, end)
                            .isTrue();
                    String top = text(output.all(new ContentCursor(content, 1, true)));
                    assertThat(MultiLine.unstuffed(top).equals(MultiLine.top(message, 1)))
                            .as("TOP, at %d, end %s", at, end)
                            .isTrue();
                }
            }
        }
    }

    /** RFC 6856 §2.1, and RFC 5322 §2.2 for what a header is. */
    @ParameterizedTest
    @CsvSource({
        "'Subject: \u00c3\u00a9\r\n\r\n', true",
        "'A: b\r\n \u00c3\u00a9\r\n\r\n', true",
        "'A: b\n\t\u00c3\u00a9\n\n', true",
        "'A: b\r\n\r\n\u00c3\u00a9\r\n', false",
        "'A: \u00e9\r\n\r\n', false",
        "'A: \u00c3\u00a9\r\nB: \u00e9\r\n\r\n', true",
        "'B: \u00e9\r\nA: \u00c3\u00a9\r\n\r\n', true",
        "'no field \u00c3\u00a9\r\n', false",
        "'no field \u00c3\u00a9\r\n\r\n', true",
        "'From a@b Mon\r\nrubbish\r\nA : \u00c3\u00a9\r\n\r\n', true",
        "'A\u00c3\u00a9: b\r\n\r\n', true",
        "'A\u00c3\u00a9: b\r\n', true",
        "'A: b\r\nC: \u00c3\u00a9', false",
        "'', false"
    })
    void aHeaderIsUtf8HoweverItIsKept(String message, boolean utf8) throws Exception {
        for (int piece = 1; piece <= 10; piece++) {
            for (MessageContent content : keptInEveryWay(MultiLine.octets(message), piece)) {
                ContentCursor cursor = new ContentCursor(content, ContentCursor.ALL_LINES, true);
                assertThat(output.hasUtf8Header(cursor))
                        .as("in pieces of " + piece)
                        .isEqualTo(utf8);
                cursor.close();
            }
        }
    }

    @Test
    void aHeaderIsLookedAtUpToTheLengthOfAStep() throws Exception {
        String[] header = {"A: " + "x".repeat(Cursor.STEP - 10) + "\r\n", "B: \u00c3\u00a9\r\n\r\n"};
        for (String message : List.of(header[0] + header[1], header[1].substring(0, 7) + header[0])) {
            for (MessageContent content : keptInEveryWay(MultiLine.octets(message), 1000)) {
                ContentCursor cursor = new ContentCursor(content, ContentCursor.ALL_LINES, true);
                assertThat(output.hasUtf8Header(cursor)).isEqualTo(message.startsWith("B"));
                assertThat(MultiLine.unstuffed(text(output.all(cursor)))).isEqualTo(MultiLine.whole(message));
            }
        }
    }

    @Test
    void contentThatCannotBeReadAheadLeavesNothingOpen() throws Exception {
        StreamOnly content = new StreamOnly(new byte[100], 200, 30);
        ContentCursor cursor = new ContentCursor(content, ContentCursor.ALL_LINES, true);
        assertThatIOException().isThrownBy(() -> output.hasUtf8Header(cursor)).withMessageContaining("ends at 100");
        cursor.close();
        assertThat(content.open).as("open streams").isZero();
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
        return MultiLine.octets(message.toString());
    }

    /** A cursor over a message as some store keeps it, which has looked ahead or not. */
    private ContentCursor cursor(byte[] message, Random random, long lines) throws IOException {
        ContentCursor cursor = new ContentCursor(kept(message, random), lines, true);
        if (random.nextBoolean()) {
            output.hasUtf8Header(cursor);
        }
        return cursor;
    }

    /** The message as some store keeps it. */
    private static MessageContent kept(byte[] message, Random random) throws IOException {
        int piece = 1 + random.nextInt(message.length > 1000 ? 90_000 : 7);
        return keptInEveryWay(message, piece).get(random.nextInt(3));
    }

    private static List<MessageContent> keptInEveryWay(byte[] message, int piece) throws IOException {
        return List.of(
                spooled(message, piece),
                new StreamOnly(message, message.length, piece),
                new PartlyInMemory(message, piece));
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

    private static String text(byte[] octets) {
        return MultiLine.text(octets);
    }
}
