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
import org.junit.jupiter.params.provider.CsvSource;
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

    @Test
    void longRunsOfBlanksComeBack() throws IOException {
        comesBack("a" + " ".repeat(2000) + "b");
        comesBack("a" + "\t".repeat(998) + "b" + " ".repeat(980) + "c");
        comesBack(" ".repeat(500) + "x".repeat(500));
        comesBack("a" + " ".repeat(500) + "x".repeat(500));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 60, 70, 80, 500, 900})
    void aLongNameLeavesRoomForAnyText(int length) {
        String name = "N".repeat(length);
        for (String text : List.of("x".repeat(900), "x y", "はろー", "x".repeat(2000))) {
            String field = HeaderWriter.unstructured(name, text, StandardCharsets.UTF_8);
            assertThat(field.lines()).allMatch(line -> line.length() <= 998).noneMatch(String::isBlank);
        }
    }

    @Test
    void aNameThatFillsALineIsRefused() {
        for (String text : List.of("", "x", "はろー")) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HeaderWriter.unstructured("N".repeat(1000), text, StandardCharsets.UTF_8))
                    .withMessageContaining("998");
        }
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

    /** RFC 2231: they are encoded already, or pieces. */
    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "title*, utf-8''%C3%A9, title*=utf-8''%C3%A9",
                "title*, utf-8''é, title*=utf-8''%C3%A9",
                "title*, utf-8'en'a b, title*=\"utf-8'en'a b\"",
                "title*0*, utf-8''é\\t, title*0*=utf-8''%C3%A9%09",
                "title*0, é, title*0=\"é\"",
                "title*1, b c, title*1=\"b c\"",
                "a*b, é, a*b=\"é\""
            })
    void parametersInTheFormOfRfc2231StayInIt(String name, String value, String written) {
        String given = value.replace("\\t", "\t");
        assertThat(HeaderWriter.parameters("X", "a", List.of(new MimeParameter(name, given))))
                .isEqualTo("X: a; " + written + "\r\n");
    }

    @Test
    void aLongPieceStaysOnePiece() {
        String value = "utf-8''" + "%C3%A9".repeat(20);
        assertThat(HeaderWriter.parameters("X", "a", List.of(new MimeParameter("title*", value))))
                .isEqualTo("X: a;\r\n title*=" + value + "\r\n");
    }

    @Test
    void aParameterThatFillsALineIsRefused() {
        MimeParameter longName = new MimeParameter("x".repeat(1000), "1");
        MimeParameter longPiece = new MimeParameter("x*0", "1".repeat(1000));
        for (MimeParameter parameter : List.of(longName, longPiece)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> HeaderWriter.parameters("X", "a", List.of(parameter)))
                    .withMessageContaining("998");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> HeaderWriter.parameters("X", "a".repeat(1000), List.of()))
                .withMessageContaining("998");
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
