package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.Flag;
import dev.yubin.store.Flags;
import dev.yubin.store.Mailbox;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What other programs do while this store looks at the files. */
class ListingRaceTest extends SharedMaildir {
    /** Something that happens once, while the disk is asked. */
    private interface Event {
        void run() throws IOException;
    }

    private Event afterListingNew = () -> {};
    private Event afterListingCur = () -> {};
    private Event beforeStatOfMessage = () -> {};
    private Event beforeOpenOfMessage = () -> {};
    private String hidden = "";
    private String unreadable = "";

    @Override
    Disk disk() {
        return new PassingDisk(super.disk()) {
            @Override
            public List<String> list(Path listed) throws IOException {
                List<String> names = new ArrayList<>(super.list(listed));
                if (listed.endsWith(StoredFile.NEW)) {
                    once(() -> afterListingNew, () -> afterListingNew = () -> {});
                }
                if (listed.endsWith(StoredFile.CUR)) {
                    once(() -> afterListingCur, () -> afterListingCur = () -> {});
                }
                if (names.remove(hidden)) {
                    hidden = "";
                }
                return names;
            }

            @Override
            public Optional<Stat> stat(Path path) throws IOException {
                if (path.getFileName().toString().startsWith("1.")) {
                    once(() -> beforeStatOfMessage, () -> beforeStatOfMessage = () -> {});
                }
                return super.stat(path);
            }

            @Override
            public InputStream open(Path file, long offset) throws IOException {
                if (file.getFileName().toString().startsWith("1.")) {
                    once(() -> beforeOpenOfMessage, () -> beforeOpenOfMessage = () -> {});
                }
                if (file.getFileName().toString().equals(unreadable)) {
                    throw new AccessDeniedException(file.toString());
                }
                return super.open(file, offset);
            }
        };
    }

    private static void once(java.util.function.Supplier<Event> event, Runnable clear) throws IOException {
        Event now = event.get();
        clear.run();
        now.run();
    }

    @BeforeEach
    void oneMessage() throws Exception {
        other.put("cur", "1.a:2,S", "a\r\n");
        assertThat(inbox.uids()).isEqualTo(uids(1));
        assertThat(twin.uids()).isEqualTo(uids(1));
        remember();
    }

