package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.Flag;
import dev.yubin.store.FlagChange;
import dev.yubin.store.Flags;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that other programs put into a Maildir. */
class ForeignDeliveryTest extends SharedMaildir {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "1700000001.M1P1.host",
                "1700000001.M1P1.host,S=18",
                "1700000001.M1P1.host,S=18,W=18",
                "1700000001.host with spaces, and a comma",
                "no time at all",
                "1700000001.M99999999999999999999P1.host",
                "99999999999999999999.host",
                "ümläut-日本",
                "a,S=,W=",
                "-",
                "~",
            })
    void whateverIsDeliveredIsAMessage(String name) throws Exception {
        other.deliver(name, MAIL);
        expectNews(uids(1), UidSet.EMPTY);
        assertThat(flags(inbox, 1)).isEqualTo(Flags.NONE);
        assertThat(contents(inbox)).isEqualTo(Map.of(1L, MAIL));
        inbox.updateFlags(uids(1), FlagChange.add(Flag.SEEN), OptionalLong.empty());
        expectNews(uids(1), UidSet.EMPTY);
        assertThat(other.files()).containsExactly("cur/" + name + ":2,S");
        assertThat(contents(openInbox())).isEqualTo(Map.of(1L, MAIL));
    }

    @Test
    void uidsGoByTheTimeOfDelivery() throws Exception {
        other.deliver("30.M5P1.b", "third\r\n");
        other.deliver("30.M12P1.a", "fourth\r\n");
        other.deliver("9.z", "second\r\n");
        other.deliver("no number", "first\r\n");
        expectNews(UidSet.range(1, 4), UidSet.EMPTY);
        assertThat(contents(inbox).values()).containsExactly("first\r\n", "second\r\n", "third\r\n", "fourth\r\n");
    }

    @Test
    void flagsAreReadFromTheNameAndLettersOfOthersStay() throws Exception {
        other.put("cur", "1.a:2,PRS", MAIL);
        other.put("cur", "2.a:2,XFq", MAIL);
        other.put("new", "3.a:2,S", MAIL);
        expectNews(UidSet.range(1, 3), UidSet.EMPTY);
        assertThat(flags(inbox, 1)).isEqualTo(Flags.of(Flag.ANSWERED, Flag.SEEN));
        assertThat(flags(inbox, 2)).isEqualTo(Flags.of(Flag.FLAGGED));
        assertThat(flags(inbox, 3)).isEqualTo(Flags.of(Flag.SEEN));
        inbox.updateFlags(UidSet.ALL, FlagChange.replace(Flag.DELETED), OptionalLong.empty());
        expectNews(UidSet.range(1, 3), UidSet.EMPTY);
        assertThat(other.files()).containsExactly("cur/1.a:2,PT", "cur/2.a:2,TXq", "cur/3.a:2,T");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.a", "1.a:", "1.a:1,experimental", "1.a:2", "1.a:2,", "1.a:3,S", "1.a:2,-!$", "1.a:2,:"})
    void infoWithoutFlagsTellsNone(String name) throws Exception {
        other.put("cur", name, MAIL);
        expectNews(uids(1), UidSet.EMPTY);
        assertThat(flags(inbox, 1)).isEqualTo(Flags.NONE);
        assertThat(contents(inbox)).isEqualTo(Map.of(1L, MAIL));
        inbox.updateFlags(uids(1), FlagChange.add(Flag.FLAGGED), OptionalLong.empty());
        assertThat(other.files()).containsExactly("cur/1.a:2,F");
        assertThat(contents(twin)).isEqualTo(Map.of(1L, MAIL));
    }

    @Test
    void aNameIsNotMendedAtTheCostOfAnotherFile() throws Exception {
        other.put("cur", "1.a:2,S", "one\r\n");
        other.put("cur", "1.a:2,S!", "two\r\n");
        other.put("cur", "1.a:2,!S", "three\r\n");
        expectNews(UidSet.range(1, 3), UidSet.EMPTY);
        assertThat(contents(inbox).values()).containsExactlyInAnyOrder("one\r\n", "two\r\n", "three\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {".hidden", ".", "a\tb", "a\nb", "a\u007fb", ":2,S", ":"})
    void whatIsNoNameOfAMessageIsLeftAlone(String name) throws Exception {
        append();
        remember();
        if (!name.equals(".")) {
            other.deliver(name, MAIL);
        }
        expectNews(UidSet.EMPTY, UidSet.EMPTY);
        append();
        expectNews(uids(2), UidSet.EMPTY);
        assertThat(openInbox().uids()).isEqualTo(UidSet.range(1, 2));
        assertThat(other.uidList().lines().count()).isEqualTo(3);
    }

    @Test
    void whatIsNoFileIsLeftAloneAndCostsNoUid() throws Exception {
        append();
        remember();
        Files.createDirectory(maildir.resolve("new/directory"));
        Files.createDirectory(maildir.resolve("cur/directory:junk"));
        Files.createSymbolicLink(maildir.resolve("new/link"), Path.of("../cur"));
        Files.createSymbolicLink(maildir.resolve("cur/dangling:2,S"), Path.of("nowhere"));
        makeFifo(maildir.resolve("new/fifo"));
        makeFifo(maildir.resolve("cur/fifo2"));
        List<String> names = other.files();
        other.deliver("1.m", MAIL);
        expectNews(uids(2), UidSet.EMPTY);
        append();
        expectNews(uids(3), UidSet.EMPTY);
        append(twin);
        expectNews(uids(4), UidSet.EMPTY);
        assertThat(other.files()).containsAll(names);
        assertThat(UidListText.uids(other.uidList())).containsExactly(1L, 2L, 3L, 4L);
        assertThat(openInbox().uids()).isEqualTo(UidSet.range(1, 4));
    }

    private static void makeFifo(Path path) throws IOException, InterruptedException {
        Process process;
        try {
            process = new ProcessBuilder("mkfifo", path.toString()).start();
        } catch (IOException noSuchProgram) {
            return;
        }
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aNameThatIsTooLongForFlagsCanBeFlaggedAllTheSame() throws Exception {
        String longest = "1.".concat("x".repeat(253));
        other.deliver(longest, MAIL);
        expectNews(uids(1), UidSet.EMPTY);
        Flag[] all = new Flag[KeywordTable.CAPACITY + 5];
        for (int i = 0; i < KeywordTable.CAPACITY; i++) {
            all[i] = Flag.of("k" + i);
        }
        List<Flag> system = List.of(Flag.SEEN, Flag.ANSWERED, Flag.FLAGGED, Flag.DELETED, Flag.DRAFT);
        for (int i = 0; i < system.size(); i++) {
            all[KeywordTable.CAPACITY + i] = system.get(i);
        }
        inbox.updateFlags(uids(1), FlagChange.add(all), OptionalLong.empty());
        expectNews(uids(1), UidSet.EMPTY);
        assertThat(flags(openInbox(), 1)).isEqualTo(Flags.of(all));
        assertThat(contents(inbox)).isEqualTo(Map.of(1L, MAIL));
    }

    @Test
    void bareLineFeedsAreServedAsCrlfFromAnyOffset() throws Exception {
        String unix = "A: b\n\nline\r\nmixed\n\n\rx\n";
        String served = "A: b\r\n\r\nline\r\nmixed\r\n\r\n\rx\r\n";
        other.deliver("1.a", unix);
        other.deliver("2.a,S=" + unix.length() + ",W=" + served.length(), unix);
        expectNews(uids(1, 2), UidSet.EMPTY);
        for (long uid = 1; uid <= 2; uid++) {
            assertThat(metas(inbox).get(uid).size()).isEqualTo(served.length());
            for (int offset = 0; offset <= served.length(); offset++) {
                assertThat(read(inbox, uid, offset)).isEqualTo(served.substring(offset));
            }
        }
        assertThat(contents(openInbox())).isEqualTo(Map.of(1L, served, 2L, served));
        inbox.copy(UidSet.ALL, inbox);
        assertThat(contents(twin)).isEqualTo(Map.of(1L, served, 2L, served, 3L, served, 4L, served));
    }

    @ParameterizedTest
    @ValueSource(strings = {"S=18,W=99", "S=99,W=99", "W=37", "S=18,W=17", "S=3,W=20", "S=18,W=1"})
    void aSizeInANameIsNotBelievedBlindly(String fields) throws Exception {
        other.deliver("1.a," + fields, MAIL);
        expectNews(uids(1), UidSet.EMPTY);
        assertThat(metas(inbox).get(1L).size()).isEqualTo(MAIL.length());
        assertThat(contents(twin)).isEqualTo(Map.of(1L, MAIL));
    }

    @Test
    void anEmptyFileIsAMessage() throws Exception {
        other.deliver("1.a", "");
        expectNews(uids(1), UidSet.EMPTY);
        assertThat(contents(inbox)).isEqualTo(Map.of(1L, ""));
    }
}
