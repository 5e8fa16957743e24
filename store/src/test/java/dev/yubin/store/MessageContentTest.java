package dev.yubin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MessageContentTest {
    private record Streamed(byte[] octets, long size) implements MessageContent {
        @Override
        public InputStream openStream(long offset) {
            return new ByteArrayInputStream(octets);
        }
    }

    @Test
    void whatIsInMemoryStaysWhenTheSourceIsGone() throws IOException {
        byte[] source = {1, 2, 3};
        MessageContent copy = new Streamed(source, 3).inMemory();
        source[0] = 9;
        assertThat(copy.toByteArray()).containsExactly(1, 2, 3);
        assertThat(copy.bufferAt(1))
                .hasValueSatisfying(buffer -> assertThat(buffer.get()).isEqualTo((byte) 2));
    }

    @Test
    void anArrayIsNotCopiedAgain() throws IOException {
        MessageContent array = MessageContent.of(new byte[] {1});
        assertThat(array.inMemory()).isSameAs(array);
        assertThat(array.from(0).inMemory()).isSameAs(array);
    }

    @Test
    void whatIsLargerThanAnArrayIsRefusedBeforeItIsRead() {
        MessageContent huge = new Streamed(new byte[0], 1L << 31);
        assertThatThrownBy(huge::inMemory)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.LIMIT));
    }

    private static final byte[] TEN = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9};

    /** An array, two pieces of memory, and octets that only a stream gives. */
    private static List<MessageContent> tens() {
        return List.of(MessageContent.of(TEN), new Pieces(TEN, 4), new Whole(TEN));
    }

    private record Whole(byte[] octets) implements MessageContent {
        @Override
        public long size() {
            return octets.length;
        }

        @Override
        public InputStream openStream(long offset) {
            int from = (int) Objects.checkIndex(offset, octets.length + 1L);
            return new ByteArrayInputStream(octets, from, octets.length - from);
        }
    }

    private record Pieces(byte[] octets, int first) implements MessageContent {
        @Override
        public long size() {
            return octets.length;
        }

        @Override
        public InputStream openStream(long offset) {
            return new Whole(octets).openStream(offset);
        }

        @Override
        public Optional<ByteBuffer> bufferAt(long offset) {
            int from = (int) Objects.checkIndex(offset, (long) octets.length);
            // A view whose position is not zero.
            return Optional.of(ByteBuffer.wrap(octets, from, (from < first ? first : octets.length) - from)
                    .asReadOnlyBuffer());
        }
    }

    @ParameterizedTest
    @MethodSource("tens")
    void everySliceHasItsOctets(MessageContent ten) throws IOException {
        for (int from = 0; from <= 10; from++) {
            for (int to = from; to <= 10; to++) {
                MessageContent slice = ten.slice(from, to - from);
                byte[] expected = Arrays.copyOfRange(TEN, from, to);
                assertThat(slice.size()).isEqualTo(to - from);
                assertThat(slice.toByteArray()).isEqualTo(expected);
                assertThat(slice.inMemory().toByteArray()).isEqualTo(expected);
                for (int at = 0; at < slice.size(); at++) {
                    assertThat(slice.from(at).toByteArray()).isEqualTo(Arrays.copyOfRange(TEN, from + at, to));
                    if (ten.bufferAt(0).isPresent()) {
                        ByteBuffer piece = slice.bufferAt(at).orElseThrow();
                        assertThat(piece.isReadOnly()).isTrue();
                        assertThat(piece.remaining()).isBetween(1, to - from - at);
                        assertThat((int) piece.get()).isEqualTo(from + at);
                    } else {
                        assertThat(slice.bufferAt(at)).isEmpty();
                    }
                }
                try (InputStream end = slice.openStream(slice.size())) {
                    assertThat(end.read()).isEqualTo(-1);
                }
            }
        }
    }

    @ParameterizedTest
    @MethodSource("tens")
    void aSliceOfASliceIsCutFromTheWhole(MessageContent ten) throws IOException {
        MessageContent inner = ten.slice(2, 6).slice(1, 4).slice(1, 2);
        assertThat(inner.toByteArray()).containsExactly(4, 5);
        assertThat(ten.slice(2, 6).slice(0, 0).toByteArray()).isEmpty();
        assertThat(ten.slice(2, 6).file()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("tens")
    void whatIsNotWithinIsRefused(MessageContent ten) {
        for (MessageContent content : List.of(ten, ten.slice(2, 6), ten.slice(4, 6))) {
            long size = content.size();
            for (long[] range : new long[][] {
                {-1, 1},
                {0, size + 1},
                {size, 1},
                {size + 1, 0},
                {1, -1},
                {1, size},
                {Long.MAX_VALUE, 1},
                {1, Long.MAX_VALUE}
            }) {
                assertThatThrownBy(() -> content.slice(range[0], range[1]))
                        .isInstanceOf(IndexOutOfBoundsException.class);
            }
            for (long offset : new long[] {-1, size + 1, Long.MAX_VALUE, Long.MIN_VALUE}) {
                assertThatThrownBy(() -> content.openStream(offset)).isInstanceOf(IndexOutOfBoundsException.class);
                assertThatThrownBy(() -> content.from(offset)).isInstanceOf(IndexOutOfBoundsException.class);
            }
        }
        MessageContent slice = ten.slice(2, 6);
        for (long offset : new long[] {-1, 6, Long.MAX_VALUE}) {
            assertThatThrownBy(() -> slice.bufferAt(offset)).isInstanceOf(IndexOutOfBoundsException.class);
        }
    }

    @Test
    void aSliceOfAllIsTheContentItself() {
        MessageContent ten = MessageContent.of(TEN);
        assertThat(ten.slice(0, 10)).isSameAs(ten);
        assertThat(ten.from(0)).isSameAs(ten);
    }

    @Test
    void aSliceInMemoryDoesNotHoldTheWhole() throws IOException {
        MessageContent slice = MessageContent.of(TEN.clone()).slice(3, 2).inMemory();
        assertThat(slice.bufferAt(0))
                .hasValueSatisfying(all -> assertThat(all.capacity()).isEqualTo(2));
    }

    @ParameterizedTest
    @MethodSource("tens")
    void theStreamOfASliceEndsWithIt(MessageContent ten) throws IOException {
        try (InputStream in = ten.slice(2, 6).openStream(1)) {
            assertThat(in.markSupported()).isFalse();
            assertThat(in.available()).isEqualTo(5);
            assertThat(in.read()).isEqualTo(3);
            in.mark(10);
            assertThat(in.skip(0)).isZero();
            assertThat(in.skip(2)).isEqualTo(2);
            assertThat(in.available()).isEqualTo(2);
            byte[] into = new byte[10];
            assertThat(in.read(into, 4, 0)).isZero();
            assertThat(in.read(into, 4, 6)).isEqualTo(2);
            assertThat(into).containsExactly(0, 0, 0, 0, 6, 7, 0, 0, 0, 0);
            assertThat(in.available()).isZero();
            assertThat(in.read()).isEqualTo(-1);
            assertThat(in.read(into)).isEqualTo(-1);
            assertThat(in.skip(5)).isZero();
            assertThatThrownBy(in::reset).isInstanceOf(IOException.class);
            assertThat(in.read()).isEqualTo(-1);
        }
    }

    @ParameterizedTest
    @MethodSource("tens")
    void noMoreThanTheSliceIsSkipped(MessageContent ten) throws IOException {
        try (InputStream in = ten.slice(2, 6).openStream(0)) {
            assertThat(in.skip(100)).isEqualTo(6);
            assertThat(in.read()).isEqualTo(-1);
        }
        try (InputStream in = ten.slice(2, 6).openStream(0)) {
            assertThat(in.transferTo(OutputStream.nullOutputStream())).isEqualTo(6);
        }
    }

    @Test
    void theStreamOfASliceClosesItsSource() throws IOException {
        boolean[] closed = {false};
        MessageContent content = new MessageContent() {
            @Override
            public long size() {
                return 10;
            }

            @Override
            public InputStream openStream(long offset) {
                return new ByteArrayInputStream(TEN) {
                    @Override
                    public void close() {
                        closed[0] = true;
                    }
                };
            }
        };
        content.slice(1, 2).openStream(0).close();
        assertThat(closed[0]).isTrue();
    }

    @Test
    void theStreamOfASliceEndsWithItsSource() throws IOException {
        MessageContent shorter = new Streamed(TEN, 100).slice(0, 50);
        assertThat(shorter.toByteArray()).isEqualTo(TEN);
    }
}
