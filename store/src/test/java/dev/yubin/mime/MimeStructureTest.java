package dev.yubin.mime;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.MessageContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where the parts of a message are (RFC 2046). */
class MimeStructureTest {
    @Test
    void theExampleOfTheProject() throws IOException {
        byte[] octets = Trees.octets("""
                From: a@example.com
                MIME-Version: 1.0
                Content-Type: multipart/mixed; boundary = Sample-Boundary

                preamble
                --Sample-Boundary
                Content-Type: text/plain; charset=US-ASCII

                Hello, MIME!
                --Sample-Boundary
                Content-Type: text/plain; charset=ISO-2022-JP

                x
                --Sample-Boundary--
                epilogue
                """);
        assertThat(Trees.of(octets)).isEqualTo("""
                multipart/mixed
                  text/plain "Hello, MIME!" 0
                  text/plain "x" 0
                """);
    }

    @Test
    void everyPartIsAnOffset() throws IOException {
        String header = "Subject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n";
        String first = "Content-Type: text/html\r\n\r\none\r\ntwo";
        String second = "\r\nthree\r\n";
        byte[] octets =
                (header + "pre\r\n--b\r\n" + first + "\r\n--b\r\n" + second + "\r\n--b--\r\nepi\r\n").getBytes(UTF_8);
        MimePart root = Trees.scan(octets).root();
        assertThat(root.headerLength()).isEqualTo(header.length());
        assertThat(root.bodyOffset()).isEqualTo(header.length());
        assertThat(root.length()).isEqualTo(octets.length);
        assertThat(root.lines()).isEqualTo(12);
        MimePart html = root.parts().get(0);
        assertThat(html.offset()).isEqualTo(header.length() + 10);
        assertThat(html.headerLength()).isEqualTo(27);
        assertThat(html.bodyLength()).isEqualTo(8);
        assertThat(html.lines()).isEqualTo(1);
        assertThat(Trees.whole(html, octets)).isEqualTo(first);
        MimePart text = root.parts().get(1);
        assertThat(text.offset()).isEqualTo(html.offset() + html.length() + 7);
        assertThat(text.headerLength()).isEqualTo(2);
        assertThat(text.bodyLength()).isEqualTo(7);
        assertThat(text.lines()).isEqualTo(1);
        assertThat(Trees.whole(text, octets)).isEqualTo(second);
        assertThat(root.toString()).isEqualTo("multipart/mixed at 0, 57 + 75 octets");
    }

    @Test
    void aPartSaysWhatItsContentFieldsSay() throws IOException {
        byte[] octets = Trees.octets("""
                Content-Type: IMAGE/Png; name="a b.png"
                content-disposition: inline; filename=c.png
                CONTENT-TRANSFER-ENCODING : Base64
                Content-ID: <1@x>
                Content-Description: =?utf-8?q?=C3=A4?=
                 folded
                Content-Language: de, en-GB (British)
                Content-Location: http://example.com/
                 a/b.png
                Content-MD5: Q2hlY2sgSW50ZWdyaXR5IQ==
                Content-Type: text/plain
                Content-ID: <2@x>
                X-Content-ID: <3@x>

                """);
        MimePart part = Trees.scan(octets).root();
        assertThat(part.contentType()).hasToString("image/png; name=\"a b.png\"");
        assertThat(part.contentType().name()).contains("a b.png");
        assertThat(part.disposition())
                .hasValueSatisfying(d -> assertThat(d.filename()).contains("c.png"));
        assertThat(part.transferEncodingName()).contains("Base64");
        assertThat(part.transferEncoding()).isEqualTo(TransferEncoding.BASE64);
        assertThat(part.contentId()).contains("<1@x>");
        assertThat(part.description()).contains("=?utf-8?q?=C3=A4?= folded");
        assertThat(part.languages()).containsExactly("de", "en-GB");
        assertThat(part.location()).contains("http://example.com/a/b.png");
        assertThat(part.md5()).contains("Q2hlY2sgSW50ZWdyaXR5IQ==");
        assertThat(part.cuts()).isEmpty();
    }

