package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import dev.yubin.store.MessageContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class HeaderFieldsTest {
    @Test
    void fieldsAreFoundInAnyCaseAndInTheirOrder() throws IOException {
        HeaderFields fields = read("Received: one\r\nSubject:  Hi \r\nRECEIVED: two\r\n\r\nReceived: body\r\n");
        assertThat(fields.all("received")).containsExactly("one", "two");
        assertThat(fields.first("SUBJECT")).contains("Hi");
        assertThat(fields.first("To")).isEmpty();
    }

    @Test
    void aFoldedFieldIsOneLine() throws IOException {
        HeaderFields fields = read("Subject: a\r\n b\r\n\tc\r\nTo: x\r\n\r\n");
        assertThat(fields.first("Subject")).contains("a b\tc");
        assertThat(fields.first("To")).contains("x");
    }

    @Test
    void foldedEncodedWordsAreOneText() throws IOException {
        HeaderFields fields = read("Subject: =?UTF-8?B?44GC?=\r\n =?UTF-8?B?44GE?=\r\n\r\n");
        assertThat(fields.firstDecoded("Subject")).contains("あい");
        assertThat(fields.first("Subject")).contains("=?UTF-8?B?44GC?= =?UTF-8?B?44GE?=");
    }

    @Test
    void aHeaderMayBeUtf8OrOldEightBit() throws IOException {
        assertThat(read("Subject: Grüße\r\n\r\n").first("Subject")).contains("Grüße");
        assertThat(read("Subject: Grüße\r\n\r\n", StandardCharsets.ISO_8859_1).first("Subject"))
                .contains("Grüße");
    }

    @Test
    void eightBitInTheBodyDoesNotChangeTheHeader() throws IOException {
        byte[] header = "Subject: Grüße\r\n\r\n".getBytes(StandardCharsets.UTF_8);
        byte[] message = Arrays.copyOf(header, header.length + 1);
        message[header.length] = (byte) 0xFF;
        assertThat(HeaderFields.read(MessageContent.of(message)).first("Subject"))
                .contains("Grüße");
    }

    @Test
    void aCarriageReturnAloneEndsNoField() throws IOException {
        assertThat(read("Subject: a\rBcc: b\r\n\r\n").first("Bcc")).isEmpty();
    }

    @Test
    void whatIsNoFieldIsPassedOver() throws IOException {
        HeaderFields fields = read("no field\r\n: nameless\r\n\u0000\u0001\r\nTo : x\r\nCc:\r\n");
        assertThat(fields.first("To")).contains("x");
        assertThat(fields.first("Cc")).contains("");
    }

    @Test
    void lineFeedsAloneEndLinesToo() throws IOException {
        HeaderFields fields = read("Subject: a\nTo: b\n\nCc: body\n");
        assertThat(fields.first("To")).contains("b");
        assertThat(fields.first("Cc")).isEmpty();
    }

    @Test
    void aHeaderBeyondTheLimitIsCutOff() throws IOException {
        String header = "Subject: first\r\nX: " + "あ".repeat(HeaderFields.MAX_OCTETS) + "\r\nTo: late\r\n\r\n";
        for (String shift : new String[] {"", "x", "xx"}) {
            HeaderFields fields = read("Y: é" + shift + "\r\n" + header);
            assertThat(fields.first("Subject")).contains("first");
            assertThat(fields.first("Y")).contains("é" + shift);
            assertThat(fields.first("To")).isEmpty();
        }
    }

    @Test
    void theBodyIsNotRead() throws IOException {
        byte[] message = ("Subject: x\r\n\r\n" + "body".repeat(100_000)).getBytes(StandardCharsets.US_ASCII);
        AtomicLong read = new AtomicLong();
        MessageContent content = new MessageContent() {
            @Override
            public long size() {
                return message.length;
            }

            @Override
            public InputStream openStream(long offset) {
                return new ByteArrayInputStream(message) {
                    @Override
                    public int read(byte[] target, int from, int length) {
                        int n = super.read(target, from, length);
                        read.addAndGet(n);
                        return n;
                    }
                };
            }
        };
        assertThat(HeaderFields.read(content).first("Subject")).contains("x");
        assertThat(read.get()).isLessThanOrEqualTo(8192);
    }

    @Test
    void everySplitOfReadsGivesTheSame() throws IOException {
        byte[] message = "A: 1\r\nB: 2\r\n\r\nC: 3\r\n".getBytes(StandardCharsets.US_ASCII);
        MessageContent slow = new MessageContent() {
            @Override
            public long size() {
                return message.length;
            }

            @Override
            public InputStream openStream(long offset) {
                return new ByteArrayInputStream(message) {
                    @Override
                    public int read(byte[] target, int from, int length) {
                        return super.read(target, from, Math.min(1, length));
                    }
                };
            }
        };
        HeaderFields fields = HeaderFields.read(slow);
        assertThat(fields.first("B")).contains("2");
        assertThat(fields.first("C")).isEmpty();
    }

    @Test
    void noInputThrows() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        byte[] pool = {'\r', '\n', ' ', '\t', ':', 'a', '=', '?', 'B', 0, (byte) 0xC3, (byte) 0xFF};
        for (int i = 0; i < 20_000; i++) {
            byte[] message = new byte[random.nextInt(20)];
            for (int n = 0; n < message.length; n++) {
                message[n] = pool[random.nextInt(pool.length)];
            }
            assertThatCode(() -> HeaderFields.read(MessageContent.of(message)).firstDecoded("a"))
                    .as("seed " + seed)
                    .doesNotThrowAnyException();
        }
    }

    private static HeaderFields read(String text) throws IOException {
        return read(text, StandardCharsets.UTF_8);
    }

    private static HeaderFields read(String text, Charset charset) throws IOException {
        return HeaderFields.read(MessageContent.of(text.getBytes(charset)));
    }
}
