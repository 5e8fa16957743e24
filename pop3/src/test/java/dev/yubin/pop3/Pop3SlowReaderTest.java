package dev.yubin.pop3;

import dev.yubin.store.MailStore;
import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client that does not read costs no thread. */
class Pop3SlowReaderTest {
    private static final int SIZE = 20_000_000;
    private static final String LINE = ".A long line. ".repeat(300) + "\r\n";
    private static final String GREETING = "+OK pop.example Yubin POP3 ready\r\n+OK send PASS\r\n";

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void clientsThatDoNotReadLeaveTheServerToOthersAndGetAllInTheEnd(boolean blocking) throws Exception {
        byte[] message = LINE.repeat(SIZE / LINE.length() + 1).getBytes(StandardCharsets.US_ASCII);
        MessageContent content = MessageContent.of(message);
        List<RawClient> slow = new ArrayList<>();
        try (Pop3TestServer server = new Pop3TestServer(store(blocking))) {
            try {
                for (int n = 0; n < 8; n++) { // More than there are threads: one for the store, a few loops.
                    server.inbox("slow" + n).append(List.of(NewMessage.of(content, Instant.EPOCH)));
                    slow.add(
                            new RawClient(server).send("USER slow" + n + "\r\nPASS x\r\nRETR 1\r\nDELE 1\r\nSTAT\r\n"));
                    slow.get(n)
                            .expect(GREETING + "+OK maildrop has 1 messages\r\n+OK " + message.length + " octets\r\n");
                }
                server.put("bob", "one\r\n");
                for (int n = 0; n < 8; n++) { // On each event loop.
                    try (RawClient other = new RawClient(server)) {
                        other.send("USER bob\r\nPASS x\r\nRETR 1\r\nNOOP\r\nQUIT\r\n");
                        other.expect(GREETING + "+OK maildrop has 1 messages\r\n+OK 5 octets\r\none\r\n.\r\n"
                                + "+OK nothing done\r\n+OK bye\r\n");
                    }
                }
                byte[] stuffed = stuffed(message);
                for (RawClient client : slow) {
                    client.expect(stuffed);
                    client.expect("+OK message 1 will be deleted\r\n+OK 0 0\r\n");
                }
            } finally {
                for (RawClient client : slow) {
                    client.close();
                }
            }
        }
    }

    /** A store whose content is in memory, or one that blocks and has only streams. */
    private static MailStore store(boolean blocking) {
        return WatchedStore.over(new MemoryMailStore(), (called, call) -> {
            Object result = call.call();
            if (blocking && called.equals("content")) {
                return streamOnly((MessageContent) result);
            }
            return called.equals("blocking") ? (Object) blocking : result;
        });
    }

    private static MessageContent streamOnly(MessageContent content) {
        return new MessageContent() {
            @Override
            public long size() {
                return content.size();
            }

            @Override
            public InputStream openStream(long offset) throws IOException {
                return content.openStream(offset);
            }
        };
    }

    private static byte[] stuffed(byte[] message) {
        ByteArrayOutputStream stuffed = new ByteArrayOutputStream(message.length * 2);
        byte[] line = ('.' + LINE).getBytes(StandardCharsets.US_ASCII);
        for (int at = 0; at < message.length; at += LINE.length()) {
            stuffed.writeBytes(line);
        }
        stuffed.writeBytes(".\r\n".getBytes(StandardCharsets.US_ASCII));
        return stuffed.toByteArray();
    }
}
