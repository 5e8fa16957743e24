package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.mime.FieldLexer.Kind;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FieldLexerTest {
    /** Kind's first letter and text of each token, with a space in front of what was spaced. */
    private static String shown(FieldLexer lexer, boolean closed) {
        StringBuilder shown = new StringBuilder();
        while ((closed ? lexer.nextClosed() : lexer.next()) != Kind.END) {
            shown.append(lexer.spaced() ? " " : "")
                    .append(lexer.kind().name().charAt(0))
                    .append('{')
                    .append(lexer.text())
                    .append('}');
        }
        return shown.toString();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "a b.c # `W{a} W{b}S{.}W{c}`",
                "a@b # W{a}S{@}W{b}",
                "\"a \\\"b\\\\\"c # W{Q}W{c}",
                "\"\" # Q{}",
                "a\"b\"c # W{a}Q{b}W{c}",
                "[a \\] b]c # L{[a \\] b]}W{c}",
                "a(b)c # `W{a} W{c}`",
                "a(b(c)\\)(d))e # `W{a} W{e}`",
                "`a\t\r\n b` # `W{a} W{b}`",
                "é<ü> # W{é}S{<}W{ü}S{>}",
                "=?UTF-8?Q?a,b<c?=@d # W{=?UTF-8?Q?a,b<c?=}S{@}W{d}",
                "=?UTF-8?Q?a, b?= # `W{=?UTF-8?Q?a}S{,} W{b?=}`",
                "=?UTF-8?Qx?a,b?= # W{=?UTF-8?Qx?a}S{,}W{b?=}",
                "=?UTF-8?Q?a,b # W{=?UTF-8?Q?a}S{,}W{b}",
                "=?a,b # W{=?a}S{,}W{b}",
                "=?UTF-8?Q??= # W{=?UTF-8?Q??=}",
                "=?UTF-8?Q??=,a # W{=?UTF-8?Q??=}S{,}W{a}",
                "a=?UTF-8?Q?b,c?= # W{a=?UTF-8?Q?b}S{,}W{c?=}",
            })
    void theTokensOfRfc5322AreRead(String source, String tokens) {
        String expected = tokens.replace("W{Q}", "Q{a \"b\\}");
        assertThat(shown(new FieldLexer(source, FieldLexer.SPECIALS), false)).isEqualTo(expected);
        assertThat(shown(new FieldLexer(source, FieldLexer.SPECIALS), true)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "text/plain; a = \"b;c\" # `W{text}S{/}W{plain}S{;} W{a} S{=} Q{b;c}`",
                "a.b # W{a.b}",
                "=?U?Q?a?= # S{=}S{?}W{U}S{?}W{Q}S{?}W{a}S{?}S{=}",
            })
    void theTokensOfRfc2045AreRead(String source, String tokens) {
        assertThat(shown(new FieldLexer(source, FieldLexer.TSPECIALS), false)).isEqualTo(tokens);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "\"a b # Q{a b} # `S{\"}W{a} W{b}`",
                "\"a\\\" b # Q{a\" b} # `S{\"}W{a}S{\\}S{\"} W{b}`",
                "\"a\"\"b # Q{a}Q{b} # Q{a}S{\"}W{b}",
                "\" # Q{} # S{\"}",
                "\"a\\ # Q{a\\} # S{\"}W{a}S{\\}",
                "[a b # L{[a b]} # `L{[a]} W{b}`",
                "[a>b # L{[a>b]} # L{[a]}S{>}W{b}",
                "[a][b # L{[a]}L{[b]} # L{[a]}L{[b]}",
                "[ # L{[]} # L{[]}",
                "a(b c # W{a} # W{a}S{(}W{b} W{c}",
                "a(b\\ # W{a} # W{a}S{(}W{b}S{\\}",
                "a((b) c # W{a} # W{a}S{(}S{(}W{b}S{)} W{c}",
            })
    void whatIsNotClosedEndsWithTheTextOrIsLeftOut(String source, String atEnd, String closed) {
        assertThat(shown(new FieldLexer(source, FieldLexer.SPECIALS), false)).isEqualTo(atEnd);
        assertThat(shown(new FieldLexer(source, FieldLexer.SPECIALS), true)).isEqualTo(closed);
    }

    @Test
    void theLatestCommentIsKept() {
        FieldLexer lexer = new FieldLexer("(a) (b (c\\)) d) x (e", FieldLexer.SPECIALS);
        assertThat(lexer.comment()).isNull();
        lexer.next();
        assertThat(lexer.comment()).isEqualTo("b (c)) d");
        lexer.forgetComment();
        assertThat(lexer.comment()).isNull();
        assertThat(lexer.next()).isEqualTo(Kind.END);
        assertThat(lexer.comment()).isEqualTo("e");
        assertThat(lexer.spaced()).isTrue();
    }

    @Test
    void aTokenCanBeReadAgainAndTextAsItStands() {
        FieldLexer lexer = new FieldLexer("a; \"b\" (c, d", FieldLexer.SPECIALS);
        lexer.next();
        lexer.next();
        assertThat(lexer.is(';')).isTrue();
        lexer.next();
        assertThat(lexer.text()).isEqualTo("b");
        assertThat(lexer.start()).isEqualTo(3);
        assertThat(lexer.end()).isEqualTo(6);
        lexer.again();
        assertThat(lexer.next()).isEqualTo(Kind.QUOTED);
        assertThat(lexer.text()).isEqualTo("b");
        lexer.again();
        assertThat(lexer.rawUntil(",")).isEqualTo("\"b\" (c");
        assertThat(lexer.next()).isEqualTo(Kind.SPECIAL);
        assertThat(lexer.rawUntil(",")).isEqualTo(" d");
        assertThat(lexer.next()).isEqualTo(Kind.END);
        assertThat(lexer.next()).isEqualTo(Kind.END);
    }

    @Test
    void aHundredThousandNestedCommentsAreOne() {
        FieldLexer lexer = new FieldLexer("(".repeat(100_000) + ")".repeat(100_000) + "a", FieldLexer.SPECIALS);
        assertThat(lexer.next()).isEqualTo(Kind.WORD);
        assertThat(lexer.comment()).hasSize(199_998);
    }

    @Test
    void everyTokenGoesOnUntilTheEnd() {
        String alphabet = "ab (\\)\"[]<>@,;:.=?Q\r\n\t\0é";
        Random random = new Random(2045);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder source = new StringBuilder();
            for (int n = random.nextInt(24); n > 0; n--) {
                source.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            boolean closed = random.nextBoolean();
            String specials = random.nextBoolean() ? FieldLexer.SPECIALS : FieldLexer.TSPECIALS;
            FieldLexer lexer = new FieldLexer(source.toString(), specials);
            int end = 0;
            while ((closed ? lexer.nextClosed() : lexer.next()) != Kind.END) {
                assertThat(lexer.start()).as(source.toString()).isBetween(end, lexer.end() - 1);
                end = lexer.end();
            }
            assertThat(lexer.end()).isEqualTo(source.length());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"(", "\"", "[", "\\\"", "\"\\", "[\\", "=?", "=?a?Q?", "=?,", "(\\", "()", "a\"", "a["})
    @Timeout(20)
    void muchOfOneThingTakesLinearTime(String piece) {
        String source = piece.repeat(150_000 / piece.length());
        for (boolean closed : new boolean[] {true, false}) {
            FieldLexer lexer = new FieldLexer(source, FieldLexer.SPECIALS);
            int count = 0;
            while ((closed ? lexer.nextClosed() : lexer.next()) != Kind.END) {
                count++;
            }
            assertThat(count).isLessThanOrEqualTo(source.length());
        }
    }
}
