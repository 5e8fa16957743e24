package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.store.MessageContent;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Surrogates as content: what is before the body is new, the rest is the original's. */
class SurrogateContentTest {
    private static MessageContent content(String message) {
        return MessageContent.of(message.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void theBodyIsNotCopied() throws IOException {
        MessageContent original = content("Subject: \u00e9\r\n\r\nbody");
        MessageContent surrogate = Surrogate.of(original);
        long body = surrogate.size() - 4;
        assertThat(surrogate.bufferAt(0).orElseThrow().isReadOnly()).isTrue();
        assertThat(surrogate.bufferAt(0).orElseThrow().remaining()).isEqualTo((int) body - 2);
        assertThat(surrogate.bufferAt(body)).isEqualTo(original.bufferAt(original.size() - 4));
        assertThatThrownBy(() -> surrogate.bufferAt(surrogate.size())).isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> surrogate.openStream(surrogate.size() + 1))
                .isInstanceOf(IndexOutOfBoundsException.class);
        assertThatThrownBy(() -> surrogate.openStream(-1)).isInstanceOf(IndexOutOfBoundsException.class);
        byte[] all = surrogate.toByteArray();
        for (int from = 0; from <= all.length; from++) {
            assertThat(surrogate.from(from).toByteArray()).isEqualTo(Arrays.copyOfRange(all, from, all.length));
        }
    }

    /** Content in a file, or anywhere else that has streams only. */
    @Test
    void contentThatIsNotInMemoryStaysSoAndIsReadOnlyWhereItIsWanted() throws IOException {
        MessageContent memory = content("Subject: \u00e9\r\n\r\n" + "body\r\n".repeat(10_000));
        AtomicInteger open = new AtomicInteger();
        MessageContent streams = new MessageContent() {
            @Override
            public long size() {
                return memory.size();
            }

            @Override
            public InputStream openStream(long offset) throws IOException {
                open.incrementAndGet();
                InputStream in = memory.openStream(offset);
                return new FilterInputStream(in) {
                    @Override
                    public int read(byte[] target, int from, int length) throws IOException {
                        return super.read(target, from, Math.min(3, length));
                    }

                    @Override
                    public void close() throws IOException {
                        open.decrementAndGet();
                        super.close();
                    }
                };
            }
        };
        MessageContent surrogate = Surrogate.of(streams);
        assertThat(surrogate.bufferAt(0)).isEmpty();
        assertThat(surrogate.toByteArray()).isEqualTo(Surrogate.of(memory).toByteArray());
        try (InputStream in = surrogate.openStream(3)) {
            assertThat(in.read()).isEqualTo('j');
        }
        assertThat(open).hasValue(0);
    }

    @Test
    void whatCannotBeReadIsAnIoException() {
        MessageContent broken = new MessageContent() {
            @Override
            public long size() {
                return 10;
            }

            @Override
            public InputStream openStream(long offset) throws IOException {
                throw new IOException("no");
            }

            @Override
            public Optional<ByteBuffer> bufferAt(long offset) {
                return Optional.empty();
            }
        };
        assertThatThrownBy(() -> Surrogate.of(broken)).isInstanceOf(IOException.class);
    }
}
