package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EncodedWordsEncodeTest {
    private static final Charset ISO_2022_JP = Charset.forName("ISO-2022-JP");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "plain text? =_() | plain text? =_()",
                "'' | ''",
                "Ein Gruß aus Bern | =?UTF-8?Q?Ein_Gru=C3=9F_aus_Bern?=",
                "はろー | =?UTF-8?B?44Gv44KN44O8?=",
                "=?UTF-8?Q?a?= | '=?UTF-8?B?PT9VVEYtOD9RP2E/PQ==?='",
                "ü.() | '=?UTF-8?B?w7wuKCk=?='",
            })
    void onlyWhatMustBeIsEncodedInTheShorterWay(String text, String encoded) {
        assertThat(EncodedWords.encode(text)).isEqualTo(encoded);
        assertThat(EncodedWords.decode(encoded)).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nBcc: b", "a\nb", "a\rb", "a\0b", "a\u007Fb", "\u0085", "\u2028"})
    void noControlCharacterGetsIntoAHeader(String text) {
        String encoded = EncodedWords.encode(text);
        assertThat(encoded).matches("[ -~]*");
        assertThat(EncodedWords.decode(encoded)).isEqualTo(text);
    }

    @Test
    void noWordIsLongerThan75CharactersAndNoneSplitsACharacter() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] pool = {"a", "b c", "ü", "あ", "😀", "=", "?", "_", " "};
        for (int i = 0; i < 100; i++) {
            StringBuilder text = new StringBuilder("é");
            for (int n = random.nextInt(200); n > 0; n--) {
                text.append(pool[random.nextInt(pool.length)]);
            }
            String encoded = EncodedWords.encode(text.toString());
            assertThat(EncodedWords.decode(encoded)).as("seed %d", seed).isEqualTo(text.toString());
            StringBuilder eachAlone = new StringBuilder();
            for (String word : encoded.split("\r\n ", -1)) {
                assertThat(word)
                        .as("seed %d", seed)
                        .hasSizeLessThanOrEqualTo(75)
                        .matches("=\\?UTF-8\\?[BQ]\\?[!->@-~]+\\?=");
                eachAlone.append(EncodedWords.decode(word));
            }
            assertThat(eachAlone.toString()).as("seed %d", seed).isEqualTo(text.toString());
        }
    }

    @Test
    void wordsAreAsLongAsTheyMayBe() {
        String encoded = EncodedWords.encode("あ".repeat(30));
        assertThat(encoded.split("\r\n ")).hasSize(2);
        assertThat(encoded.split("\r\n ")[0]).isEqualTo("=?UTF-8?B?" + "44GC".repeat(15) + "?=");
    }

    @Test
    void whatStandsBeforeOnTheLineCounts() {
        String encoded = EncodedWords.encode("あ".repeat(30), StandardCharsets.UTF_8, "Subject: ".length());
        assertThat(("Subject: " + encoded).split("\r\n"))
                .allSatisfy(line -> assertThat(line).hasSizeLessThanOrEqualTo(76));
        assertThat(EncodedWords.decode(encoded)).isEqualTo("あ".repeat(30));
        assertThat(EncodedWords.encode("あ", StandardCharsets.UTF_8, 70)).isEqualTo("\r\n =?UTF-8?B?44GC?=");
        assertThat(EncodedWords.encode("あ", StandardCharsets.UTF_8, 1000)).isEqualTo("\r\n =?UTF-8?B?44GC?=");
    }

    @Test
    void everyJapaneseWordBeginsAndEndsInAscii() {
        String text = "長い件名は幾つかの符号化された語に分けて送られます abc ".repeat(5);
        String encoded = EncodedWords.encode(text, ISO_2022_JP);
        String[] words = encoded.split("\r\n ");
        assertThat(words).hasSizeGreaterThan(5);
        StringBuilder eachAlone = new StringBuilder();
        for (String word : words) {
            assertThat(word).startsWith("=?ISO-2022-JP?B?").endsWith("?=").hasSizeLessThanOrEqualTo(75);
            byte[] octets = Base64.getDecoder().decode(word.substring("=?ISO-2022-JP?B?".length(), word.length() - 2));
            String plain = new String(octets, StandardCharsets.US_ASCII);
            assertThat(plain.lastIndexOf("\033(B")).isGreaterThanOrEqualTo(plain.lastIndexOf("\033$B"));
            eachAlone.append(EncodedWords.decode(word));
        }
        assertThat(eachAlone.toString()).isEqualTo(text);
        assertThat(EncodedWords.decode(encoded)).isEqualTo(text);
    }

    @Test
    void aCharsetThatCannotIsReplacedByUtf8() {
        assertThat(EncodedWords.encode("é", StandardCharsets.ISO_8859_1)).isEqualTo("=?ISO-8859-1?Q?=E9?=");
        assertThat(EncodedWords.encode("😀", ISO_2022_JP)).isEqualTo("=?UTF-8?B?8J+YgA==?=");
        assertThat(EncodedWords.encode("é", StandardCharsets.UTF_16)).isEqualTo("=?UTF-8?B?w6k=?=");
    }

    @Test
    void aLongTextIsEncoded() {
        String text = "あ".repeat(20_000);
        assertThat(EncodedWords.decode(EncodedWords.encode(text)).equals(text)).isTrue();
    }
}
