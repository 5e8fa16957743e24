package dev.yubin.mime.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a reader sees of HTML. */
class HtmlTextTest {
    private static final int ALL = 1_000_000;

    /** {@code \n} and {@code \t} stand for line ends and tabs. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            ignoreLeadingAndTrailingWhitespace = true,
            emptyValue = "",
            value = {
                "Hello                                        | Hello",
                "<b>Hel</b>lo <i>you</i>                      | Hello you",
                "a\\n  b\\t\\tc                               | a b c",
                "one<br>two<BR/>three                         | one\\ntwo\\nthree",
                "one<br><br><br><br>two                       | one\\n\\ntwo",
                "<div>one</div><div>two</div>                 | one\\ntwo",
                "<div><div>one</div></div><div>two            | one\\ntwo",
                "<div>one</div><div><br></div><div>two</div>  | one\\n\\ntwo",
                "<p>one</p><p>two</p>                         | one\\n\\ntwo",
                "<p>one<p>two                                 | one\\n\\ntwo",
                "<h1>Title</h1>text                           | Title\\n\\ntext",
                "<ul><li>one</li> <li> two </li></ul>after    | - one\\n- two\\n\\nafter",
                "<ul><li><p>one</p><li><div>two</div></ul>    | - one\\n\\n- two",
                "<ul><li></li><li>two</ul>                    | - two",
                "<ul><li></ul>text                            | text",
                "<table><tr><td>a</td><td>b</td></tr><tr><td>c</table> | a b\\nc",
                "a&nbsp;&nbsp; &#160;b                        | a b",
                "fish &amp; chips &lt;3 &quot;x&quot; &apos;  | fish & chips <3 \"x\" '",
                "&eacute;&Eacute;&euro;&hearts;&thetasym;     | éÉ€♥ϑ",
                "&#233;&#xE9;&#XE9;&#128512;&#x1F600;         | ééé😀😀",
                "&#150;&#x80;&#0;&#xD800;&#99999999999;       | –€\uFFFD\uFFFD\uFFFD",
                "&copy 2026 &amp&lt                           | © 2026 &<",
                "&unknown; & &; &# &#; &#x; &#xg; AT&T        | &unknown; & &; &# &#; &#x; &#xg; AT&T",
                "&euro 5 &copyright &ampx                     | &euro 5 &copyright &ampx",
                "12&shy;34&#8203;56\uFEFF                     | 123456",
                "<a href=\"https://example.com/\">Click</a>   | Click",
                "<title>no</title><style>p{}</style>yes<script>if(a<b)x('</p>')</script> | yes",
                "<script>x</scripted></script >yes            | yes",
                "<STYLE>x</style>yes<title/>more              | yesmore",
                "a<!-- no --> b<!--> c<!---> d<!-- <p> -- > no -->e | a b c de",
                "<!--[if mso]>no<![endif]--><!--[if !mso]><!-->yes<!--<![endif]--> | yes",
                "<!DOCTYPE html><?xml version='1.0'?><![if x]>yes<![endif]></> | yes",
                "1 < 2 <3 a<                                  | 1 < 2 <3 a<",
                "<p title='a>b' alt=\"x>y\">yes               | yes",
                "<o:p>yes</o:p>                               | yes",
                "<pre>a\\n  b  c\\n\\n\\nd</pre>e             | a\\n  b  c\\n\\nd\\n\\ne",
            })
    void htmlIsRead(String html, String text) {
        String escaped = html.replace("\\n", "\n").replace("\\t", "\t");
        assertThat(HtmlText.toText(escaped, ALL)).isEqualTo(text.replace("\\n", "\n"));
    }

    @Test
    void aLineOfPreformattedTextMayEndWithCrLf() {
        assertThat(HtmlText.toText("<pre>a\r\nb\rc</pre>", ALL)).isEqualTo("a\nb\nc");
    }

    @Test
    void aWholeMailIsRead() {
        String html = """
                <html><head><meta charset="utf-8"><title>Welcome</title>
                <style type="text/css">td { color: red; }</style></head>
                <body><table><tr><td><h2>Welcome, Alice</h2>
                <p>Please confirm your address<br>
                within 24&nbsp;hours:</p>
                <p><a href="https://shop.example/confirm?t=1&amp;u=2">Confirm</a></p>
                </td></tr></table><hr>
                <div>Shop Ltd.</div><div>Main Street 1</div></body></html>
                """;
        assertThat(HtmlText.toText(html, ALL)).isEqualTo("""
                Welcome, Alice

                Please confirm your address
                within 24 hours:

                Confirm

                Shop Ltd.
                Main Street 1""");
        assertThat(HtmlText.links(html)).containsExactly("https://shop.example/confirm?t=1&u=2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "<",
                "</",
                "<p",
                "<p a",
                "<p a=",
                "<p a='",
                "<!",
                "<!-",
                "<!--",
                "<!-- >",
                "<?",
                "</p",
                "<script>x"
            })
    void whatIsNotClosedGivesNothing(String html) {
        assertThat(HtmlText.toText("a " + html, ALL)).isIn("a", "a " + html);
        assertThat(HtmlText.links(html)).isEmpty();
    }

    @Test
    void theTextEndsAtTheLimit() {
        assertThat(HtmlText.toText("abc", 3)).isEqualTo("abc");
        assertThat(HtmlText.toText("abcd", 3)).isEqualTo("abc");
        assertThat(HtmlText.toText("ab<p>cd", 3)).startsWith("ab").hasSizeLessThanOrEqualTo(3);
        assertThat(HtmlText.toText("ab&#128512;", 3)).isEqualTo("ab");
        assertThat(HtmlText.toText("ab😀", 3)).isEqualTo("ab");
        assertThat(HtmlText.toText("abc", 0)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "<a href=\"https://a.example/x\">x</a>             | https://a.example/x",
                "<A HREF = 'https://a.example/'>x</A>              | https://a.example/",
                "<a class=b href=https://a.example/x?y>x</a>       | https://a.example/x?y",
                "<a href='https://a.example/?a=1&amp;b=2&copy=3'>  | https://a.example/?a=1&b=2&copy=3",
                "<a href=' https://a.example/\\n x '>              | https://a.example/ x",
                "<a href=a href=b>                                 | a",
                "<area shape=rect href=mailto:bob@a.example>       | mailto:bob@a.example",
                "<a data-href=x title='href=y' href=z>             | z",
            })
    void linksAreRead(String html, String link) {
        assertThat(HtmlText.links(html.replace("\\n", "\n"))).containsExactly(link);
    }

    @Test
    void linksAreInOrderAndNoneIsInACommentOrScript() {
        String html =
                "<a href=1><!-- <a href=2> --><script>'<a href=3>'</script><link href=4><a href=''><a><a name=x/href=y><a href=5><a href=1>";
        assertThat(HtmlText.links(html)).containsExactly("1", "5", "1");
    }

    @Test
    void anyTagSoupEndsAndNoneThrows() {
        String[] pool = {
            "<",
            ">",
            "/",
            "</",
            "<!--",
            "-->",
            "--",
            "!",
            "a",
            "p",
            "li",
            "script",
            "title",
            " ",
            "\n",
            "\r",
            "=",
            "\"",
            "'",
            "href",
            "&",
            "#",
            ";",
            "x",
            "amp",
            "<pre>",
            "<li>",
            "<a href=",
            "</script>",
            "\0",
            "é",
            "\ud83d",
            "\ude00",
            "&#x1F600;"
        };
        for (int seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            StringBuilder html = new StringBuilder();
            for (int i = random.nextInt(30); i >= 0; i--) {
                html.append(pool[random.nextInt(pool.length)]);
            }
            String text = HtmlText.toText(html.toString(), 40);
            assertThat(text.length()).as("seed %d", seed).isLessThanOrEqualTo(40);
            assertThat(text).as("seed %d", seed).doesNotContain("\n\n\n").doesNotContain("\0");
            HtmlText.links(html.toString()).forEach(link -> assertThat(link).isNotBlank());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<",
                "<!--",
                "<!",
                "</",
                "<p ",
                "<a href='",
                "<a href=\"x>",
                "<script>",
                "<title></",
                "<pre> ",
                "<li>",
                "&",
                "&#",
                "&#1",
                "<ul><li>",
                "<table><tr><td>",
                "<a =",
                "<!-- -",
                "x "
            })
    void theTimeIsLinear(String piece) {
        String html = piece.repeat(300_000 / piece.length());
        Assertions.assertTimeout(Duration.ofSeconds(5), () -> {
            HtmlText.toText(html, Integer.MAX_VALUE);
            HtmlText.links(html);
        });
    }
}
