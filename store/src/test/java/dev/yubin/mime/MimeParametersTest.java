package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.entry;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Parameters as RFC 2045 §5.1 has them, and as RFC 2231 does. */
class MimeParametersTest {
    private static MimeParameters parse(String parameters) {
        return ContentType.parse("a/b; " + parameters).orElseThrow().parameters();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "n=v | v",
                "N=v | v",
                "n = v | v",
                "n\t=\tv\t;x=y | v",
                "n=\"v\" | v",
                "n=\"\" | ``",
                "n= | ``",
                "n=;x=y | ``",
                "n=\"a\\\"b\\\\c\\d\" | a\"b\\cd",
                "n=\"a;b=c\" | a;b=c",
                "n=\"a(b)c\" | a(b)c",
                "n=\"open;x=y | open;x=y",
                "n (c) = (c(d)) v (e) | v",
                "n=us-ascii (Plain text) | us-ascii",
                "n=a b  c;x=y | a b c",
                "n=v x=y | v",
                "n=\"v\" x=y | v",
                "n=\"v\"x=y | v",
                ";;;n=v;;; | v",
                "= ; =; n=v | v",
                "@ [ ] n=v | v",
                "\"x\" ; n=v | v",
                "x; n=v | v",
                "n=a/b:c?d=e@f,g | a/b:c?d=e@f,g",
                "n=[a b]c;x=y | [a b]c",
                "n=\"v\" rubbish; x=y | v",
                "n=grün | grün",
                "n=1; n=2 | 1",
                "n*x=1; n=2 | 2",
            })
    void valuesOfOneParameter(String parameters, String value) {
        assertThat(parse(parameters).get("n")).contains(value);
    }

    /** RFC 2231 §3, §4, §4.1. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "n*0=a; n*1=b; n*2=c | abc",
                "n*2=c; n*0=a; N*1=b | abc",
                "n*0=a; n*2=c | a",
                "n*0=a; x=y; n*1=b | ab",
                "n*0=a; n*0=z; n*1=b; n*1=z | ab",
                "n*0=\"a \"; n*1=\" b\" | a  b",
                "n*0=%41; n*1=%42 | %41%42",
                "n*=utf-8''%C3%BC | ü",
                "n*=UTF-8'de'gr%c3%bcn | grün",
                "n*=iso-8859-1''%FC | ü",
                "n*=us-ascii'en-us'This%20is%20%2A%2A%2Afun%2A%2A%2A | This is ***fun***",
                "n*=iso-2022-jp''%1B$B%24%22%1B(B | あ",
                "n*=\"utf-8''%C3%BC\" | ü",
                "n*=''plain | plain",
                "n*=plain%20text | plain text",
                "n*=it's | it's",
                "n*=utf-8''it's | it's",
                "n*=utf-8'' | ``",
                "n*=utf-8''100%; x=y | 100%",
                "n*=utf-8''%4 | %4",
                "n*=utf-8''%zz%4g%41 | %zz%4gA",
                "n*=utf-8''%25%34%31 | %41",
                "n*0*=utf-8''%E3%81; n*1*=%82 | あ",
                "n*0*=utf-8''%E3; n*1*=%81; n*2*=%82x; n*3=y | あxy",
                "n*1*=%82; n*0*=utf-8''%E3%81 | あ",
                "n*0*=us-ascii'en'even%20more%20; n*1*=%2A%2A%2Afun%2A%2A%2A%20; n*2=\"isn't it!\" | even more ***fun*** isn't it!",
                "n*0=\"a'b'\"; n*1*=%41 | a'b'A",
                "n*0*=utf-8''a; n*1=%41; n*2*=%41 | a%41A",
                "n*0*=utf-8''a; n*1*=b'c'd | ab'c'd",
                "n=plain; n*=utf-8''%C3%BC | ü",
                "n*=utf-8''%C3%BC; n=plain | ü",
                "n*0=a; n*1=b; n=plain | ab",
                "n*1=b; n=plain | plain",
                "n*=1; n*=2 | 1",
            })
    void piecesAndCharsetsOfOneParameter(String parameters, String value) {
        assertThat(parse(parameters).get("n")).contains(value);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x=n",
                "n",
                "n;",
                "\"n\"=v",
                "n*1=b; n*2=c",
                "n*x=v",
                "n**=v",
                "n*0**=v",
                "n*-1=v",
                "n*99999999999999999999=v",
                "*=v",
                "*0=v",
                "n*1*2=v"
            })
    void whatIsNotThereHasNoValue(String parameters) {
        assertThat(parse(parameters).get("n")).isEmpty();
        assertThat(parse(parameters).values()).doesNotContainKey("n");
    }

    @Test
    void namesThatAreNoFormOfRfc2231AreNamesOfTheirOwn() {
        MimeParameters parameters = parse("n*x=1; n*x=2; *=3; n*9999999999=4");
        assertThat(parameters.get("N*X")).contains("1");
        assertThat(parameters.get("*")).contains("3");
        assertThat(parameters.values()).hasSize(3);
    }

    @Test
    void allAreThereAsTheyWereWrittenAndInTheirOrder() {
        MimeParameters parameters = parse("Z=1; a*0*=us-ascii''x%20; b=\"2 3\"; A*1=y; z=4");
        assertThat(parameters.values()).containsExactly(entry("z", "1"), entry("a", "x y"), entry("b", "2 3"));
        assertThat(parameters.written()).extracting(MimeParameter::name).containsExactly("Z", "a*0*", "b", "A*1", "z");
        assertThat(parameters.written().get(1).value()).isEqualTo("us-ascii''x%20");
        assertThat(parameters).hasToString("; Z=1; a*0*=us-ascii''x%20; b=\"2 3\"; A*1=y; z=4");
    }

    @Test
    void aThousandPiecesAreOneValue() {
        StringBuilder text = new StringBuilder();
        for (int i = 999; i >= 0; i--) {
            text.append("n*")
                    .append(i)
                    .append("*=")
                    .append(i == 0 ? "utf-8''" : "")
                    .append("%C3; ");
        }
        assertThat(parse(text.toString()).get("n").orElseThrow()).hasSize(1_000);
    }

    @Test
    void namesInAnyCaseAreEqual() {
        assertThat(parse("a=b")).isEqualTo(parse("A=\"b\"")).hasSameHashCodeAs(parse("A=b"));
        assertThat(parse("a=b")).isNotEqualTo(parse("a=B"));
        assertThat(parse("").written()).isEmpty();
    }

    @Test
    void whatIsWrittenReadsBack() {
        Random random = new Random(2231);
        String[] pool = {"\"", "\\", ";", "=", " ", "a", "*", "%", "'", "(", ")", "ü", "[", "]", ",", "/"};
        for (int i = 0; i < 2_000; i++) {
            StringBuilder value = new StringBuilder();
            for (int n = random.nextInt(8); n > 0; n--) {
                value.append(pool[random.nextInt(pool.length)]);
            }
            ContentType type =
                    ContentType.of("a", "b").with("n", value.toString()).with("x", "y");
            assertThat(ContentType.parse(type.toString())).contains(type);
        }
    }

    @Test
    void noInputThrows() {
        Random random = new Random(2045);
        String[] pool = {
            "\"", "\\", ";", "=", " ", "a", "*", "0", "1", "%", "4", "'", "(", ")", "ü", "[", "]", "utf-8''", "\0"
        };
        for (int i = 0; i < 5_000; i++) {
            StringBuilder text = new StringBuilder(random.nextBoolean() ? "a/b;" : "");
            for (int n = random.nextInt(20); n > 0; n--) {
                text.append(pool[random.nextInt(pool.length)]);
            }
            assertThatCode(() -> {
                        ContentType.parse(text.toString());
                        ContentDisposition.parse(text.toString());
                    })
                    .as(text.toString())
                    .doesNotThrowAnyException();
        }
    }

    /** RFC 2045 §5.1: a parenthesis ends a token and begins a comment. Senders have files with them, without quotes. */
    @Test
    void aCommentBehindAValueIsNoPartOfItUnlessItIsAFileName() {
        ContentType type = ContentType.parse(
                        "text/plain; charset=us-ascii(Plain text); name=report(1).txt; boundary=a(b); x=1")
                .orElseThrow();
        assertThat(type.charset()).contains("us-ascii");
        assertThat(type.name()).contains("report(1).txt");
        assertThat(type.boundary()).contains("a(b)");
        assertThat(type.parameters().get("x")).contains("1");
    }
}
