package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.AccountName;
import dev.yubin.store.MailStore;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LeftBehindTest {
    private static final AccountName ALICE = AccountName.of("alice", "example.com");

    @TempDir
    Path root;

    private Path maildir;
    private Path tmp;
    private Instant now = Instant.now();
    private final List<String> listed = new ArrayList<>();

    @BeforeEach
    void anAccount() throws IOException {
        try (MailStore store = open()) {
            append(store);
        }
        maildir = root.resolve("alice@example.com");
        tmp = maildir.resolve("tmp");
        listed.clear();
    }

    private MailStore open() throws IOException {
        Disk disk = new PassingDisk(new RealDisk(root, SyncPolicy.NEVER)) {
            @Override
            public List<String> list(Path directory) throws IOException {
                listed.add(root.relativize(directory).toString());
                return super.list(directory);
            }
        };
        return MaildirMailStore.open(disk, root, () -> now);
    }

    private static Mailbox inbox(MailStore store) throws IOException {
        return store.create(ALICE).open(MailboxName.INBOX);
    }

    private static UidSet append(MailStore store) throws IOException {
        NewMessage message = NewMessage.of(MessageContent.of(new byte[10]), Instant.EPOCH);
        return inbox(store).append(List.of(message)).uids();
    }

    private String onlyMessage() throws IOException {
        return new RealDisk(root, SyncPolicy.NEVER).list(maildir.resolve("new")).get(0);
    }

    @Test
    void whatIsOldInTmpIsDeletedAtTheFirstWrite() throws IOException {
        Files.createFile(tmp.resolve("1.M1P1Y1.host"));
        Files.createDirectories(tmp.resolve("aside").resolve("cur"));
        Files.createFile(tmp.resolve("aside").resolve("cur").resolve("x"));
        Files.createFile(maildir.resolve("temp.host.1.2.3.dovecot-uidlist.lock"));
        now = now.plus(Duration.ofHours(37));
        try (MailStore store = open()) {
            inbox(store).state();
            assertThat(tmp).as("a look deletes nothing").isNotEmptyDirectory();
            append(store);
        }
        assertThat(tmp).isEmptyDirectory();
        assertThat(maildir.resolve("temp.host.1.2.3.dovecot-uidlist.lock")).doesNotExist();
    }

    @Test
    void whatIsInUseStaysWhateverDateItBears() throws IOException {
        Path file = Files.createFile(tmp.resolve("1.M1P1Y1.host"));
        Files.setLastModifiedTime(file, FileTime.from(Instant.EPOCH));
        Path spooled = Files.createFile(root.resolve(".yubin-spool").resolve("1.M1P1Q1.host"));
        Files.setLastModifiedTime(spooled, FileTime.from(Instant.EPOCH));
        now = now.plus(Duration.ofHours(35));
        try (MailStore store = open()) {
            append(store);
        }
        assertThat(file).exists();
        assertThat(spooled).exists();
        now = now.plus(Duration.ofHours(2));
        open().close();
        assertThat(spooled).doesNotExist();
    }

    @Test
    void aMessageThatIsOnlyInTmpIsMovedAndNotDeleted() throws IOException {
        String base = onlyMessage();
        Files.move(maildir.resolve("new").resolve(base), tmp.resolve(base));
        now = now.plus(Duration.ofHours(37));
        try (MailStore store = open()) {
            append(store);
            assertThat(inbox(store).uids()).hasToString("1:2");
            assertThat(inbox(store).content(1).toByteArray()).isEqualTo(new byte[10]);
        }
        assertThat(tmp).isEmptyDirectory();
    }

    @Test
    void aLinkInTmpToAMessageThatIsInItsPlaceIsDeleted() throws IOException {
        Path file = maildir.resolve("new").resolve(onlyMessage());
        Files.createLink(tmp.resolve(file.getFileName()), file);
        now = now.plus(Duration.ofHours(37));
        try (MailStore store = open()) {
            append(store);
        }
        assertThat(tmp).isEmptyDirectory();
        assertThat(file).exists();
    }

    @Test
    void tmpIsListedAtTheFirstWriteAndOnceADay() throws IOException {
        try (MailStore store = open()) {
            inbox(store).state();
            assertThat(listed).doesNotContain("alice@example.com/tmp");
            append(store);
            append(store);
            now = now.plus(Duration.ofHours(23));
            append(store);
            assertThat(listed).containsOnlyOnce("alice@example.com/tmp");
            now = now.plus(Duration.ofHours(2));
            append(store);
            append(store);
        }
        assertThat(listed.stream().filter("alice@example.com/tmp"::equals)).hasSize(2);
    }
}