    /** As if the last change had been long ago: nothing is looked at again just because it was new. */
    private void letTimePass() {
        try {
            for (String name : List.of(StoredFile.NEW, StoredFile.CUR)) {
                Path path = maildir.resolve(name);
                long seconds = Files.getLastModifiedTime(path).toInstant().getEpochSecond() - 1000;
                Files.setLastModifiedTime(path, FileTime.from(Instant.ofEpochSecond(seconds, 5)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aFileThatOneListingLacksIsNotGone() throws Exception {
        other.deliver("2.b", "b\r\n");
        hidden = "1.a:2,S";
        letTimePass();
        expectNews(uids(2), UidSet.EMPTY);
        assertThat(contents(inbox)).isEqualTo(Map.of(1L, "a\r\n", 2L, "b\r\n"));
        assertThat(hidden).isEmpty();
    }

    @Test
    void aDeliveryBehindOurBackIsSeenAtTheNextPollByAll() throws Exception {
        other.deliver("2.b", "b\r\n");
        letTimePass();
        afterListingNew = () -> other.deliver("3.c", "c\r\n");
        assertThat(inbox.uids()).isEqualTo(uids(1, 2));
        assertThat(inbox.uids()).isEqualTo(uids(1, 2, 3));
        expectNews(uids(2, 3), UidSet.EMPTY);
        assertThat(contents(openInbox())).containsEntry(3L, "c\r\n");
    }

    @Test
    void aRenameBehindOurBackIsSeenByAStoreThatOpensLater() throws Exception {
        other.move("cur/1.a:2,S", "cur/1.a:2,F");
        letTimePass();
        afterListingCur = () -> other.move("cur/1.a:2,F", "cur/1.a:2,T");
        assertThat(flags(inbox, 1)).isEqualTo(Flags.of(Flag.FLAGGED));
        assertThat(flags(openInbox(), 1)).isEqualTo(Flags.of(Flag.DELETED));
        expectNews(uids(1), UidSet.EMPTY);
        assertThat(flags(inbox, 1)).isEqualTo(Flags.of(Flag.DELETED));
    }

    @Test
    void aFileThatGoesBeforeItIsLookedAtTakesNoUid() throws Exception {
        other.deliver("1.b", "b\r\n");
        beforeStatOfMessage = () -> other.delete("new/1.b");
        assertThat(inbox.uids()).isEqualTo(uids(1));
        other.deliver("1.c", "c\r\n");
        beforeOpenOfMessage = () -> other.delete("new/1.c");
        assertThat(inbox.uids()).isEqualTo(uids(1));
        assertThat(append()).isEqualTo(2);
        expectNews(uids(2), UidSet.EMPTY);
        assertThat(UidListText.uids(other.uidList())).containsExactly(1L, 2L);
    }

    @Test
    void aFileThatIsRenamedBeforeWeCouldDoSoIsSeenAtTheNextPoll() throws Exception {
        other.move("cur/1.a:2,S", "cur/1.a:1,odd");
        afterListingCur = () -> other.move("cur/1.a:1,odd", "cur/1.a:2,F");
        assertThat(inbox.uids()).isEqualTo(uids(1));
        expectNews(uids(1), UidSet.EMPTY);
        assertThat(flags(inbox, 1)).isEqualTo(Flags.of(Flag.FLAGGED));
    }

    @Test
    void aFileThatMayNotBeReadDoesNotKeepTheOthersFromBeingServed() throws Exception {
        unreadable = "3.c";
        other.deliver("3.c", "c\r\n");
        other.deliver("2.b", "b\r\n");
        try (Warnings warnings = new Warnings()) {
            expectNews(uids(2), UidSet.EMPTY);
            assertThat(warnings.take()).isNotEmpty();
        }
        unreadable = "";
        other.deliver("4.d", "d\r\n");
        expectNews(uids(3, 4), UidSet.EMPTY);
    }

    @Test
    void ofTwoNamesOfOneFileNeitherIsDeletedWhileAnotherProgramRenamesIt() throws Exception {
        other.awaitTick(maildir.resolve("cur"));
        Files.createLink(maildir.resolve("cur/1.a:2,F"), maildir.resolve("cur/1.a:2,S"));
        // The other program ends its rename, and renames back, between our two looks at the names.
        beforeStatOfMessage = () -> other.delete("cur/1.a:2,S");
        assertThat(inbox.uids()).isEqualTo(uids(1));
        expectNews(uids(1), UidSet.EMPTY);
        assertThat(contents(inbox)).isEqualTo(Map.of(1L, "a\r\n"));
        assertThat(other.files()).hasSize(1);
    }

    @Test
    void aChangeWithinOneTickOfACoarseClockIsSeenLater() throws Exception {
        Stamps whole = new Stamps(Instant.ofEpochSecond(50), Instant.ofEpochSecond(100));
        assertThat(whole.mayHide(Instant.ofEpochMilli(101_900))).isTrue();
        assertThat(whole.mayHide(Instant.ofEpochMilli(102_900))).isFalse();
        Stamps fine = new Stamps(Instant.ofEpochSecond(50), Instant.ofEpochSecond(100, 1000));
        assertThat(fine.mayHide(Instant.ofEpochMilli(100_050))).isTrue();
        assertThat(fine.mayHide(Instant.ofEpochMilli(100_200))).isFalse();
        assertThat(Stamps.UNKNOWN.mayHide(Instant.now())).isFalse();
    }

    @Test
    void aLookAtNewDoesNotCancelTheLookAtCurThatIsDue() throws Exception {
        MaildirAccount account = (MaildirAccount) store(disk()).create(USER);
        Folder folder = account.allFolders().get(0);
        assertThat(folder.current().snapshot().messages().count()).isEqualTo(1);
        other.move("cur/1.a:2,S", "cur/1.a:2,F");
        folder.exclusively(state -> {
            // As if the rename had been within one tick of a change of ours.
            other.move("cur/1.a:2,F", "cur/1.a:2,T");
            state.noteDirectories();
            return null;
        });
        other.deliver("2.b", "b\r\n");
        letTimePassInNewOnly();
        assertThat(folder.current().snapshot().messages().count()).isEqualTo(2);
        assertThat(folder.isLookPlanned()).isTrue();
        Mailbox later = openInbox();
        assertThat(later.uids()).isEqualTo(uids(1, 2));
    }

    private void letTimePassInNewOnly() throws IOException {
        Files.setLastModifiedTime(maildir.resolve("new"), FileTime.from(Instant.ofEpochSecond(1000, 5)));
    }
}
