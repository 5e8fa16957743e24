package dev.yubin.mime.charset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.yubin.mime.MailCharset;
import dev.yubin.mime.Streams;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 1468, and what is sent under its name. In the tables {@code ~} is ESC. */
class Iso2022JpCharsetTest {
    private static final Charset JDK = Charset.forName("ISO-2022-JP");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ASCII | a\\b | a\\b",
                "JIS X 0208-1983 | ~$B$O$m!<~(B MIME! | はろー MIME!",
                "JIS X 0208-1978 | ~$@$O$m~(B | はろ",
                "JIS X 0208-1990 with four octets | ~$(B$O$m~(B | はろ",
                "JIS X 0201 roman | ~(Ja\\b~(Bc\\ | a¥bc\\",
                "an old mistake for roman | ~$B$O~(Hx | はx",
                "JIS X 0201 katakana | ~(I1234~(B | ｱｲｳｴ",
                "NEC special characters | ~$B-!-j~(B | ①㈱",
                "JIS X 0212 | ~$(D0!0\"~(B | 丂丄",
                "GB 2312 | ~$A0!~(B | 啊",
                "KS X 1001 | ~$(C0!~(B | 가",
                "punctuation as it was encoded | ~$B!A!]!B~(B | 〜−‖",
                "an escape twice | ~$B~$B$O~(B~(Bx | はx",
                "a space between | ~$B$O $m~(B | は ろ",
                "no way back at the end | ~$B$O | は",
                "an unknown escape | a~xb | a\uFFFDxb",
                "half an escape | a~$ | a\uFFFD",
                "an escape after half a character | ~$B$O$~(Bx | は\uFFFDx",
                "half a character | ~$B$O$ | は\uFFFD",
                "no character | ~$B)!$O~(B | \uFFFDは",
            })
    void whatIsSentIsDecoded(String what, String encoded, String text) {
        byte[] octets = Streams.latin1(encoded.replace('~', '\033'));
        assertThat(decode(octets)).as(what).isEqualTo(text);
    }

    @Test
    void theCharactersOfIbmAreWhereNecHasThem() {
        assertThat(decode(Streams.latin1("\033$By!|~\033(B"))).isEqualTo("纊＂");
    }

    @Test
    void aLineThatForgetsToGoBackToAsciiDoesNotSpoilTheNext() {
        assertThat(decode(Streams.latin1("\033$B$O\r\nabc\r\n\033$B$m\n"))).isEqualTo("は\r\nabc\r\nろ\n");
        assertThat(decode(Streams.latin1("\u000E12\r\nabc\u000E1\u000Fx"))).isEqualTo("ｱｲ\r\nabcｱx");
    }

    @Test
    void allThatTheJdkEncodesIsDecodedAsItWas() {
        StringBuilder text = new StringBuilder();
        CharsetEncoder encoder = JDK.newEncoder();
        for (char c = ' '; c < 0xFFF0; c++) {
            if (encoder.canEncode(c) && c != 0x7F) {
                text.append(c);
            }
        }
        assertThat(text.length()).isGreaterThan(6900);
        assertThat(decode(text.toString().getBytes(JDK))).isEqualTo(text.toString());
    }

    @Test
    void itIsTheCharsetOfItsNameAndEncodesAsTheJdk() {
        Charset charset = MailCharset.named("iso-2022-jp").orElseThrow();
        assertThat(charset).isEqualTo(JDK);
        assertThat("はろー".getBytes(charset)).isEqualTo("はろー".getBytes(JDK));
        assertThat(charset.contains(Charset.forName("US-ASCII"))).isTrue();
    }

    @Test
    void itDecodesWithoutThatOfTheJdk() {
        Charset charset = new Iso2022JpCharset(null);
        assertThat(new String(Streams.latin1("\033$B$O\033(B"), charset)).isEqualTo("は");
        assertThat(charset.canEncode()).isFalse();
        assertThat(charset.contains(StandardCharsets.US_ASCII)).isTrue();
        assertThatExceptionOfType(UnsupportedOperationException.class).isThrownBy(charset::newEncoder);
    }

    @Test
    void errorsAreReportedToThoseWhoAsk() throws CharacterCodingException {
        Charset charset = MailCharset.named("iso-2022-jp").orElseThrow();
        assertThat(charset.newDecoder()
                        .decode(ByteBuffer.wrap(Streams.latin1("\033$B$O\033(B")))
                        .toString())
                .isEqualTo("は");
        assertThatExceptionOfType(CharacterCodingException.class)
                .isThrownBy(() -> charset.newDecoder().decode(ByteBuffer.wrap(Streams.latin1("\u00FF"))));
    }

    private static String decode(byte[] octets) {
        return MailCharset.decode(octets, 0, octets.length, "ISO-2022-JP");
    }
}
