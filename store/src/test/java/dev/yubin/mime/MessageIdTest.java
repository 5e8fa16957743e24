package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MessageIdTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "<1234@local.machine.example> # 1234@local.machine.example",
                "<testabcd.1234@silly.test> # testabcd.1234@silly.test",
                "(x) <1234   @   local(blah)  .machine .example> (y) # 1234@local.machine.example",
                "<a@b> <c@d> # a@b",
                "junk <a@b> # a@b",
                "<\"a.b\"@c> # a.b@c",
                "<\"a b\"@c> # \"a b\"@c",
                "<\"a\\\"b\"@c> # \"a\\\"b\"@c",
                "<\"a\".b@c> # a.b@c",
                "<a@[192.0.2.1]> # a@[192.0.2.1]",
                "<a@[IPv6:2001:db8::1]> # a@[IPv6:2001:db8::1]",
                "<a@[192.0.2.1> # a@[192.0.2.1]",
                "<a$b:c/d=e,f;g@h> # a$b:c/d=e,f;g@h",
                "<a@b@c> # a@b@c",
                "<.a..b.@c> # .a..b.@c",
                "<a> # a",
                "<a@b # a@b",
                "<<a@b>> # a@b",
                "<a <c@d> # c@d",
                "<> <a@b> # a@b",
                "a@b # a@b",
                "a@b> # a@b",
                "a # a",
                "junk a@b more # a@b",
                "a @ b # a@b",
                "<\"a@b> # a@b",
                "<ü@例え.テスト> # ü@例え.テスト",
            })
    void anIdIsReadWithoutItsBrackets(String body, String id) {
        assertThat(MessageId.parse(body)).hasValue(id);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "<>", "< >", "()", "(<a@b>)", "a b", "<", ">", "\"", ","})
    void whatIsNoIdIsNone(String body) {
        assertThat(MessageId.parse(body)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            quoteCharacter = '`',
            value = {
                "<a@b> <c@d> # a@b c@d",
                "<a(b@c> <d@e> # a(b@c d@e",
                "<a@b><c@d> # a@b c@d",
                "<a@b>,<c@d>, <a@b> # a@b c@d a@b",
                "<a@b>\t(x) <c@d> # a@b c@d",
                "Your message of \"Mon, 23 Nov\" <a@b> and bob@example.com <c@d> # a@b c@d",
                "<a@b <c@d> # a@b c@d",
                "<a@b> <c@d # a@b c@d",
                "<junk <c@d> # c@d",
                "a@b c@d # a@b c@d",
                "a@b,c@d;e@f # a@b c@d e@f",
                "no id here # ``",
                "<> # ``",
            })
    void idsAreReadInTheirOrder(String body, String ids) {
        assertThat(MessageId.parseList(body)).isEqualTo(ids.isEmpty() ? List.of() : Arrays.asList(ids.split(" ")));
    }

    @Test
    void oneIdWrittenInTwoWaysIsOneText() {
        assertThat(MessageId.parse("<\"01KF\"@example.com>")).isEqualTo(MessageId.parse("< 01KF@example (x) .com>"));
    }

    @Test
    void noIdBreaksALine() {
        assertThat(MessageId.parse("<\"a\r\nb\0 c\"@d\0>")).hasValue("\"ab c\"@d");
    }

    @Test
    void thereIsALimit() {
        assertThat(MessageId.parseList("<a@b>".repeat(MessageId.MAX_IDS + 5))).hasSize(MessageId.MAX_IDS);
        assertThat(MessageId.parseList("a@b ".repeat(MessageId.MAX_IDS + 5))).hasSize(MessageId.MAX_IDS);
    }

    @Test
    void generatedIdsDifferAndAreIds() {
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < 1000; i++) {
            String id = MessageId.generate("mail.example.com");
            assertThat(id).endsWith("@mail.example.com");
            assertThat(MessageId.parse("<" + id + ">")).hasValue(id);
            ids.add(id);
        }
        assertThat(ids).hasSize(1000);
        assertThat(MessageId.generate("[192.0.2.1]")).endsWith("@[192.0.2.1]");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a b", "a\r\nb", "a>", "<a", "a@b", "a..b", "[", "[]", "[a", "[a]b]", "\0"})
    void aDomainThatIsNoneIsRefused(String domain) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MessageId.generate(domain))
                .withMessageContaining("Give a host name");
    }

    @Test
    void anyInputEndsAndNeverThrows() {
        String alphabet = "<<>>@..ab \"\\()[],:;\0\r\né";
        Random random = new Random(5322);
        for (int i = 0; i < 3_000; i++) {
            StringBuilder body = new StringBuilder();
            for (int n = random.nextInt(20); n > 0; n--) {
                body.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(MessageId.parseList(body.toString())).noneMatch(id -> id.isEmpty() || Phrase.breaksLines(id));
            MessageId.parse(body.toString()).ifPresent(id -> assertThat(id).isNotEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<", "(", "\"", "[", "\\\"", "<a", "<\"", "\\", "@", "a ", "<>", "<a\"", "\"<"})
    @Timeout(20)
    void muchOfOneThingTakesLinearTime(String piece) {
        assertThat(MessageId.parseList(piece.repeat(150_000 / piece.length())))
                .hasSizeLessThanOrEqualTo(MessageId.MAX_IDS);
    }
}
