package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.MessageContent;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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

    /** RFC 2046 §5.1.1 gives the line end to the delimiter line behind it; if it has ended a header, it is used up. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Type: multipart/x; boundary=b\n\n--b\n",
                "Content-Type: multipart/x; boundary=b\n\n",
                "Content-Type: message/rfc822\n\nSubject: s\n\n",
                "Content-Type: message/rfc822\n\n",
                "Content-Type: message/rfc822\n\nContent-Type: multipart/x; boundary=b\n\n--b\n\n"
            })
    void aPartWithoutABodyEndsNoLaterThanWhatItIsIn(String inner) throws IOException {
        byte[] octets = Trees.octets("Content-Type: multipart/x; boundary=a\n\n--a\n" + inner + "--a--\n");
        MimePart root = MimeStructure.scan(MessageContent.of(octets)).root();
        Trees.check(root, octets);
        assertThat(root.parts()).hasSize(1);
    }

    /** Whatever the content and however it comes, its parts lie in one another and in order. */
    @Test
    void anyInputHasAStructureThatHoldsTogether() throws IOException {
        String[] pool = {
            "--a",
            "--b",
            "--",
            "a",
            "b",
            "\r\n",
            "\n",
            "\r",
            " ",
            "\r\n\r\n",
            "Content-Type:",
            "multipart/mixed;",
            "boundary=a",
            "boundary=\"b\"",
            "message/rfc822",
            "\r\n--a\r\n",
            "\r\n--b--\r\n",
            "x",
            "multipart/digest;",
            "message/external-body",
            ";",
            "\0",
            "é",
            "Content-Transfer-Encoding: base64\r\n"
        };
        for (int seed = 0; seed < 20_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i >= 0; i--) {
                text.append(pool[random.nextInt(pool.length)]);
            }
            byte[] octets = text.toString().getBytes(StandardCharsets.UTF_8);
            MimePart root = MimeStructure.scan(MessageContent.of(octets)).root();
            assertThat(root.offset()).isZero();
            assertThat(root.length()).as("seed %d", seed).isEqualTo(octets.length);
            Trees.check(root, octets);
            assertThat(Trees.dump(MimeStructure.scan(slowly(octets, random)).root()))
                    .isEqualTo(Trees.dump(root));
        }
    }

    private static MessageContent slowly(byte[] octets, Random random) {
        return new MessageContent() {
            @Override
            public long size() {
                return octets.length;
            }

            @Override
            public InputStream openStream(long offset) {
                return new ByteArrayInputStream(octets, (int) offset, octets.length) {
                    @Override
                    public int read(byte[] target, int from, int length) {
                        return super.read(target, from, Math.min(1 + random.nextInt(5), length));
                    }
                };
            }
        };
    }
}
