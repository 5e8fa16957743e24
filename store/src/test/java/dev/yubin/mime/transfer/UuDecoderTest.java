package dev.yubin.mime.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.mime.Streams;
import dev.yubin.mime.TransferEncoding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class UuDecoderTest {
    static Arguments[] encoded() {
        return new Arguments[] {
            Arguments.of("a file", "begin 644 cat.txt\r\n#0V%T\r\n`\r\nend\r\n", "Cat"),
            Arguments.of("LF alone", "begin 644 cat.txt\n#0V%T\n`\nend\n", "Cat"),
            Arguments.of(
                    "text before",
                    "Hi,\nbegin the day\nbegin 64 x\nxbegin 644 x\nbegin 644 cat.txt\n#0V%T\n`\nend\n",
                    "Cat"),
            Arguments.of("text behind", "begin 644 x\n#0V%T\n`\nend\n#0V%T\nbegin 644 y\n#0V%T\n", "Cat"),
            Arguments.of("no zero line", "begin 644 x\n#0V%T\nend\n#0V%T\n", "Cat"),
            Arguments.of("no end", "begin 644 x\n#0V%T", "Cat"),
            Arguments.of("four digits, no name", "begin 0644\n#0V%T\n", "Cat"),
            Arguments.of("zeros as spaces or accents", "begin 644 x\n#    \n#````\n", "\0\0\0\0\0\0"),
            Arguments.of("lost spaces", "begin 644 x\n#0V\r\n#0V%T\n&0V%T", "C`\0CatCat\0\0\0"),
            Arguments.of("one and two octets", "begin 644 x\n!0P  \n\"0V$ \n", "CCa"),
            Arguments.of("a checksum behind", "begin 644 x\n#0V%TZ\n#0V%TZ\n", "CatCat"),
            Arguments.of("empty lines", "begin 644 x\n\n#0V%T\n\r\n#0V%T\n", "CatCat"),
            Arguments.of("lines of something else", "begin 644 x\n#0V%T\n~~~\nendless\nen\n#0V%T\n", "CatCat"),
            Arguments.of("a space ends it as the accent does", "begin 644 x\n#0V%T\n \n#0V%T\n", "Cat"),
            Arguments.of("no begin line", "#0V%T\n`\nend\n", ""),
            Arguments.of("nothing", "", ""),
        };
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("encoded")
    void decoded(String what, String encoded, String plain) throws IOException {
        assertThat(Streams.decode(TransferEncoding.UUENCODE, encoded)).as(what).isEqualTo(plain);
    }

    @Test
    void linesHold45Octets() throws IOException {
        assertThat(Streams.encode(TransferEncoding.UUENCODE, "Cat"))
                .isEqualTo("begin 644 file\r\n#0V%T\r\n`\r\nend\r\n");
        assertThat(Streams.encode(TransferEncoding.UUENCODE, "C".repeat(46)))
                .isEqualTo("begin 644 file\r\nM" + "0T-#".repeat(15) + "\r\n!0P``\r\n`\r\nend\r\n");
    }

    /** A line may have lost up to 60 spaces; a body of nothing but such lines would be thirty times as long as it is. */
    @Test
    void linesWithoutDataAreNotFilledUpBeyondWhatIsEncoded() throws IOException {
        byte[] encoded = ("begin 644 x\n" + "M\n".repeat(10_000)).getBytes(StandardCharsets.US_ASCII);
        assertThat(Streams.decode(TransferEncoding.UUENCODE, encoded)).hasSizeLessThanOrEqualTo(encoded.length);
        assertThat(Streams.decode(TransferEncoding.UUENCODE, encoded)).containsOnly(0);
    }
}
