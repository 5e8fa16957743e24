package dev.yubin.mime.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Links in plain text. */
class TextLinksTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "https://a.example                                | https://a.example",
                "See http://a.example/x?y=1&z=2#f now             | http://a.example/x?y=1&z=2#f",
                "HTTPS://A.example/x                              | HTTPS://A.example/x",
                "Go to https://a.example/x.                       | https://a.example/x",
                "Really https://a.example/x?!...                  | https://a.example/x",
                "https://a.example/a,b;c:d                        | https://a.example/a,b;c:d",
                "https://a.example/x/                             | https://a.example/x/",
                "(https://a.example/x)                            | https://a.example/x",
                "(see https://a.example/x).                       | https://a.example/x",
                "https://a.example/wiki/A_(b)                     | https://a.example/wiki/A_(b)",
                "(https://a.example/wiki/A_(b))                   | https://a.example/wiki/A_(b)",
                "[text](https://a.example/x)                      | https://a.example/x",
                "[https://a.example/x]                            | https://a.example/x",
                "http://[::1]:8080/x                              | http://[::1]:8080/x",
                "*https://a.example/x*                            | https://a.example/x",
                "\"https://a.example/x\"                          | https://a.example/x",
                "'https://a.example/x', he said                   | https://a.example/x",
                "https://a.example/it's                           | https://a.example/it's",
                "`https://a.example/x`                            | https://a.example/x",
                "“https://a.example/x”                            | https://a.example/x",
                "<https://a.example/x>                            | https://a.example/x",
                "<https://a.example/x.>                           | https://a.example/x.",
                "<a href=https://a.example/x>                     | https://a.example/x",
                "<https://a.example/x for details>                | https://a.example/x",
                "<https://a.example/never                         | https://a.example/never",
                "https://a.example/x\u3002次                       | https://a.example/x",
                "「https://a.example/x」                           | https://a.example/x",
                "こちらhttps://a.example/xをクリック                  | https://a.example/x",
                "https://müller.example/straße                    | https://müller.example/straße",
                "https://a.example/?u=http://b.example/           | https://a.example/?u=http://b.example/",
                "https://a.example/x\u00A0y                       | https://a.example/x",
            })
    void aLinkEndsWhereAReaderSeesItsEnd(String text, String link) {
        assertThat(TextLinks.find(text)).containsExactly(link);
    }

    @Test
    void aLinkInAngleBracketsGoesOnOverLineEnds() {
        assertThat(TextLinks.find("<https://a.example/long\r\n  /path\n/end\n> x"))
                .containsExactly("https://a.example/long/path/end");
        assertThat(TextLinks.find("<https://a.example/x\n\nother>")).containsExactly("https://a.example/x");
        assertThat(TextLinks.find("<https://a.example/x\n<https://b.example/>"))
                .containsExactly("https://a.example/x", "https://b.example/");
    }

    @Test
    void eachLinkIsThereOnceAndInOrder() {
        assertThat(TextLinks.find("http://b.example, http://a.example\nhttp://b.example. http://c.example"))
                .containsExactly("http://b.example", "http://a.example", "http://c.example");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "://",
                "http://",
                "https:// x",
                "http://.",
                "http://)",
                "ftp://a.example",
                "mailto:a@a.example",
                "xhttp://a.example",
                "www.a.example",
                "http:/a",
                "<http://>",
                "http:///x"
            })
    void whatIsNoLinkIsNone(String text) {
        assertThat(TextLinks.find(text)).isEmpty();
    }

    @Test
    void linksCanBeTakenOutOfTheText() {
        assertThat(TextLinks.without("a http://x.example/1 b\nc")).isEqualTo("a                    b\nc");
        assertThat(TextLinks.without("nothing")).isEqualTo("nothing");
    }

    @Test
    void anyTextIsTaken() {
        String[] pool = {
            "http", "https", "://", ":", "/", "<", ">", "(", ")", "[", "]", ".", " ", "\n", "a", "'", "\"", "あ",
            "\ud83d"
        };
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(20); i >= 0; i--) {
                text.append(pool[random.nextInt(pool.length)]);
            }
            assertThat(TextLinks.find(text.toString()))
                    .as("seed %d", seed)
                    .allMatch(link -> link.startsWith("http") && !link.contains(" "));
            assertThat(TextLinks.without(text.toString())).hasSize(text.length());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<http://",
                "http://",
                "http://a",
                "://",
                "<http://a\n",
                "(http://a(",
                "'http://a",
                "http://a ",
                "<https://x "
            })
    void theTimeIsLinear(String piece) {
        String text = piece.repeat(300_000 / piece.length());
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            TextLinks.find(text);
            TextLinks.without(text);
        });
    }
}
