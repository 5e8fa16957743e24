package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.nio.charset.Charset;
import java.util.Arrays;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedWordsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain text | plain text",
                "=?UTF-8?Q?Gr=C3=BC=C3=9Fe?= | Grüße",
                "=?utf-8?q?a_b=5Fc?= | a b_c",
                "=?UTF-8?B?44GC?= | あ",
                "=?ISO-8859-1*de?Q?=FC?= | ü",
                "Re: =?UTF-8?Q?=C3=BC?= (1) | Re: ü (1)",
                "=?UTF-8?Q?a?= =?UTF-8?Q?b?= | ab",
                "=?UTF-8?Q?a?= x =?UTF-8?Q?b?= | a x b",
                "=?UTF-8?Q?a?= =?ISO-8859-1?Q?=FC?= | aü",
                "=?UTF-8?B?44E=?= =?UTF-8?B?gg==?= | あ",
                "=?UTF-8?Q??= | ''",
                "=?UTF-8?B??= | ''",
                "a =?UTF-8?Q??= b | a  b",
                "=?UTF-8?Q?a?= =?UTF-8?Q??= =?UTF-8?Q?b?= | ab",
                "=?UTF-8?Q?a?==?UTF-8?Q?b?= | ab",
                "a=?UTF-8?Q?=C3=BC?=b | aüb",
                "'(=?UTF-8?Q?=C3=BC?=,=?UTF-8?Q?=C3=BC?=)' | (ü,ü)",
                "=?UTF-8?Q?a b	c?= d | a b	c d",
                "=?UTF-8?Q?=C3?= =?UTF-8?Q?=BC?= | ü",
                "=?UTF-8?Q?=C3?= =?utf8?B?vA?= | ü",
                "=?UTF-8?Q?=C3?= x =?UTF-8?Q?=BC?= | � x �",
                "=?UTF-8?B?w7w?= | ü",
                "=?UTF-8?B?w7w?= =?UTF-8?B?w7w?= | üü",
                "=?UTF-8?B?w7?= =?UTF-8?B?w?= | ü",
                "=?UTF-8?B?w?= =?UTF-8?B?7w=?= | ü",
                "=?UTF-8?B?YWJ?= =?UTF-8?B?jZA==?= | abcd",
                "=?UTF-8?B?YW Jj?= | abc",
                "=?UTF-8?B?YWJjZ?= | abc",
                "=?UTF-8?B?YW*J.j!?= | abc",
                "=?UTF-8?B?w7w*?= =?UTF-8?B?w7w?= | üü",
                "=?UTF-8?B?YWJ?= =?UTF-8?B?j-ZA==?= | abcd",
                "=?UTF-8?Q?a=?= | a=",
                "=?UTF-8?Q?a=4?= | a=4",
                "=?us-ascii?Q?a?= =?unknown-8bit?Q?=FC?= | aü",
                "=?unknown-8bit?Q?=C3=BC?= | ü",
                "=?iso-8859-1?Q?=93=80=94?= | “€”",
                "=?gb2312?B?xOO6ww==?= | 你好",
                "=?ISO-2022-JP?B?GyRCJE8kbSE8GyhC?= MIME! | はろー MIME!",
                "=?utf-7?Q?+AOk-?= | é",
                "=?no-such?Q?a?= =?UTF-8?Q?b?= | =?no-such?Q?a?= b",
                "=?=?UTF-8?Q?a?=?= | =?a?=",
                "=?UTF-8?Q?abc =?UTF-8?Q?d?= | =?UTF-8?Q?abc d",
            })
    void wordsAreDecoded(String text, String plain) {
        assertThat(EncodedWords.decode(text)).isEqualTo(plain);
    }

    @Test
    void theTablesWrittenInRfc2047Hold() {
        assertThat(EncodedWords.decode("(=?ISO-8859-1?Q?a?=)")).isEqualTo("(a)");
        assertThat(EncodedWords.decode("(=?ISO-8859-1?Q?a?= b)")).isEqualTo("(a b)");
        assertThat(EncodedWords.decode("(=?ISO-8859-1?Q?a?=  =?ISO-8859-1?Q?b?=)"))
                .isEqualTo("(ab)");
        assertThat(EncodedWords.decode("(=?ISO-8859-1?Q?a_b?=)")).isEqualTo("(a b)");
        assertThat(EncodedWords.decode("(=?ISO-8859-1?Q?a?= =?ISO-8859-2?Q?_b?=)"))
                .isEqualTo("(a b)");
    }

    @Test
    void aJapaneseSubjectInSeveralWordsIsOneText() {
        Charset charset = Charset.forName("ISO-2022-JP");
        String text = "長い件名は幾つかの符号化された語に分けて送られます";
        StringBuilder folded = new StringBuilder();
        for (int i = 0; i < text.length(); i += 7) {
            byte[] octets = text.substring(i, Math.min(i + 7, text.length())).getBytes(charset);
            folded.append(i == 0 ? "" : "\t")
                    .append("=?ISO-2022-JP?B?")
                    .append(Base64.getEncoder().encodeToString(octets))
                    .append("?=");
        }
        assertThat(EncodedWords.decode(folded.toString())).isEqualTo(text);
    }

    @Test
    void aJapaneseCharacterSplitBetweenWordsIsWhole() {
        byte[] octets = "件名".getBytes(Charset.forName("ISO-2022-JP"));
        Base64.Encoder base64 = Base64.getEncoder();
        String first = base64.encodeToString(Arrays.copyOf(octets, 4));
        String second = base64.encodeToString(Arrays.copyOfRange(octets, 4, octets.length));
        assertThat(EncodedWords.decode("=?ISO-2022-JP?B?" + first + "?= =?ISO-2022-JP?B?" + second + "?="))
                .isEqualTo("件名");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=?",
                "=?=",
                "=?UTF-8?Q?",
                "=?UTF-8?Q?abc",
                "=?UTF-8?X?abc?=",
                "=?no such?Q?abc?=",
                "=?no-such-charset?Q?abc?=",
                "=?\u0000?Q?abc?=",
                "=?UTF-8?B?*?=",
                "=?UTF-8?B?A?=",
                "=?UTF-8?Q?=ZZ?=",
                "=?UTF-8?Q?=+1?=",
                "=?UTF-8?Q?=-1?=",
                "=?UTF-8?Q?grün?=",
                "=?*?Q?a?=",
            })
    void whatCannotBeDecodedStaysAsItIs(String text) {
        assertThat(EncodedWords.decode(text)).isEqualTo(text);
    }

    @Test
    void aFoldBetweenWordsIsNotShown() {
        assertThat(EncodedWords.decode("=?UTF-8?Q?a?=\r\n =?UTF-8?Q?b?=\n\t=?UTF-8?Q?c?=\r\n d"))
                .isEqualTo("abc\r\n d");
    }

    @Test
    void wordsOfDifferentCharsetsAreDecodedEachAlone() {
        assertThat(EncodedWords.decode("=?UTF-8?Q?=C3?= =?ISO-8859-1?Q?=BC?=")).isEqualTo("\uFFFD¼");
        assertThat(EncodedWords.decode("=?ISO-2022-JP?B?GyRCJE8=?= =?UTF-8?Q?x?="))
                .isEqualTo("はx");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "=?",
                "=?x",
                "?=",
                "=?UTF-8",
                "=?UTF-8?Q?",
                "=?UTF-8?Q?a",
                "=?UTF-8?Q?a ",
                "=?x?Q?a?=",
                "=?no-such-charset?Q?a?= ",
                "=?UTF-8*en?Q?a? ",
                "=?UTF-8?Q?=ZZ?=",
            })
    void aMegabyteThatIsNoWordStaysAsItIs(String piece) {
        String text = piece.repeat((1 << 20) / piece.length());
        assertThat(EncodedWords.decode(text).equals(text)).isTrue();
    }

    @Test
    void aMegabyteOfWordsIsDecoded() {
        String words = "=?UTF-8?Q?=C3?= =?UTF-8?B?vA?= ".repeat(30_000);
        assertThat(EncodedWords.decode(words).equals("ü".repeat(30_000) + " ")).isTrue();
        String charsets = "=?UTF-8?Q?a?= =?ISO-8859-1?Q?=FC?= ".repeat(30_000);
        assertThat(EncodedWords.decode(charsets).equals("aü".repeat(30_000) + " "))
                .isTrue();
        StringBuilder unknown = new StringBuilder();
        for (int i = 0; i < 50_000; i++) {
            unknown.append("=?no-such-").append(i).append("?Q?a?= ");
        }
        assertThat(EncodedWords.decode(unknown.toString()).contentEquals(unknown))
                .isTrue();
    }

    @Test
    void aBrokenWordDoesNotHideItsNeighbours() {
        assertThat(EncodedWords.decode("=?UTF-8?Q?a?= =?UTF-8?B?*?= =?UTF-8?Q?b?="))
                .isEqualTo("a =?UTF-8?B?*?= b");
    }

    @Test
    void noInputThrows() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] pool = {"=?", "?=", "UTF-8", "ISO-2022-JP", "?", "B", "Q", "*", "=", "44GC", "=1B", " ", "\t", "ü", "_"
        };
        for (int i = 0; i < 10_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(15); n > 0; n--) {
                text.append(pool[random.nextInt(pool.length)]);
            }
            assertThatCode(() -> EncodedWords.decode(text.toString()))
                    .as("%s, seed %d", text, seed)
                    .doesNotThrowAnyException();
            assertThat(EncodedWords.decode(text.toString()))
                    .as("%s, seed %d", text, seed)
                    .hasSizeLessThanOrEqualTo(text.length());
        }
    }
}
