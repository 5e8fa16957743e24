package dev.yubin.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.MessageContent;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the fields of a header are, and where (RFC 5322 §2.2, §4.5). */
class HeaderCursorTest {
    private static List<String> fields(String header) throws IOException {
        byte[] octets = header.replace("|", "\r\n").replace("~", "\n").getBytes(UTF_8);
        return HeaderFields.read(MessageContent.of(octets)).list().stream()
                .map(field -> field.name() + "=" + field.body())
                .toList();
    }

    /** A bar is CRLF, a tilde LF; the fields of the result are separated by slashes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "A: b|C: d||; A=b/C=d",
                "A:b~C:d~~; A=b/C=d",
                "A: b|C: d~; A=b/C=d",
                "A: b; A=b",
                "A:  b \t|; A=b",
                "A:|B:|; A=/B=",
                "A :b|B\t \t:c|; A=b/B=c",
                "A: b| c|\td|E: f||; A=b c\td/E=f",
                "A:| b|; A=b",
                "A:| | b| |C: d|; A=b/C=d",
                "A: b:c|; A=b:c",
                "a-B_c.1!: d|; a-B_c.1!=d",
                "From x@y Mon Jan 01 00:00:00 2024|A: b|; A=b",
                ">From x: y|A: b|; A=b",
                "no field|A: b|; A=b",
                "two words: x| folded|A: b|; A=b",
                ": x|A: b|; A=b",
                "` x: y|A: b|`; A=b",
                "` |A: b|`; A=b",
                "ä: x|A: ä|; A=ä",
                "A: b\rC: d|E: f|; A=b\rC: d/E=f",
                "A: b\r|C: d|; A=b/C=d",
                "|A: b|; ``",
            })
    void fieldsAreFound(String header, String expected) throws IOException {
        assertThat(String.join("/", fields(header))).isEqualTo(expected);
    }

    @Test
    void controlsMakeNoName() throws IOException {
        assertThat(fields("A\0: x|\u007f: y|\u0001B: z|C: \0|")).containsExactly("C=\0");
    }

    @Test
    void aFieldTellsWhereItIs() throws IOException {
        byte[] octets = "From me\r\nA: b\r\nno field\r\n x\r\nSubject: one\r\n two\r\n\tthree\nB : c\r\n\r\nC: d\r\n"
                .getBytes(UTF_8);
        List<HeaderField> fields = HeaderFields.read(MessageContent.of(octets)).list();
        assertThat(fields).extracting(HeaderField::name).containsExactly("A", "Subject", "B");
        assertThat(fields)
                .extracting(field -> new String(octets, (int) field.offset(), field.length(), UTF_8))
                .containsExactly("A: b\r\n", "Subject: one\r\n two\r\n\tthree\n", "B : c\r\n");
        assertThat(fields.get(1)).hasToString("Subject: one two\tthree");
    }

    @Test
    void theFieldsOfAPartAreWhereTheyAreInTheMessage() throws IOException {
        byte[] octets = Trees.octets("""
                A: outer
                Content-Type: multipart/mixed; boundary=b

                --b
                B: inner
                 folded
                Content-Type: message/rfc822

                C: =?utf-8?q?=C3=A4?=

                D: body
                --b
                E: no body
                --b--
                """);
        MessageContent content = MessageContent.of(octets);
        MimePart root = Trees.scan(octets).root();
        assertThat(HeaderFields.read(content, root).all("a")).containsExactly("outer");
        MimePart part = root.parts().get(0);
        HeaderFields inner = HeaderFields.read(content, part);
        assertThat(inner.list()).hasSize(2);
        HeaderField folded = inner.list().get(0);
        assertThat(folded.offset()).isEqualTo(part.offset());
        assertThat(folded.length()).isEqualTo(19);
        HeaderFields embedded = HeaderFields.read(content, part.embedded().orElseThrow());
        assertThat(embedded.list()).hasSize(1);
        assertThat(embedded.firstDecoded("c")).contains("ä");
        assertThat(embedded.list().get(0).offset()).isEqualTo(part.bodyOffset());
        assertThat(embedded.iterator().next().decoded()).isEqualTo("ä");
        assertThat(HeaderFields.read(content, root.parts().get(1)).first("E")).contains("no body");
    }

    @Test
    void theHeaderOfAPartIsReadUpToTheLimit() throws IOException {
        String fat = "X: " + "x".repeat(HeaderFields.MAX_OCTETS) + "\r\n";
        byte[] octets = ("Content-Type: message/rfc822\r\n\r\nA: b\r\n" + fat + "C: d\r\n\r\n").getBytes(UTF_8);
        MimePart embedded = Trees.scan(octets).root().embedded().orElseThrow();
        HeaderFields fields = HeaderFields.read(MessageContent.of(octets), embedded);
        assertThat(fields.list()).extracting(HeaderField::name).containsExactly("A");
    }

    @Test
    void theScannerAndTheReaderAgreeWhereAHeaderEnds() throws IOException {
        String[] pool = {"\r", "\n", "\r\n", " ", ":", "a", "Content-Type", "\0"};
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(12); n > 0; n--) {
                text.append(pool[random.nextInt(pool.length)]);
            }
            byte[] octets = text.toString().getBytes(ISO_8859_1);
            MessageContent content = MessageContent.of(octets);
            MimePart root = MimeStructure.scan(content).root();
            assertThat(HeaderFields.read(content).list().toString())
                    .as("seed %d", seed)
                    .isEqualTo(HeaderFields.read(content, root).list().toString());
        }
    }
}
