package dev.yubin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
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

    @Test
    void aRenameTakesAllBelowAlong() throws StoreException {
        assertThat(renames("a/b", "x/y"))
                .containsExactly(
                        entry(MailboxName.of("a/b"), MailboxName.of("x/y")),
                        entry(MailboxName.of("a/b/b"), MailboxName.of("x/y/b")));
    }

    @Test
    void aNameThatIsLeftIsFree() throws StoreException {
        assertThat(MailboxName.renames(names("a/b", "a/b/b"), MailboxName.of("a/b"), MailboxName.of("a")))
                .containsEntry(MailboxName.of("a/b/b"), MailboxName.of("a/b"))
                .containsEntry(MailboxName.of("a/b"), MailboxName.of("a"));
    }

    @ParameterizedTest
    @CsvSource({
        "none, x, NOT_FOUND",
        "none, none, NOT_FOUND",
        "INBOX, x, UNSUPPORTED",
        "INBOX, INBOX, UNSUPPORTED",
        "a/b, a/b/c, UNSUPPORTED",
        "a/b, a/b, ALREADY_EXISTS",
        "a/b, c, ALREADY_EXISTS",
        "c, INBOX, ALREADY_EXISTS",
        "a, c/d, NOT_FOUND",
        "a/b, e, ALREADY_EXISTS"
    })
    void aRenameAgainstTheRulesIsRefused(String from, String to, StoreException.Kind kind) {
        assertThatThrownBy(() -> renames(from, to))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    @Test
    void aRenameThatMakesANameTooLongIsRefused() {
        assertThatThrownBy(() -> renames("a/b", "x".repeat(MailboxName.MAX_LENGTH)))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.LIMIT));
    }

    /** A rename in an account that has {@code e/b}, which {@code a/b/b} would get if {@code a/b} became {@code e}. */
    private static Map<MailboxName, MailboxName> renames(String from, String to) throws StoreException {
        List<MailboxName> existing = names("INBOX", "a/b", "a/b/b", "a/bc", "c", "e/b");
        return MailboxName.renames(existing, MailboxName.of(from), MailboxName.of(to));
    }

    private static List<MailboxName> names(String... names) {
        return Stream.of(names).map(MailboxName::of).toList();
    }
}
