package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.store.Expunge;
import dev.yubin.store.Flag;
import dev.yubin.store.FlagChange;
import dev.yubin.store.Flags;
import dev.yubin.store.MessageContent;
import dev.yubin.store.StoreException;
import dev.yubin.store.UidSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Files that other programs rename, move and delete. */
class ForeignRenameTest extends SharedMaildir {
    private String base;

    /** Three messages: the second of another program and seen, the others new. */
    @BeforeEach
    void threeMessages() throws Exception {
        append();
        base = other.files().get(0).substring("new/".length());
        other.put("cur", "1.b:2,S", "second\r\n");
        inbox.uids();
        other.deliver("2.c", "third\r\n");
        assertThat(inbox.uids()).isEqualTo(UidSet.range(1, 3));
        remember();
    }

    @Test
    void renamedFlagsAreNews() throws Exception {
        other.move("cur/1.b:2,S", "cur/1.b:2,FPST");
        expectNews(uids(2), UidSet.EMPTY);
        assertThat(flags(inbox, 2)).isEqualTo(Flags.of(Flag.FLAGGED, Flag.SEEN, Flag.DELETED));
        other.move("cur/1.b:2,FPST", "cur/1.b:2,");
        expectNews(uids(2), UidSet.EMPTY);
        assertThat(flags(inbox, 2)).isEqualTo(Flags.NONE);
    }

    @Test
    void aMoveToCurIsNewsOnlyWithFlags() throws Exception {
        other.move("new/2.c", "cur/2.c:2,");
        expectNews(UidSet.EMPTY, UidSet.EMPTY);
        other.move("new/" + base, "cur/" + base + ":2,R");
        expectNews(uids(1), UidSet.EMPTY);
        assertThat(flags(inbox, 1)).isEqualTo(Flags.of(Flag.ANSWERED));
    }

    @Test
    void aLetterThatMeansNothingIsNoNews() throws Exception {
        other.move("cur/1.b:2,S", "cur/1.b:2,PSz");
        expectNews(UidSet.EMPTY, UidSet.EMPTY);
        inbox.updateFlags(uids(2), FlagChange.remove(Flag.SEEN), OptionalLong.empty());
        assertThat(other.find("1.b")).isEqualTo("cur/1.b:2,Pz");
    }

    @Test
    void aMoveBackToNewKeepsTheMessage() throws Exception {
        other.move("cur/1.b:2,S", "new/1.b");
        expectNews(uids(2), UidSet.EMPTY);
        assertThat(flags(inbox, 2)).isEqualTo(Flags.NONE);
        other.move(other.find("1.b"), "new/1.b:2,F");
        expectNews(uids(2), UidSet.EMPTY);
        assertThat(flags(inbox, 2)).isEqualTo(Flags.of(Flag.FLAGGED));
        assertThat(contents(openInbox())).isEqualTo(Map.of(1L, MAIL, 2L, "second\r\n", 3L, "third\r\n"));
    }

    @Test
    void deletedFilesVanish() throws Exception {
        other.delete("cur/1.b:2,S");
        other.delete("new/2.c");
        expectNews(UidSet.EMPTY, uids(2, 3));
        assertThat(inbox.state().uidNext()).isEqualTo(4);
        assertThatThrownBy(() -> inbox.content(2))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.NOT_FOUND));
    }

    @Test
    void aMessageThatWentAndComesBackIsANewOneForGood() throws Exception {
        Path away = Files.createDirectory(directory.resolve("away")).resolve("x");
        other.move(maildir.resolve("cur/1.b:2,S"), away);
        expectNews(UidSet.EMPTY, uids(2));
        other.move(away, maildir.resolve("cur/1.b:2,S"));
        expectNews(uids(4), UidSet.EMPTY);
        assertThat(contents(openInbox())).isEqualTo(Map.of(1L, MAIL, 3L, "third\r\n", 4L, "second\r\n"));
        Files.delete(maildir.resolve(IndexFile.NAME));
        assertThat(contents(openInbox())).isEqualTo(Map.of(1L, MAIL, 3L, "third\r\n", 4L, "second\r\n"));
    }

    @Test
    void contentIsFoundUnderItsNewName() throws Exception {
        MessageContent third = inbox.content(3);
        MessageContent second = inbox.content(2);
        other.move("new/2.c", "cur/2.c:2,T");
        other.move("cur/1.b:2,S", "cur/1.b:2,F");
        assertThat(new String(third.toByteArray())).isEqualTo("third\r\n");
        assertThat(new String(second.toByteArray())).isEqualTo("second\r\n");
        other.delete("cur/1.b:2,F");
        assertThatThrownBy(second::toByteArray)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.NOT_FOUND));
    }

    @Test
    void renamesAndOurChangesAddUp() throws Exception {
        other.move("cur/1.b:2,S", "cur/1.b:2,FS");
        inbox.updateFlags(uids(2), FlagChange.add(Flag.ANSWERED), OptionalLong.empty());
        expectNews(uids(2), UidSet.EMPTY);
        assertThat(flags(inbox, 2)).isEqualTo(Flags.of(Flag.FLAGGED, Flag.SEEN, Flag.ANSWERED));
        other.move("cur/1.b:2,FRS", "cur/1.b:2,T");
        assertThat(inbox.expunge(UidSet.ALL, Expunge.DELETED_ONLY).uids()).isEqualTo(uids(2));
        expectNews(UidSet.EMPTY, uids(2));
        assertThat(other.files()).hasSize(2);
    }

    @Test
    void anotherFileOfTheSameBaseIsAnotherMessage() throws Exception {
        other.put("cur", base + ":2,S", "intruder\r\n");
        expectNews(uids(4), UidSet.EMPTY);
        assertThat(contents(inbox)).isEqualTo(Map.of(1L, MAIL, 2L, "second\r\n", 3L, "third\r\n", 4L, "intruder\r\n"));
        other.deliver("1.b", "intruder 2\r\n");
        expectNews(uids(5), UidSet.EMPTY);
        assertThat(contents(openInbox()))
                .containsEntry(2L, "second\r\n")
                .containsEntry(4L, "intruder\r\n")
                .containsEntry(5L, "intruder 2\r\n");
    }

    @Test
    void twoNamesOfOneFileAreOneMessage() throws Exception {
        other.awaitTick(maildir.resolve("cur"));
        Files.createLink(maildir.resolve("cur/2.c:2,F"), maildir.resolve("new/2.c"));
        expectNews(uids(3), UidSet.EMPTY);
        assertThat(flags(inbox, 3)).isEqualTo(Flags.of(Flag.FLAGGED));
        assertThat(other.files()).hasSize(3).contains("cur/2.c:2,F");
    }
}
