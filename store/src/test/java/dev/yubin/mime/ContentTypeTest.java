package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2045 §5. */
class ContentTypeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "text/plain | text/plain",
                "TEXT/Html; Charset=UTF-8 | text/html; Charset=UTF-8",
                " text / plain ; a=b | text/plain; a=b",
                "(c) text (c) / (c) plain (c) | text/plain",
                "image/svg+xml | image/svg+xml",
                "application/vnd.ms-excel;name=a.xls | application/vnd.ms-excel; name=a.xls",
                "text/plain charset=x | text/plain; charset=x",
                "text/plain, charset=x | text/plain; charset=x",
                "text/plain/x; a=b | text/plain; a=b",
                "text/plain rubbish; a=b | text/plain; a=b",
                "text/plain \"x\" ;a=\"b c\" | text/plain; a=\"b c\"",
                "multipart/mixed; boundary=\"a\";;; | multipart/mixed; boundary=a",
                "x-a/x-b; | x-a/x-b",
            })
    void typesAreRead(String written, String type) {
        assertThat(ContentType.parse(written))
                .hasValueSatisfying(read -> assertThat(read).hasToString(type));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "text",
                "text/",
                "/plain",
                "text;plain",
                "text/;a=b",
                "(text/plain)",
                "; a=b",
                "=",
                "text plain"
            })
    void whatNamesNoTypeIsNone(String written) {
        assertThat(ContentType.parse(written)).isEmpty();
    }

    @Test
    void whatItSays() {
        ContentType type = ContentType.parse("Text/HTML; charset=\"ISO-8859-1\"; NAME*=utf-8''%C3%A4.html")
                .orElseThrow();
        assertThat(type.type()).isEqualTo("text");
        assertThat(type.subtype()).isEqualTo("html");
        assertThat(type.mediaType()).isEqualTo("text/html");
        assertThat(type.is("text")).isTrue();
        assertThat(type.is("text", "html")).isTrue();
        assertThat(type.is("text", "plain")).isFalse();
        assertThat(type.charset()).contains("ISO-8859-1");
        assertThat(type.name()).contains("ä.html");
        assertThat(type.boundary()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"b,b", "'\"b \t\"',b", "'\" b\"',' b'"})
    void whiteSpaceAtItsEndIsNoPartOfABoundary(String written, String boundary) {
        assertThat(ContentType.parse("multipart/x; boundary=" + written)
                        .orElseThrow()
                        .boundary())
                .contains(boundary);
        assertThat(ContentType.parse("multipart/x; boundary=\"  \"")
                        .orElseThrow()
                        .boundary())
                .isEmpty();
    }

    @Test
    void encodedWordsInANameAreDecoded() {
        assertThat(ContentType.parse("a/b; name=\"=?utf-8?q?=C3=A4?=.txt\"")
                        .orElseThrow()
                        .name())
                .contains("ä.txt");
    }

    @Test
    void typesAreMadeOfTokens() {
        assertThat(ContentType.of("Text", "X-Y").with("a", "b c")).hasToString("text/x-y; a=\"b c\"");
        for (String bad : new String[] {"", "a b", "a/b", "a\r\nb", "ä", "\"a\""}) {
            assertThatIllegalArgumentException().isThrownBy(() -> ContentType.of(bad, "plain"));
            assertThatIllegalArgumentException().isThrownBy(() -> ContentType.of("text", bad));
        }
    }

    @Test
    void aParameterCannotEndTheField() {
        ContentType type = ContentType.of("text", "plain");
        assertThat(type.with("title*", "utf-8''%41").with("a", "é\t\"\\"))
                .hasToString("text/plain; title*=utf-8''%41; a=\"é\t\\\"\\\\\"");
        for (String bad : new String[] {"", "a b", "a=b", "a;", "a\r\nX-Evil: 1", "a\0", "ä", "\"a\""}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> type.with(bad, "x"))
                    .withMessageContaining("token");
        }
        for (String bad : new String[] {"b\r\nX: 2", "\r", "\n", "\0"}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> type.with("a", bad))
                    .withMessageContaining("take CR, LF and NUL out");
        }
        assertThatNullPointerException().isThrownBy(() -> type.with(null, "x")).withMessage("name");
        assertThatNullPointerException().isThrownBy(() -> type.with("x", null)).withMessage("value");
    }

    @Test
    void equalTypesAreEqual() {
        ContentType type = ContentType.parse("Text/Plain; Charset=us-ascii").orElseThrow();
        assertThat(type).isEqualTo(ContentType.TEXT_PLAIN).hasSameHashCodeAs(ContentType.TEXT_PLAIN);
        assertThat(type).isNotEqualTo(ContentType.of("text", "plain"));
    }
}