    @Test
    void aPartThatSaysNothingIsPlainText() throws IOException {
        MimePart part = Trees.scan(Trees.octets("Subject: x\n\nbody\n")).root();
        assertThat(part.contentType()).hasToString("text/plain; charset=us-ascii");
        assertThat(part.transferEncoding()).isEqualTo(TransferEncoding.SEVEN_BIT);
        assertThat(part.transferEncodingName()).isEmpty();
        assertThat(part.disposition()).isEmpty();
        assertThat(part.contentId()).isEmpty();
        assertThat(part.description()).isEmpty();
        assertThat(part.languages()).isEmpty();
        assertThat(part.location()).isEmpty();
        assertThat(part.md5()).isEmpty();
    }

    /** RFC 2045 §5.2: what has no valid Content-Type is plain text. */
    @ParameterizedTest
    @ValueSource(strings = {"", "text", "text/", "/plain", "multipart", "; boundary=b", "(multipart/mixed)", "=\0"})
    void aTypeThatIsNoneIsPlainText(String written) throws IOException {
        byte[] octets = Trees.octets("Content-Type: " + written + "\n\n--b\n\nx\n--b--\n");
        assertThat(Trees.of(octets)).isEqualTo("text/plain \"--b\\n\\nx\\n--b--\\n\" 4\n");
    }

    @Test
    void headerBodyAndAllAreCutOutWithoutACopy() throws IOException {
        byte[] octets = Trees.octets("A: b\n\nbody\n");
        MessageContent content = MessageContent.of(octets);
        MimePart root = MimeStructure.scan(content).root();
        assertThat(root.header(content).toByteArray()).asString().isEqualTo("A: b\r\n\r\n");
        assertThat(root.body(content).toByteArray()).asString().isEqualTo("body\r\n");
        assertThat(root.whole(content)).isSameAs(content);
    }

    @ParameterizedTest
    @CsvSource({
        "'',0,0",
        "'\\r\\n',2,0",
        "'\\n',1,0",
        "'\\r',1,0",
        "'A: b',4,0",
        "'A: b\\r\\n',6,0",
        "'\\r\\nx',2,1",
        "' \\r\\n',3,0"
    })
    void aMessageMayBeAlmostNothing(String message, int header, int body) throws IOException {
        byte[] octets = message.replace("\\r", "\r").replace("\\n", "\n").getBytes(UTF_8);
        MimePart root = Trees.scan(octets).root();
        assertThat(root.headerLength()).isEqualTo(header);
        assertThat(root.bodyLength()).isEqualTo(body);
    }

    @Test
    void theEmptyLineOfAHeaderMayBeSplitOverReads() throws IOException {
        byte[] octets = Trees.octets("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b--\n");
        String dump = Trees.dump(Trees.scan(octets).root());
        for (int most = 1; most < octets.length; most++) {
            int each = most;
            assertThat(Trees.dump(
                            MimeStructure.scan(Trees.slowly(octets, () -> each)).root()))
                    .isEqualTo(dump);
        }
    }

    @Test
    void aStreamThatEndsEarlyEndsTheMessage() throws IOException {
        byte[] octets = Trees.octets("Content-Type: multipart/mixed; boundary=b\n\n--b\n\nx\n--b\n\ny");
        MimePart root =
                MimeStructure.scan(sized(octets, octets.length + 100_000L)).root();
        assertThat(Trees.dump(root)).isEqualTo(Trees.dump(Trees.scan(octets).root()));
    }

    @Test
    void nothingBeyondTheSizeIsAPart() throws IOException {
        byte[] octets = Trees.octets("Content-Type: text/plain\n\nbody and more");
        MimePart root = MimeStructure.scan(sized(octets, octets.length - 5)).root();
        assertThat(root.length()).isEqualTo(octets.length - 5);
    }

    private static MessageContent sized(byte[] octets, long size) {
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
}
