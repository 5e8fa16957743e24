package dev.yubin.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.fixtures.Dialogue;
import java.io.IOException;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** LANG, RFC 6856 §3. */
class Pop3LanguageTest {
    private static void play(UnaryOperator<Pop3Options> options, String script) {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            try (Pop3TestServer server =
                    Pop3TestServer.with().tls().options(options).start().put("bob", "one\r\n")) {
                server.dialogue(delivery).play("S: +OK pop.example Yubin POP3 ready\n" + script);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static void play(String script) {
        play(pop3 -> pop3, script);
    }

    @Test
    void withoutAnArgumentItListsTheLanguagesInTheirOwnWords() {
        play("""
                C: LANG
                S: +OK languages follow
                S: en English
                S: ja 日本語
                S: .
                """);
    }

    @Test
    void theChosenLanguageIsThatOfAllRepliesFromItsOwnOn() {
        play("""
                C: LANG ja
                S: +OK ja 日本語で応答します
                C: STAT
                S: -ERR 先にログインしてください
                C: USER bob
                S: +OK PASS を送ってください
                C: PASS x
                S: +OK メールドロップに 1 通あります
                C: LANG
                S: +OK 言語の一覧です
                S: en English
                S: ja 日本語
                S: .
                C: STAT
                S: +OK 1 5
                C: LIST
                S: +OK 1 通あります
                S: 1 5
                S: .
                C: RETR 1
                S: +OK 5 オクテットです
                S: one
                S: .
                C: TOP 1 0
                S: +OK 先頭部分です
                {top}C: DELE 1
                S: +OK メッセージ 1 を削除します
                C: RETR 1
                S: -ERR そのメッセージはありません
                C: RETR 0
                S: -ERR 番号が正しくありません。メッセージ番号は 1 からです
                C: RSET
                S: +OK メールドロップに 1 通あります
                C: LANG en
                S: +OK en this is English
                C: NOOP
                S: +OK nothing done
                C: LANG JA
                S: +OK ja 日本語で応答します
                C: QUIT
                S: +OK さようなら
                S: <closed>
                """.replace("{top}", "S: one\nS: .\n"));
    }

    /** RFC 2449 §8: the codes are for programs. */
    @Test
    void responseCodesAreTheSameInEveryLanguage() {
        play("""
                C1: LANG ja
                S1: +OK ja {...}
                C1: USER bob
                S1: +OK {...}
                C1: PASS x
                S1: +OK {...}
                S2: +OK {...}
                C2: LANG ja
                S2: +OK ja {...}
                C2: USER bob
                S2: +OK {...}
                C2: PASS x
                S2: -ERR [IN-USE] このメールドロップは別のセッションが使用中です
                """.replace("C1: LANG", "C: LANG"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mul",
                "fr",
                "e",
                "eng",
                "japanese",
                "en_US",
                "en en",
                "**",
                "-",
                "\u65e5\u672c\u8a9e",
                "ja\u212a"
            })
    void otherLanguagesAreRefusedAndTheOldOneStays(String range) {
        play("""
                C: LANG ja
                S: +OK ja {...}
                C: LANG %s
                S: -ERR その言語は使えません。LANG だけで一覧が出ます
                C: LANG en
                S: +OK en {...}
                C: LANG %s
                S: -ERR that language is not spoken here, LANG alone lists the others
                """.formatted(range, range));
    }

    /** RFC 4647 §3.4: a range that says more is met by what is less. */
    @ParameterizedTest
    @CsvSource({"ja, ja", "JA, ja", "ja-JP, ja", "ja-Latn-hepburn, ja", "en, en", "en-GB, en", "EN-us, en"})
    void aRangeFindsTheLanguageThatSuitsItBest(String range, String tag) {
        play("C: LANG " + range + "\nS: +OK " + tag + " {...}\n");
    }

    @Test
    void aStarIsTheLanguageThatWasSet() {
        play("C: LANG *\nS: +OK en this is English\n");
        play(pop3 -> pop3.language("ja-JP"), """
                C: STAT
                S: -ERR log in first
                C: LANG *
                S: +OK ja 日本語で応答します
                """);
        assertThatThrownBy(() -> Pop3Options.defaults().language("fr"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("fr");
    }

    /** RFC 2595 §4: who reads along could have said it. */
    @Test
    void tlsBringsBackEnglish() {
        play("""
                C: LANG ja
                S: +OK ja {...}
                C: STLS
                S: +OK TLS を始めてください
                C: <tls>
                C: STAT
                S: -ERR log in first
                """);
    }

    static Stream<Reply> constants() {
        return Stream.of(Replies.class.getDeclaredFields())
                .filter(field -> Modifier.isStatic(field.getModifiers()) && field.getType() == Reply.class)
                .map(Pop3LanguageTest::value);
    }

    private static Reply value(Field field) {
        try {
            field.setAccessible(true);
            return (Reply) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError(e);
        }
    }

    /** RFC 1939 §3: 512 octets with CRLF; RFC 2449 §3: no bracket but that of a response code. */
    @ParameterizedTest
    @MethodSource("constants")
    void everyReplyHasAShortTextInEachLanguage(Reply reply) {
        String english = reply.in(Language.ENGLISH);
        String japanese = reply.in(Language.JAPANESE);
        assertThat(english).matches("(\\+OK|-ERR)( \\[[A-Z0-9/-]+])? [ -Z\\\\-~]+");
        assertThat(japanese).startsWith(english.replaceFirst("(\\+OK|-ERR)( \\[[A-Z0-9/-]+])?.*", "$1$2 "));
        assertThat(japanese).isNotEqualTo(english).doesNotContainPattern("\\p{Cntrl}");
        assertThat(japanese.getBytes(StandardCharsets.UTF_8)).hasSizeLessThanOrEqualTo(510);
    }

    @Test
    void thereIsNoLanguageThatCannotBeFound() {
        for (Language language : Language.values()) {
            assertThat(Language.lookup(language.tag())).isEqualTo(Optional.of(language));
        }
    }
}
