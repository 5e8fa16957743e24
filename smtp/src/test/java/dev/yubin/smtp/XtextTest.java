package dev.yubin.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class XtextTest {
    /** RFC 3461 §4. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            QQ314159              | QQ314159
            e+3Dmc2@example.com   | e=mc2@example.com
            1+2B1+3D2             | 1+1=2
            a+20b                 | `a b`
            +00+09+7F             | `\u0000\t\u007f`
            +C3+A9                | é
            ``                    | ``
            """)
    void xtextIsDecoded(String xtext, String text) {
        assertThat(Xtext.decode(xtext)).isEqualTo(text);
        assertThat(Xtext.encode(text)).isEqualTo(xtext);
    }

    @Test
    void whatNeedNotBeEscapedMayBe() {
        assertThat(Xtext.decode("+41+42")).isEqualTo("AB");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "+",
                "+4",
                "a+",
                "a+4",
                "+3d",
                "+G0",
                "+0G",
                "+ 4",
                "++3D",
                "a=b",
                "a b",
                "a\tb",
                "é",
                "\u007f",
                "+C3",
                "+ED+A0+80"
            })
    void whatIsNoXtextIsNotDecoded(String text) {
        assertThat(Xtext.decode(text)).isNull();
    }

    /** RFC 6533 §3. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            jörg@example.org           | jörg@example.org            | j\\x{F6}rg@example.org
            j\\x{F6}rg@example.org     | jörg@example.org            | j\\x{F6}rg@example.org
            j\\x{f6}rg@example.org     | jörg@example.org            | j\\x{F6}rg@example.org
            a\\x{2B}b\\x{3D}c\\x{5C}d  | a+b=c\\d                    | a\\x{2B}b\\x{3D}c\\x{5C}d
            a\\x{20}b                  | `a b`                       | a\\x{20}b
            \\x{D7FF}\\x{E000}         | \uD7FF\uE000                | \\x{D7FF}\\x{E000}
            \\x{1F600}                 | \uD83D\uDE00                | \\x{1F600}
            \\x{10FFFF}                | \uDBFF\uDFFF                | \\x{10FFFF}
            """)
    void escapesOfCodePointsAreDecoded(String written, String text, String escaped) {
        assertThat(UnicodeXtext.decode(written)).isEqualTo(text);
        assertThat(UnicodeXtext.encode(text)).isEqualTo(escaped);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\\",
                "\\x",
                "\\x{",
                "\\x{}",
                "\\x{F}",
                "\\x{F6",
                "\\x{F6)",
                "\\X{F6}",
                "\\y{F6}",
                "\\x{0F6}",
                "\\x{00F6}",
                "\\x{41}",
                "\\x{D800}",
                "\\x{DFFF}",
                "\\x{110000}",
                "\\x{1000000}",
                "\\x{G0}",
                "\\x{\uff16\uff10}",
                "\\x{-1}",
                "a+b",
                "a=b",
                "a b",
                "a\u007f",
                "a\u0001"
            })
    void escapesThatAreNoneAreNotDecoded(String text) {
        assertThat(UnicodeXtext.decode(text)).isNull();
    }

    @Test
    void whatIsEncodedIsDecodedToTheSame() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 5_000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(10); i > 0; i--) {
                int codePoint = random.nextInt(1 << (1 + random.nextInt(20)));
                text.appendCodePoint(codePoint >= 0xd800 && codePoint < 0xe000 ? '+' : codePoint);
            }
            assertThat(Xtext.decode(Xtext.encode(text.toString())))
                    .as("seed %s", seed)
                    .isEqualTo(text.toString());
            assertThat(UnicodeXtext.decode(UnicodeXtext.encode(text.toString())))
                    .as("seed %s", seed)
                    .isEqualTo(text.toString());
        }
    }
}
