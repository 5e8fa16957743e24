package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.MessageContent;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The example that the project was described with: two parts, spaces round the equals sign, Japanese in the second. */
class ProjectExampleTest {
    private static final Charset ISO_2022_JP = Charset.forName("ISO-2022-JP");

    private static final byte[] MESSAGE = """
            From: sender@example.com
            To: reader@example.org
            Subject: Sample
            MIME-Version: 1.0
            Content-Type: multipart/mixed; boundary = Sample-Boundary

            --Sample-Boundary
            Content-Type: text/plain; charset=US-ASCII

            Hello, MIME!
            --Sample-Boundary
            Content-Type: text/plain; charset=ISO-2022-JP

            はろー MIME!
            --Sample-Boundary--
            """.replace("\n", "\r\n").getBytes(ISO_2022_JP);

    @Test
    void bothTextsReadBackExactly() throws IOException {
        ParsedMessage message = ParsedMessage.parse(MessageContent.of(MESSAGE));
        List<MimePart> parts = message.structure().root().parts();

        assertThat(parts).extracting(part -> message.part(part).text()).containsExactly("Hello, MIME!", "はろー MIME!");
        assertThat(message.text()).isEqualTo("Hello, MIME!\nはろー MIME!");
        assertThat(parts)
                .extracting(MimePart::contentType)
                .extracting(ContentType::charset)
                .satisfiesExactly(
                        charset -> assertThat(charset).contains("US-ASCII"),
                        charset -> assertThat(charset).contains("ISO-2022-JP"));
    }

    @Test
    void aPartIsCutOutWithoutReadingTheRest() throws IOException {
        Watched stored = new Watched(MESSAGE);
        MimePart second = MimeStructure.scan(stored).root().parts().get(1);
        byte[] wanted = "はろー MIME!".getBytes(ISO_2022_JP);

        stored.read.reset();
        assertThat(second.body(stored).toByteArray()).isEqualTo(wanted);
        assertThat(stored.read.toByteArray()).isEqualTo(wanted);

        stored.read.reset();
        byte[] header = "Content-Type: text/plain; charset=ISO-2022-JP\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
        assertThat(second.header(stored).toByteArray()).isEqualTo(header);
        assertThat(stored.read.toByteArray()).isEqualTo(header);
    }

    @Test
    void aPartOfContentInMemoryIsAViewOfIt() throws IOException {
        byte[] octets = MESSAGE.clone();
        MessageContent stored = MessageContent.of(octets);
        MimePart second = MimeStructure.scan(stored).root().parts().get(1);
        MessageContent body = second.body(stored);
        // Nobody may change stored octets; the test does, and sees that there is no second copy.
        octets[(int) second.bodyOffset()] = 'X';
        assertThat(body.bufferAt(0).orElseThrow().get(0)).isEqualTo((byte) 'X');
        assertThat(body.bufferAt(0).orElseThrow().remaining()).isEqualTo((int) second.bodyLength());
    }

    /** Keeps what is read of it. */
    private static final class Watched implements MessageContent {
        private final byte[] octets;
        private final ByteArrayOutputStream read = new ByteArrayOutputStream();

        Watched(byte[] octets) {
            this.octets = octets;
        }

        @Override
        public long size() {
            return octets.length;
        }

        @Override
        public InputStream openStream(long offset) {
            return new ByteArrayInputStream(octets, (int) offset, octets.length) {
                @Override
                public int read(byte[] target, int from, int length) {
                    int n = super.read(target, from, length);
                    read.write(target, from, Math.max(0, n));
                    return n;
                }
            };
        }
    }
}
