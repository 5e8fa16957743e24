package dev.yubin.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SaslPrepTest {
    /** RFC 4013 §3, and more of the kind. */
    @ParameterizedTest
    @CsvSource({
        "'I\u00adX', IX",
        "user, user",
        "USER, USER",
        "'\u00aa', a",
        "'\u2168', IX",
        "'a\u00a0b\u3000c', 'a b c'",
        "'\ufb01', fi",
        "'e\u0301', '\u00e9'",
        "'\ud83d\ude00', '\ud83d\ude00'",
        "'\u0627\u0031\u0628', '\u0627\u0031\u0628'",
        "'', ''",
        "'\u200d', ''"
    })
    void waysToTypeTheSame(String typed, String prepared) {
        assertThat(SaslPrep.prepare(typed)).contains(prepared);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0007",
                "\u0627\u0031",
                "\u007f",
                "\u0085",
                "a\tb",
                "\ue000",
                "\ufffe",
                "\ufdd0",
                "\ufffd",
                "\ud800",
                "x\udc00",
                "\u202e",
                "\u2028",
                "\u2029",
                "\udb40\udc41",
                "\u2ff0",
                "\u0627a\u0628",
                "\u206a",
                "\u06dd",
                "\udbff\udfff"
            })
    void whatIsForbidden(String typed) {
        assertThat(SaslPrep.prepare(typed)).isEmpty();
    }

    @Test
    void anyTextHasAnAnswerAndAnAnswerIsPreparedAlready() {
        Random random = new Random(4013);
        for (int round = 0; round < 2000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(8); i > 0; i--) {
                text.append((char) random.nextInt(random.nextBoolean() ? 0x700 : 0x10000));
            }
            SaslPrep.prepare(text.toString())
                    .ifPresent(prepared -> assertThat(SaslPrep.prepare(prepared))
                            .as("%s", text)
                            .contains(prepared));
        }
    }
}
