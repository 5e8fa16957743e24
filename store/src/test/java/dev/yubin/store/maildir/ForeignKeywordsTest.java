package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.store.Flag;
import dev.yubin.store.FlagChange;
import dev.yubin.store.Flags;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.UidSet;
import java.nio.file.Files;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What other programs do with {@code dovecot-keywords}. */
class ForeignKeywordsTest extends SharedMaildir {
    private static final Flag JUNK = Flag.of("$Junk");
    private static final Flag WORK = Flag.of("Work");

    @Test
    void keywordsOfAnotherProgramAreRead() throws Exception {
        other.replace(KeywordTable.NAME, "0 $Junk\n2 Work\n");
        other.put("cur", "1.a:2,Sac", MAIL);
        expectNews(uids(1), UidSet.EMPTY);
        assertThat(flags(inbox, 1)).isEqualTo(Flags.of(Flag.SEEN, JUNK, WORK));
        assertThat(inbox.state().keywords()).isEqualTo(Flags.of(JUNK, WORK));
        inbox.updateFlags(uids(1), FlagChange.add(Flag.of("mine")), OptionalLong.empty());
        expectNews(uids(1), UidSet.EMPTY);
        assertThat(other.files()).containsExactly("cur/1.a:2,Sabc");
        assertThat(maildir.resolve(KeywordTable.NAME)).hasContent("0 $Junk\n1 mine\n2 Work\n");
    }

    @Test
    void aKeywordThatGetsItsNameAfterItsLetterIsNews() throws Exception {
        other.put("cur", "1.a:2,a", MAIL);
        other.put("cur", "2.b:2,S", MAIL);
        expectNews(uids(1, 2), UidSet.EMPTY);
        assertThat(flags(inbox, 1)).isEqualTo(Flags.NONE);
        other.replace(KeywordTable.NAME, "0 $Junk\n");
        expectNews(uids(1), UidSet.EMPTY);
        assertThat(flags(inbox, 1)).isEqualTo(Flags.of(JUNK));
        other.replace(KeywordTable.NAME, "0 Work\n");
        inbox = openInbox();
        expectNews(uids(1), UidSet.EMPTY);
        assertThat(flags(inbox, 1)).isEqualTo(Flags.of(WORK));
    }

    @Test
    void ourOwnKeywordIsNewsOnce() throws Exception {
        append();
        append();
        remember();
        inbox.updateFlags(uids(1), FlagChange.add(JUNK), OptionalLong.empty());
        expectNews(uids(1), UidSet.EMPTY);
        inbox = openInbox();
        expectNews(UidSet.EMPTY, UidSet.EMPTY);
        append(WORK);
        twin.updateFlags(uids(2), FlagChange.add(WORK, Flag.of("third")), OptionalLong.empty());
        expectNews(uids(2, 3), UidSet.EMPTY);
        inbox = openInbox();
        expectNews(UidSet.EMPTY, UidSet.EMPTY);
    }

    @Test
    void aTwentySeventhKeywordIsRefused() throws Exception {
        append();
        String full = IntStream.range(0, 25).mapToObj(i -> i + " k" + i + "\n").collect(Collectors.joining());
        other.replace(KeywordTable.NAME, full);
        assertThat(inbox.state().keywordsFull()).isFalse();
        inbox.updateFlags(uids(1), FlagChange.add(JUNK), OptionalLong.empty());
        assertThat(inbox.state().keywordsFull()).isTrue();
        assertThat(twin.state().keywordsFull()).isTrue();
        remember();
        assertThatThrownBy(() -> inbox.updateFlags(uids(1), FlagChange.add(WORK, Flag.SEEN), OptionalLong.empty()))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LIMIT));
        assertThatThrownBy(() -> append(WORK))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(Kind.LIMIT));
        expectNews(UidSet.EMPTY, UidSet.EMPTY);
        assertThat(other.files()).hasSize(1);
        inbox.updateFlags(uids(1), FlagChange.replace(Flag.of("k24")), OptionalLong.empty());
        assertThat(flags(twin, 1)).isEqualTo(Flags.of(Flag.of("k24")));
    }

    @Test
    void linesThatMakeNoSenseArePassedOver() throws Exception {
        other.replace(KeywordTable.NAME, "\n0\n1 \nx y\n-1 neg\n99 high\n3 \\Seen\n4 (bad)\n5 $Junk\nlast");
        other.put("cur", "1.a:2,abdef", MAIL);
        expectNews(uids(1), UidSet.EMPTY);
        assertThat(flags(inbox, 1)).isEqualTo(Flags.of(JUNK));
        append(WORK);
        assertThat(flags(twin, 2)).isEqualTo(Flags.of(WORK));
    }

    @Test
    void lostKeywordsAreLostButNoMessageIs() throws Exception {
        append(JUNK, Flag.SEEN);
        append();
        remember();
        Files.delete(maildir.resolve(KeywordTable.NAME));
        expectNews(uids(1), UidSet.EMPTY);
        assertThat(flags(inbox, 1)).isEqualTo(Flags.of(Flag.SEEN));
        assertThat(contents(openInbox())).hasSize(2);
    }
}
