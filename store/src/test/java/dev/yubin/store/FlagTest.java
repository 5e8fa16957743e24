package dev.yubin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FlagTest {
    private static final Flag WORK = Flag.of("Work");

    @ParameterizedTest
    @ValueSource(strings = {"\\Seen", "\\ANSWERED", "\\flagged", "\\deleted", "\\Draft"})
    void systemFlagsAreReadInAnyCase(String name) {
        assertThat(Flag.of(name).isSystem()).isTrue();
        assertThat(Flag.of(name).toString()).isEqualToIgnoringCase(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"$Forwarded", "NonJunk", "a.b-c_d", "+1", "[x", "~", "'#&"})
    void keywordsAreAtoms(String name) {
        assertThat(Flag.of(name).isSystem()).isFalse();
        assertThat(Flag.of(name)).hasToString(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "a b",
                "\\Recent",
                "\\",
                "\\Other",
                "(",
                "a)",
                "{1}",
                "50%",
                "*",
                "\"",
                "a\\b",
                "a]",
                "a\r\n",
                "a\0",
                "é",
                "a\u007f"
            })
    void whatIsNoFlagIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> Flag.of(name));
    }

    @Test
    void aKeywordThatIsTooLongIsRefused() {
        String longest = "x".repeat(Flag.MAX_KEYWORD);
        assertThat(Flag.of(longest)).hasToString(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> Flag.of(longest + "x"));
    }

    @Test
    void aKeywordIsTheSameInAnyCaseAndKeepsItsFirst() {
        assertThat(Flag.of("WORK")).isEqualTo(WORK).hasSameHashCodeAs(WORK);
        assertThat(Flags.of(WORK, Flag.of("work"))).hasToString("[Work]");
        assertThat(Flags.of(WORK).plus(Flags.of(Flag.of("WORK")))).hasToString("[Work]");
        assertThat(Flags.of(Flag.of("WORK")).contains(WORK)).isTrue();
    }

    @Test
    void flagsAreASet() {
        assertThat(Flags.of(Flag.SEEN, WORK)).isEqualTo(Flags.of(WORK, Flag.SEEN, Flag.SEEN));
        assertThat(Flags.of()).isEqualTo(Flags.NONE);
        assertThat(Flags.NONE.isEmpty()).isTrue();
        assertThat(Flags.of(Flag.SEEN).minus(Flags.of(Flag.SEEN))).isEqualTo(Flags.NONE);
    }

    @Test
    void whatChangesNothingIsTheSameObject() {
        Flags flags = Flags.of(Flag.SEEN, WORK);
        assertThat(FlagChange.add(Flag.SEEN).applyTo(flags)).isSameAs(flags);
        assertThat(FlagChange.remove(Flag.DRAFT).applyTo(flags)).isSameAs(flags);
        assertThat(FlagChange.replace(WORK, Flag.SEEN).applyTo(flags)).isSameAs(flags);
    }
}
