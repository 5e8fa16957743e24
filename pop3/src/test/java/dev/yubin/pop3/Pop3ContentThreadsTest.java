package dev.yubin.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.ForwardingMailbox;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MessageContent;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Content that is not in memory is read on the store executor, whatever the store says of itself. */
class Pop3ContentThreadsTest {
    private final Set<String> readers = ConcurrentHashMap.newKeySet();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsReadOnAnEventLoop(boolean blocking) throws Exception {
        try (Pop3TestServer server = new Pop3TestServer(new StreamingStore(blocking))
                .put("bob", "A: b\r\n\r\none\r\n", "A: \u00c3\u00a9\r\n\r\ntwo\r\n")) {
            server.play("""
                    S: +OK {...}
                    C: USER bob
                    S: +OK {...}
                    C: PASS x
                    S: +OK maildrop has 2 messages
                    C: RETR 1
                    S: +OK 13 octets
                    S: A: b
                    S:
                    S: one
                    S: .
                    C: TOP 1 0
                    S: +OK top follows
                    S: A: b
                    S:
                    S: .
                    C: RETR 2
                    S: +OK 28 octets
                    S: A: =?UTF-8?B?w6k=?=
                    S:
                    S: two
                    S: .
                    C: DELE 1
                    S: +OK {...}
                    C: RETR 1
                    S: -ERR no such message
                    C: QUIT
                    S: +OK bye
                    """);
        }
        assertThat(readers).isNotEmpty().allMatch(thread -> thread.startsWith("pool-"));
    }

    /** A store whose content can be read as a stream only. */
    private final class StreamingStore extends BlockingStore {
        StreamingStore(boolean blocking) {
            super(new MemoryMailStore(), blocking);
        }

        @Override
        protected Mailbox wrap(Mailbox mailbox) {
            return new ForwardingMailbox(mailbox) {
                @Override
                public MessageContent content(long uid) throws IOException {
                    return new Streamed(super.content(uid));
                }
            };
        }
    }

    private final class Streamed implements MessageContent {
        private final MessageContent content;

        Streamed(MessageContent content) {
            this.content = content;
        }

        @Override
        public long size() {
            return content.size();
        }

        @Override
        public Optional<ByteBuffer> bufferAt(long offset) {
            return Optional.empty();
        }

        @Override
        public InputStream openStream(long offset) throws IOException {
            readers.add(Thread.currentThread().getName());
            return content.openStream(offset);
        }
    }
}
