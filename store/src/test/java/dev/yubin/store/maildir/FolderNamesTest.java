package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.store.MailboxName;
import dev.yubin.store.StoreException;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FolderNamesTest {
    @ParameterizedTest
    @CsvSource({
        "Sub, .Sub",
        "Sub/folder, .Sub.folder",
        "inbox/x, .INBOX.x",
        "日本語/b, .&ZeVnLIqe-.b",
        "a/é/é, .a.&AOk-.&AOk-",
        "~root, .~root",
        "a&b, .a&-b"
    })
    void aMailboxHasOneDirectory(String mailbox, String directory) throws Exception {
        MailboxName name = MailboxName.of(mailbox);
        assertThat(FolderNames.directoryOf(name)).isEqualTo(directory);
        assertThat(FolderNames.mailboxOf(directory)).contains(name);
    }

    @Test
    void inboxIsTheMaildirItselfAndHasNoOther() throws Exception {
        assertThat(FolderNames.directoryOf(MailboxName.INBOX)).isEmpty();
        assertThat(FolderNames.mailboxOf(".INBOX")).isEmpty();
        assertThat(FolderNames.mailboxOf("")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ".",
                "..",
                "..x",
                ".x.",
                ".x..y",
                "..DOVECOT-TRASHED",
                "cur",
                "new",
                "tmp",
                "x",
                ".inbox",
                ".inbox.x",
                ".a/b",
                "./x",
                ".&",
                ".&AC8-",
                ".&AAA-",
                ".日本語",
                ".e\u0301",
                ".&AGUDAQ-"
            })
    void whatIsNoFolderIsNoMailbox(String directory) {
        assertThat(FolderNames.mailboxOf(directory)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {".", "..", "a.b", "a/../b", "../../etc", ".hidden", "x/.", "\ud800"})
    void aNameThatMaildirCannotKeepIsALimit(String mailbox) {
        assertLimit(MailboxName.of(mailbox));
    }

    @Test
    void theLongestNameIs255Octets() throws Exception {
        assertThat(FolderNames.directoryOf(MailboxName.of("x".repeat(254)))).hasSize(255);
        assertLimit(MailboxName.of("x".repeat(255)));
        assertLimit(MailboxName.of("日".repeat(100)));
    }

    @Test
    void anyNameIsALimitOrComesBackAndStaysInTheMaildir() {
        Random random = new Random(7);
        Path root = Path.of("/srv/mail/a@b.example");
        String signs = "ab.&~-,/ \\é日😀İ";
        for (int round = 0; round < 5_000; round++) {
            int[] points = signs.codePoints().toArray();
            String path = random.ints(1 + random.nextInt(8), 0, points.length)
                    .map(i -> points[i])
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString();
            try {
                MailboxName name = MailboxName.of(path);
                String directory = FolderNames.directoryOf(name);
                assertThat(FolderNames.mailboxOf(directory)).contains(name);
                assertThat(root.resolve(directory).normalize().getParent()).isEqualTo(root);
            } catch (IllegalArgumentException noName) {
                assertThat(path).matches("/.*|.*/|.*//.*");
            } catch (StoreException e) {
                assertThat(path).contains(".");
            }
        }
    }

    private static void assertLimit(MailboxName name) {
        assertThatThrownBy(() -> FolderNames.directoryOf(name))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.LIMIT));
    }
}
