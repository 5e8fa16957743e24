package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.yubin.store.MessageContent;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How header fields are written (RFC 5322 §2.2). */
class HeaderWriterTest {
    @Test
    void linesAreFoldedAtWhiteSpaceThatStays() {
        assertThat(HeaderWriter.unstructured("X", "short", StandardCharsets.UTF_8))
                .isEqualTo("X: short\r\n");
        assertThat(HeaderWriter.unstructured(
                        "Subject", "a".repeat(40) + "  \t" + "b".repeat(40), StandardCharsets.UTF_8))
                .isEqualTo("Subject: " + "a".repeat(40) + "\r\n  \t" + "b".repeat(40) + "\r\n");
        assertThat(HeaderWriter.unstructured("X", "", StandardCharsets.UTF_8)).isEqualTo("X:\r\n");
    }

    @Test
    void aLineMayHave78CharactersAndNoMore() {
        String fits = "x".repeat(35) + " " + "y".repeat(39);
        assertThat(HeaderWriter.structured("X", fits))
                .isEqualTo("X: " + fits + "\r\n")
                .hasSize(80);
        assertThat(HeaderWriter.structured("X", fits + "y"))
                .isEqualTo("X: " + "x".repeat(35) + "\r\n " + "y".repeat(40) + "\r\n");
    }

    @Test
    void theFirstLineIsNeverEmpty() {
        assertThat(HeaderWriter.structured("X", "y".repeat(100))).isEqualTo("X: " + "y".repeat(100) + "\r\n");
    }

    @Test
    void quotedTextIsFoldedOnlyIfItHasToBe() {
        String quoted = "\"" + "name \\\" ".repeat(12) + "\"";
        assertThat(HeaderWriter.structured("To", "a@b.example, " + quoted + " <c@d.example>"))
                .isEqualTo("To: a@b.example,\r\n " + quoted + "\r\n <c@d.example>\r\n");
        String long1 = HeaderWriter.structured("To", "\"" + "name ".repeat(400) + "\" <c@d.example>");
        assertThat(long1.lines()).allMatch(line -> line.length() < 998).hasSizeGreaterThan(2);
    }

    @Test
    void quotesInFreeTextMeanNothing() {
        assertThat(HeaderWriter.unstructured("X", "\"" + "word ".repeat(30) + "end", StandardCharsets.UTF_8)
                        .lines())
                .allMatch(line -> line.length() <= 78);
    }

    @Test
    void whatCannotBeFoldedIsRefusedOrEncoded() throws IOException {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderWriter.structured("Message-ID", "<" + "x".repeat(1000) + ">"))
                .withMessageContaining("998")
                .withMessageContaining("Message-ID");
        comesBack("x".repeat(5000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Hello",
                " leading",
                "trailing ",
                " ",
                "\t",
                "a  b",
                "a\tb",
                "はろー",
                "Grüße an alle",
                "=?UTF-8?Q?no?=",
                "=?",
                "a=?b",
                "\u0001",
                "😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀😀",
                "\"quoted\" (comment) <x>",
                ": x"
            })
    void anyTextComesBack(String text) throws IOException {
        comesBack(text);
    }

    @Test
    void anyLongTextComesBackInShortLines() throws IOException {
        String[] pool = {
            "a",
            "bc",
            " ",
            " ",
            "  ",
            "\t",
            "word",
            "longer-word",
            "é",
            "あ",
            "😀",
            "=?",
            "?=",
            "\"",
            "\\",
            "(",
            "x".repeat(70)
        };
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(60); i >= 0; i--) {
                text.append(pool[random.nextInt(pool.length)]);
            }
            comesBack(text.toString());
        }
    }

    private static void comesBack(String text) throws IOException {
        for (Charset charset : List.of(StandardCharsets.UTF_8, Charset.forName("ISO-2022-JP"))) {
            String field = HeaderWriter.unstructured("X", text, charset);
            assertThat(field).endsWith("\r\n");
            assertThat(field.lines()).allMatch(line -> line.length() <= 998).noneMatch(String::isBlank);
            byte[] message = (field + "\r\n").getBytes(StandardCharsets.US_ASCII);
            assertThat(HeaderFields.read(MessageContent.of(message)).firstDecoded("X"))
                    .as(field)
                    .contains(text);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "é", "a\r\nb", "\0", "\t"})
    void aNameIsPrintableAscii(String name) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderWriter.name(name))
                .withMessageContaining("name");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a.txt",
                "a b.txt",
                "",
                "a\"b\\c.txt",
                "a;b=c,(d).txt",
                "はろー.txt",
                "é 'x' %41 *.txt",
                "😀.png",
                "tab\t.txt",
                "UTF-8''x",
                "=?UTF-8?Q?x?="
            })
    void parametersComeBack(String value) {
        parameterComesBack(value);
        parameterComesBack(value.repeat(20));
    }

    private static void parameterComesBack(String value) {
        String field = HeaderWriter.parameters(
                "X", "attachment", List.of(new MimeParameter("filename", value), new MimeParameter("size", "1")));
        assertThat(field.lines()).allMatch(line -> line.length() <= 100);
        String body = field.substring(2).replace("\r\n", "");
        MimeParameters parameters = ContentDisposition.parse(body).orElseThrow().parameters();
        assertThat(parameters.get("filename")).as(field).contains(value);
        assertThat(parameters.get("size")).contains("1");
    }

    @Test
    void parametersAreWrittenAsReadersKnowThem() {
        assertThat(HeaderWriter.parameters("X", "a", List.of(new MimeParameter("filename", "a b.txt"))))
                .isEqualTo("X: a; filename=\"a b.txt\"\r\n");
        assertThat(HeaderWriter.parameters("X", "a", List.of(new MimeParameter("filename", "é.txt"))))
                .isEqualTo("X: a; filename*=UTF-8''%C3%A9.txt\r\n");
        assertThat(HeaderWriter.parameters("X", "a", List.of(new MimeParameter("filename", "b".repeat(120)))))
                .isEqualTo("X: a; filename*0*=UTF-8''" + "b".repeat(50) + ";\r\n filename*1*=" + "b".repeat(50)
                        + ";\r\n filename*2*=" + "b".repeat(20) + "\r\n");
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> HeaderWriter.parameters("X", "a", List.of(new MimeParameter("filename", "a\r\nBcc: b"))))
                .withMessageContaining("take CR, LF and NUL out");
    }
}
