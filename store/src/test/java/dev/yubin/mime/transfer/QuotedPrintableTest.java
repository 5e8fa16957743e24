package dev.yubin.mime.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.mime.Streams;
import dev.yubin.mime.TransferEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** RFC 2045 §6.7; the rules are those of its list. */
class QuotedPrintableTest {
    static Arguments[] encoded() {
        return new Arguments[] {
            Arguments.of("rule 1, any octet", "a=0C=3D=FF=00z", "a\f=\u00FF\0z"),
            Arguments.of("rule 1, lower case, which must not be sent", "=c3=aB", "\u00C3\u00AB"),
            Arguments.of("rule 2, literal", "!<>~@`", "!<>~@`"),
            Arguments.of("rule 3, white space in a line", "a \t b", "a \t b"),
            Arguments.of("rule 3, white space at the end", "a \t \r\nb\t\r\n", "a\r\nb\r\n"),
            Arguments.of("rule 3, and at the very end", "a \t ", "a"),
            Arguments.of("rule 3, encoded white space stays", "a=20\r\nb=09\r\nc =20 \r\n", "a \r\nb\t\r\nc  \r\n"),
            Arguments.of("rule 3, an empty line", " \r\n\t\n", "\r\n\n"),
            Arguments.of("rule 4, line ends", "a\r\n\r\nb\n", "a\r\n\r\nb\n"),
            Arguments.of("rule 4, an encoded line end is octets", "a=0D=0Ab", "a\r\nb"),
            Arguments.of("rule 5, soft line break", "a=\r\nb", "ab"),
            Arguments.of("rule 5, white space before it stays", "a \t=\r\nb", "a \tb"),
            Arguments.of("rule 5, transport padding", "a= \t\r\nb=\t\nc", "abc"),
            Arguments.of("rule 5, LF alone", "a=\nb", "ab"),
            Arguments.of(
                    "the example of rule 5",
                    "Now's the time =\r\nfor all folk to come=\r\n to the aid of their country.",
                    "Now's the time for all folk to come to the aid of their country."),
            Arguments.of("a CR alone", "a\rb \rc", "a\rb \rc"),
            Arguments.of("a CR twice", "a\r\r\nb", "a\r\r\nb"),
            Arguments.of("no digits", "=XZ=4", "=XZ=4"),
            Arguments.of("one digit", "=4Z =4=41", "=4Z =4A"),
            Arguments.of("equals signs", "==41==", "=A="),
            Arguments.of("not a soft line break", "a= b=\rc= \rd", "a= b=\rc= \rd"),
            Arguments.of("at the end", "a=", "a"),
            Arguments.of("at the end with padding", "a= \t", "a"),
            Arguments.of("at the end with CR", "a=\r", "a"),
            Arguments.of("raw 8-bit octets", "\u00E9 \u00FF", "\u00E9 \u00FF"),
            Arguments.of("nothing", "", ""),
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encoded")
    void decoded(String rule, String encoded, String plain) throws IOException {
        assertThat(Streams.decode(TransferEncoding.QUOTED_PRINTABLE, encoded))
                .as(rule)
                .isEqualTo(plain);
    }

    static Arguments[] plain() {
        return new Arguments[] {
            Arguments.of("rule 1, upper case digits", "\u00E9=\f\u007F\0", "=E9=3D=0C=7F=00"),
            Arguments.of("rule 2, literal", "!<>~@`", "!<>~@`"),
            Arguments.of("rule 3, white space in a line", "a \t b", "a \t b"),
            Arguments.of("rule 3, white space at the end", "a \r\nb\t\r\n", "a=20\r\nb=09\r\n"),
            Arguments.of("rule 3, only the last must be encoded", "a  \r\n \r\n", "a =20\r\n=20\r\n"),
            Arguments.of("rule 3, at the very end", "a ", "a=20"),
            Arguments.of("rule 4, CR and LF alone", "a\rb\nc\n\r", "a=0Db=0Ac=0A=0D"),
            Arguments.of("rule 4, white space before a CR", "a \rb\r\r\n", "a=20=0Db=0D\r\n"),
            Arguments.of("a dot alone", ".\r\n..\r\n.a\r\n.", "=2E\r\n..\r\n.a\r\n=2E"),
            Arguments.of(
                    "From ",
                    "From x\r\n>From x\r\nFrom: x\r\nFro From x",
                    "From=20x\r\n>From x\r\nFrom: x\r\nFro From x"),
            Arguments.of("nothing", "", ""),
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("plain")
    void encoded(String rule, String plain, String encoded) throws IOException {
        assertThat(Streams.encode(TransferEncoding.QUOTED_PRINTABLE, plain))
                .as(rule)
                .isEqualTo(encoded);
    }

    @Test
    void aLongLineIsBrokenAt76Characters() throws IOException {
        assertThat(Streams.encode(TransferEncoding.QUOTED_PRINTABLE, "x".repeat(160)))
                .isEqualTo("x".repeat(75) + "=\r\n" + "x".repeat(75) + "=\r\n" + "x".repeat(10));
        assertThat(Streams.encode(TransferEncoding.QUOTED_PRINTABLE, "x".repeat(74) + "\u00E9"))
                .isEqualTo("x".repeat(74) + "=\r\n=E9");
        assertThat(Streams.encode(TransferEncoding.QUOTED_PRINTABLE, "x".repeat(75) + "From y"))
                .isEqualTo("x".repeat(75) + "=\r\nFrom=20y");
    }

    @Test
    void whateverIsEncodedHasOnlyWhatRfc2045Allows() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 150; i++) {
            byte[] plain = Streams.random(random, random.nextInt(1000), "abc .=\t\r\nFrom \u00E9");
            byte[] encoded = Streams.encode(TransferEncoding.QUOTED_PRINTABLE, plain);
            String text = new String(encoded, StandardCharsets.ISO_8859_1);
            for (String line : text.split("\r\n", -1)) {
                assertThat(line)
                        .as("seed %d", seed)
                        .hasSizeLessThanOrEqualTo(76)
                        .matches("[\t -~]*");
                assertThat(line).as("seed %d", seed).doesNotStartWith("From ").isNotEqualTo(".");
                assertThat(line).as("seed %d", seed).doesNotEndWith(" ").doesNotEndWith("\t");
            }
            assertThat(Streams.decode(TransferEncoding.QUOTED_PRINTABLE, encoded))
                    .as("seed %d", seed)
                    .isEqualTo(plain);
        }
    }

    @Test
    void ofVeryLongWhiteSpaceOnlyTheEndIsDeleted() throws IOException {
        assertThat(Streams.decode(TransferEncoding.QUOTED_PRINTABLE, "a" + " ".repeat(1000) + "\r\n"))
                .isEqualTo("a\r\n");
        String blanks = " \t".repeat(2 << 20);
        String decoded = Streams.decode(TransferEncoding.QUOTED_PRINTABLE, "a" + blanks + "\r\nb");
        assertThat(decoded).startsWith("a" + blanks.substring(1000)).endsWith("\r\nb");
        assertThat(Streams.decode(TransferEncoding.QUOTED_PRINTABLE, "a" + blanks + "b"))
                .isEqualTo("a" + blanks + "b");
        assertThat(Streams.decode(TransferEncoding.QUOTED_PRINTABLE, "a=" + blanks + "b"))
                .isEqualTo("a=" + blanks + "b");
    }
}
