package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.ChangePosition;
import dev.yubin.store.Expunge;
import dev.yubin.store.UidSet;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What other programs write into {@code dovecot-uidlist}. */
class ForeignUidListTest extends SharedMaildir {
    @BeforeEach
    void threeMessages() throws Exception {
        other.deliver("1.a", "a\r\n");
        other.deliver("2.b", "b\r\n");
        other.deliver("3.c", "c\r\n");
        assertThat(contents(inbox)).isEqualTo(Map.of(1L, "a\r\n", 2L, "b\r\n", 3L, "c\r\n"));
        remember();
    }

    private static Map<Long, String> abc(long a, long b, long c) {
        return Map.of(a, "a\r\n", b, "b\r\n", c, "c\r\n");
    }

    private String header() throws Exception {
        return UidListText.header(other.uidList());
    }

    private void expectEverywhere(Map<Long, String> expected) throws Exception {
        assertThat(contents(inbox)).isEqualTo(expected);
        assertThat(contents(twin)).isEqualTo(expected);
        assertThat(contents(openInbox())).isEqualTo(expected);
        Files.delete(maildir.resolve(IndexFile.NAME));
        assertThat(contents(openInbox())).isEqualTo(expected);
    }

    @Test
    void uidsThatAnotherProgramGaveAreTaken() throws Exception {
        other.addToUidList("7 W4 Gsomething :4.d\n9 :5.e\n");
        other.deliver("5.e", "e\r\n");
        other.deliver("4.d", "d\r\n");
        expectNews(uids(7, 9), UidSet.EMPTY);
        assertThat(contents(inbox)).containsEntry(7L, "d\r\n").containsEntry(9L, "e\r\n");
        assertThat(metas(inbox).get(7L).emailId()).isEqualTo("something");
        assertThat(append()).isEqualTo(10);
        assertThat(other.uidList()).contains("7 W4 Gsomething :4.d\n");
    }

    @Test
    void aLineForAFileThatDoesNotComeTakesItsUid() throws Exception {
        other.addToUidList("8 :never.delivered\n");
        assertThat(append(twin)).isEqualTo(9);
        expectNews(uids(9), UidSet.EMPTY);
    }

    @Test
    void aListThatWasWrittenAnewWithoutChangeIsNoNews() throws Exception {
        other.replace(UidList.NAME, other.uidList());
        expectNews(UidSet.EMPTY, UidSet.EMPTY);
        other.replace(UidList.NAME, header() + "1 :1.a\n2 :2.b:2,S\n3 :3.c\n");
        expectNews(UidSet.EMPTY, UidSet.EMPTY);
        expectEverywhere(abc(1, 2, 3));
    }

    @Test
    void aListWithoutSomeMessagesIsMadeGood() throws Exception {
        other.replace(UidList.NAME, header() + "1 :1.a\n");
        expectNews(UidSet.EMPTY, UidSet.EMPTY);
        assertThat(UidListText.bases(other.uidList())).isEqualTo(Map.of(1L, "1.a", 2L, "2.b", 3L, "3.c"));
        expectEverywhere(abc(1, 2, 3));
    }

    @Test
    void anotherUidValidityIsTakenWithItsUids() throws Exception {
        long before = inbox.state().uidValidity();
        long modSeq = inbox.state().highestModSeq();
        String rewritten = header().replace("V" + before, "V" + (before + 5)) + "11 :3.c\n12 :2.b\n13 :1.a\n";
        other.replace(UidList.NAME, rewritten);
        assertThat(inbox.state().uidValidity()).isEqualTo(before + 5);
        assertThat(inbox.state().highestModSeq()).isGreaterThan(modSeq);
        assertThat(inbox.changesSince(ChangePosition.afterCommit(modSeq), 100).reset())
                .isTrue();
        assertThat(append()).isEqualTo(14);
        inbox.expunge(uids(14), Expunge.ANY);
        expectEverywhere(abc(13, 12, 11));
    }

    @Test
    void renumberedMessagesAreOthersFromThenOn() throws Exception {
        other.replace(UidList.NAME, header() + "1 :1.a\n3 :3.c\n6 :2.b\n");
        expectNews(uids(6), uids(2));
        expectEverywhere(abc(1, 6, 3));
    }

    @Test
    void aLineThatRenumbersIsTakenWithoutAChangeToTheFiles() throws Exception {
        other.addToUidList("5 :1.a\n");
        expectNews(uids(5), uids(1));
        expectEverywhere(abc(5, 2, 3));
    }

    @Test
    void messagesMaySwapTheirUids() throws Exception {
        other.replace(UidList.NAME, header() + "1 :2.b\n2 :1.a\n3 :3.c\n");
        expectEverywhere(abc(2, 1, 3));
    }

    @Test
    void aUidThatTheListGivesToAnotherFileIsThatFilesAndNoMessageIsLost() throws Exception {
        other.deliver("4.d", "d\r\n");
        other.replace(UidList.NAME, header() + "1 :1.a\n2 :4.d\n3 :3.c\n");
        Map<Long, String> expected = Map.of(1L, "a\r\n", 2L, "d\r\n", 3L, "c\r\n", 4L, "b\r\n");
        expectEverywhere(expected);
    }

    @Test
    void aUidThatTheListGivesToNoFileStaysWithItsMessage() throws Exception {
        other.replace(UidList.NAME, header() + "1 :1.a\n2 :2.garbled\n3 :3.c\n");
        expectNews(UidSet.EMPTY, UidSet.EMPTY);
        expectEverywhere(abc(1, 2, 3));
    }

    @Test
    void version1IsReadAndBecomesVersion3() throws Exception {
        long uidValidity = inbox.state().uidValidity();
        Files.delete(maildir.resolve(IndexFile.NAME));
        other.replace(UidList.NAME, "1 " + uidValidity + " 9\n2 2.b:2,S\n5 1.a\n7 3.c\n");
        var fresh = openInbox();
        assertThat(contents(fresh)).isEqualTo(abc(5, 2, 7));
        assertThat(fresh.state().uidValidity()).isEqualTo(uidValidity);
        assertThat(fresh.state().uidNext()).isEqualTo(9);
        assertThat(header()).startsWith("3 V" + uidValidity + " N9 G");
    }

    @Test
    void fieldsOfOtherProgramsStayInTheFirstLine() throws Exception {
        other.replace(UidList.NAME, header().replace("\n", " Xunknown\n") + "1 Zx P1.2 :1.a\n2 :2.b\n3 :3.c\n");
        expectEverywhere(abc(1, 2, 3));
        other.replace(UidList.NAME, other.uidList().replace("3 :3.c\n", ""));
        assertThat(openInbox().uids()).isEqualTo(UidSet.range(1, 3));
        assertThat(other.uidList()).contains(" Xunknown\n1 Zx P1.2 :1.a\n");
    }
}
