package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.store.MailAccount;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Folders that other programs make, rename, replace and delete while they are open. */
class ForeignFolderTest extends SharedMaildir {
    private static final MailboxName WORK = MailboxName.of("Work");

    private MailAccount account;
    private Mailbox work;
    private Path folder;

    @BeforeEach
    void openFolder() throws Exception {
        account = store(disk()).create(USER);
        account.create(WORK);
        work = account.open(WORK);
        append(work);
        folder = maildir.resolve(".Work");
    }

    private static void expectKind(Kind kind, ThrowingCallable call) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(kind));
    }

    private static void deleteTree(Disk disk, Path path) throws IOException {
        FolderFiles.deleteTree(disk, path);
    }

    @Test
    void aDeletedFolderIsGone() throws Exception {
        deleteTree(disk(), folder);
        expectKind(Kind.GONE, work::state);
        expectKind(Kind.GONE, () -> append(work));
        expectKind(Kind.NOT_FOUND, () -> account.open(WORK));
    }

    @Test
    void aRenamedFolderIsFoundAgain() throws Exception {
        Files.move(folder, maildir.resolve(".Elsewhere"));
        assertThat(work.uids()).isEqualTo(uids(1));
        assertThat(append(work)).isEqualTo(2);
        Mailbox elsewhere = account.open(MailboxName.of("Elsewhere"));
        assertThat(elsewhere.id()).isEqualTo(work.id());
        assertThat(contents(elsewhere)).hasSize(2).isEqualTo(contents(work));
        expectKind(Kind.NOT_FOUND, () -> account.open(WORK));
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void anotherFolderInItsPlaceIsAnotherMailbox(boolean withUidList) throws Exception {
        long uidValidity = work.state().uidValidity();
        deleteTree(disk(), folder);
        for (String name : new String[] {"", "cur", "new", "tmp"}) {
            Files.createDirectory(folder.resolve(name));
        }
        if (withUidList) {
            Files.writeString(folder.resolve(UidList.NAME), "3 V77777 N5 Gother\n4 :1.x\n");
        }
        Files.writeString(folder.resolve("cur/1.x:2,S"), "x\r\n");
        expectKind(Kind.GONE, work::state);
        Mailbox now = account.open(WORK);
        assertThat(now.id()).isNotEqualTo(work.id());
        assertThat(contents(now).values()).containsExactly("x\r\n");
        assertThat(now.state().uidValidity()).isNotEqualTo(uidValidity);
    }

    @Test
    void swappedFoldersStayTheMailboxesTheyWere() throws Exception {
        MailboxName play = MailboxName.of("Play");
        account.create(play);
        Mailbox other = account.open(play);
        append(other);
        append(other);
        Files.move(folder, maildir.resolve(".tmp-swap"));
        Files.move(maildir.resolve(".Play"), folder);
        Files.move(maildir.resolve(".tmp-swap"), maildir.resolve(".Play"));
        assertThat(work.uids()).isEqualTo(uids(1));
        assertThat(other.uids()).isEqualTo(UidSet.range(1, 2));
        assertThat(account.open(play).id()).isEqualTo(work.id());
        assertThat(account.open(WORK).id()).isEqualTo(other.id());
    }

    @ParameterizedTest
    @ValueSource(strings = {"new", "tmp"})
    void aDirectoryThatIsMissingIsMadeAgain(String missing) throws Exception {
        Files.delete(maildir.resolve(missing));
        assertThat(inbox.uids()).isEqualTo(UidSet.EMPTY);
        Mailbox again = account.open(MailboxName.INBOX);
        assertThat(append(again)).isEqualTo(1);
        assertThat(inbox.uids()).isEqualTo(uids(1));
    }

    @Test
    void aDirectoryOfAFolderThatIsOpenIsMadeAgain() throws Exception {
        Files.delete(folder.resolve("tmp"));
        deleteTree(disk(), folder.resolve("new"));
        assertThat(work.uids()).isEqualTo(UidSet.EMPTY);
        assertThat(folder.resolve("new")).isDirectory();
        assertThat(append(work)).isEqualTo(2);
    }

    @Test
    void aMaildirOfAnotherProgramIsAnAccount() throws Exception {
        Path foreign = root.resolve("carol@example.com");
        for (String name : new String[] {"", "cur", "new", "tmp", ".A.B", ".A.B/cur", ".A.B/new", ".A.B/tmp"}) {
            Files.createDirectory(foreign.resolve(name));
        }
        Files.writeString(foreign.resolve(".A.B/new/1.x"), "x\n");
        MailAccount carol = store(disk())
                .account(dev.yubin.store.AccountName.parse("carol@example.com"))
                .orElseThrow();
        assertThat(carol.mailboxes().stream().map(info -> info.name().toString()))
                .containsExactly("A/B", "INBOX");
        Mailbox mailbox = carol.open(MailboxName.of("A/B"));
        assertThat(contents(mailbox)).containsExactly(java.util.Map.entry(1L, "x\r\n"));
        assertThat(carol.mailboxes().get(0).id()).contains(mailbox.id());
    }

    @Test
    void whatIsNoFolderIsNoMailbox() throws Exception {
        Files.createDirectory(maildir.resolve(".NoCur"));
        Files.writeString(maildir.resolve(".File"), "");
        Files.createSymbolicLink(maildir.resolve(".Link"), folder);
        assertThat(account.mailboxes().stream().map(info -> info.name().toString()))
                .containsExactly("INBOX", "Work");
    }
}
