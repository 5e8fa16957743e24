package dev.yubin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailboxNameTest {
    @ParameterizedTest
    @CsvSource({
        "inbox, INBOX",
        "InBox/Sub, INBOX/Sub",
        "Archive/inbox, Archive/inbox",
        "Inboxes, Inboxes",
        "下書き/x, 下書き/x"
    })
    void onlyTheFirstLevelInboxIsTheSameInAnyCase(String text, String canonical) {
        assertThat(MailboxName.of(text)).hasToString(canonical);
    }

    @Test
    void composedAndDecomposedLettersAreEqual() {
        assertThat(MailboxName.of("Entwu\u0308rfe")).isEqualTo(MailboxName.of("Entw\u00fcrfe"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/", "/a", "a/", "a//b", "a\nb", "a\0b", "a\u007fb", "a\u0080b"})
    void whatIsNoNameIsRefused(String text) {
        assertThatIllegalArgumentException().isThrownBy(() -> MailboxName.of(text));
    }

    @Test
    void aNameThatIsTooLongIsRefused() {
        String longest = "x".repeat(MailboxName.MAX_LENGTH);
        assertThat(MailboxName.of(longest)).hasToString(longest);
        assertThatIllegalArgumentException().isThrownBy(() -> MailboxName.of(longest + "x"));
    }

    @Test
    void inboxIsOnlyInboxItself() {
        assertThat(MailboxName.of("inbox").isInbox()).isTrue();
        assertThat(MailboxName.of("inbox/a").isInbox()).isFalse();
    }

    @Test
    void belowIsAtAnyDepthButNotItself() {
        MailboxName archive = MailboxName.of("Archive");
        assertThat(MailboxName.of("Archive/a/b").isBelow(archive)).isTrue();
        assertThat(archive.isBelow(archive)).isFalse();
        assertThat(MailboxName.of("Archives/a").isBelow(archive)).isFalse();
        assertThat(MailboxName.of("archive/a").isBelow(archive)).isFalse();
    }

    @Test
    void levelsAreFromTheTopDown() {
        assertThat(MailboxName.of("a/b/c").levels()).containsExactly("a", "b", "c");
    }

    @Test
    void aMovedNameKeepsWhatIsBelow() {
        MailboxName from = MailboxName.of("a/b");
        assertThat(MailboxName.of("a/b/c").moved(from, MailboxName.of("x"))).hasToString("x/c");
        assertThat(from.moved(from, MailboxName.of("x"))).hasToString("x");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailboxName.of("a/bc").moved(from, MailboxName.of("x")));
    }
}
