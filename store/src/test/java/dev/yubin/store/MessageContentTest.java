package dev.yubin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;

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
}
