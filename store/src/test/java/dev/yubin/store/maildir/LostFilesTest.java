package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.Flag;
import dev.yubin.store.MailAccount;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxInfo;
import dev.yubin.store.MailboxName;
import dev.yubin.store.Quota;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Files of an account that get lost, or are left behind by a crash. */
class LostFilesTest extends SharedMaildir {
    private static final MailboxName WORK = MailboxName.of("Work");

    private final Warnings warnings = new Warnings();
    private MailAccount account;

    @BeforeEach
    void twoMailboxes() throws Exception {
        account = reopen();
        account.create(WORK);
        append(account.open(WORK), Flag.SEEN);
        append(Flag.SEEN);
        append();
    }

    @AfterEach
    void stopLogging() {
        warnings.close();
    }

    private MailAccount reopen() throws IOException {
        return store(disk()).account(USER).orElseThrow();
    }

    private static List<String> names(MailAccount of) throws IOException {
        return of.mailboxes().stream().map(info -> info.name().toString()).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INBOX", "Work"})
    void withBothFilesLostTheUidValidityIsHigherThanAnyBefore(String name) throws Exception {
        Mailbox lost = account.open(MailboxName.of(name));
        Map<Long, String> contents = contents(lost);
        long highest =
                Math.max(inbox.state().uidValidity(), account.open(WORK).state().uidValidity());
        Path folder = name.equals("INBOX") ? maildir : maildir.resolve("." + name);
        // Even if no time has passed, or the clock has been put back.
        InstantSource past = InstantSource.fixed(Instant.ofEpochSecond(highest - 100));
        for (int i = 0; i < 3; i++) {
            Files.delete(folder.resolve(IndexFile.NAME));
            Files.delete(folder.resolve(UidList.NAME));
            Mailbox now = MaildirMailStore.open(disk(), root, past).create(USER).open(MailboxName.of(name));
            assertThat(now.state().uidValidity()).isGreaterThan(highest);
            assertThat(contents(now).values()).containsExactlyInAnyOrderElementsOf(contents.values());
            highest = now.state().uidValidity();
        }
        assertThat(reopen().open(MailboxName.of(name)).state().uidValidity()).isEqualTo(highest);
    }

    @Test
    void withTheIndexLostAndTheClockPutBackNoModSeqGoesBack() throws Exception {
        long modSeq = inbox.state().highestModSeq();
        Files.delete(maildir.resolve(IndexFile.NAME));
        InstantSource past = InstantSource.fixed(Instant.now().minusSeconds(5000));
        Mailbox now = MaildirMailStore.open(disk(), root, past).create(USER).open(MailboxName.INBOX);
        assertThat(now.state().highestModSeq()).isGreaterThan(modSeq);
        assertThat(now.uids()).isEqualTo(UidSet.range(1, 2));
        long before = now.state().highestModSeq();
        append(now);
        assertThat(now.state().highestModSeq()).isGreaterThan(before);
    }

    @Test
    void theCounterOfUidValiditiesIsFoundAgainFromTheMailboxes() throws Exception {
        try (DirectoryStream<Path> counters = Files.newDirectoryStream(maildir, "dovecot-uidvalidity*")) {
            for (Path counter : counters) {
                Files.delete(counter);
            }
        }
        long highest =
                Math.max(inbox.state().uidValidity(), account.open(WORK).state().uidValidity());
        MailboxName fresh = MailboxName.of("Fresh");
        account.create(fresh);
        assertThat(account.open(fresh).state().uidValidity()).isGreaterThan(highest);
    }

    @Test
    void withoutSubscriptionsNothingIsSubscribedAndAllIsThere() throws Exception {
        account.subscribe(WORK, true);
        assertThat(account.mailboxes().stream().filter(MailboxInfo::subscribed)).hasSize(1);
        Files.delete(maildir.resolve("subscriptions"));
        assertThat(account.mailboxes().stream().filter(MailboxInfo::subscribed)).isEmpty();
        assertThat(names(account)).containsExactly("INBOX", "Work");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\0\0\0", "nonsense\n5 5", "1000S\n1 x\n"})
    void aQuotaFileThatMakesNoSenseIsCountedAnew(String content) throws Exception {
        Files.writeString(maildir.resolve("maildirsize"), content);
        Quota quota = reopen().feature(Quota.class).orElseThrow();
        assertThat(quota.usage()).containsEntry(Quota.Resource.MESSAGE, 3L);
        assertThat(quota.usage()).containsEntry(Quota.Resource.STORAGE, 3L * MAIL.length());
    }

    @Test
    void anIdThatWasCutOffIsNotTold() throws Exception {
        Mailbox work = account.open(WORK);
        Path list = maildir.resolve(".Work").resolve(UidList.NAME);
        String header = UidListText.header(Files.readString(list));
        Files.writeString(list, header.substring(0, header.length() - 5));
        MailAccount later = reopen();
        assertThat(later.mailboxes().get(1).id()).contains(work.id());
        assertThat(later.open(WORK).uids()).isEqualTo(uids(1));
    }

    @Test
    void theLockOfAProcessThatIsNoMoreIsOverridden() throws Exception {
        LockHolder self = LockHolder.self();
        for (String lock : List.of(UidList.LOCK, "yubin-account.lock")) {
            // No process has this number.
            Files.writeString(maildir.resolve(lock), "999999999:" + self.host());
        }
        assertThat(append()).isEqualTo(3);
        account.create(MailboxName.of("New"));
        assertThat(twin.uids()).isEqualTo(UidSet.range(1, 3));
    }

    @Test
    void aRenameWithChildrenIsFinishedAfterACrashAtAnyStep() throws Exception {
        for (int step = 1; ; step++) {
            String tree = "t" + step;
            for (String name : List.of(tree, tree + "/a", tree + "/a/b")) {
                account.create(MailboxName.of(name));
                append(account.open(MailboxName.of(name)));
            }
            CrashingDisk crashing = new CrashingDisk(disk(), step);
            MailAccount doomed = store(crashing).account(USER).orElseThrow();
            boolean done = false;
            try {
                crashing.arm();
                doomed.rename(MailboxName.of(tree), MailboxName.of("r" + step));
                done = true;
            } catch (IOException e) {
                assertThat(crashing.hasCrashed()).isTrue();
            }
            deleteLocks();
            String now = Files.exists(maildir.resolve(".t" + step)) && !Files.exists(maildir.resolve("yubin-renames"))
                    ? tree
                    : "r" + step;
            List<String> names = names(reopen());
            assertThat(names)
                    .as("crash at " + step)
                    .containsExactlyInAnyOrder("INBOX", "Work", now, now + "/a", now + "/a/b");
            assertThat(maildir.resolve("yubin-renames")).doesNotExist();
            assertThat(reopen().open(MailboxName.of(now + "/a/b")).uids()).isEqualTo(uids(1));
            for (String name : List.of(now, now + "/a", now + "/a/b")) {
                reopen().delete(MailboxName.of(name));
            }
            if (done) {
                assertThat(step).isGreaterThan(5);
                return;
            }
        }
    }

    /** Those of a process that ended would be overridden; these are of this one, which has not. */
    private void deleteLocks() throws IOException {
        try (Stream<Path> all = Files.walk(maildir)) {
            for (Path path :
                    all.filter(each -> each.toString().endsWith(".lock")).toList()) {
                Files.delete(path);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\0\0\0\0", ".Work", ".Work\t../../etc\n", ".None\t.Nowhere\n", ".Work\t.Work\n"})
    void aListOfRenamesThatMakesNoSenseLeavesAllAsItIs(String content) throws Exception {
        Files.writeString(maildir.resolve(FolderRenames.NAME), content);
        assertThat(names(account)).containsExactly("INBOX", "Work");
        assertThat(maildir.resolve(FolderRenames.NAME)).doesNotExist();
        assertThat(account.open(WORK).uids()).isEqualTo(uids(1));
    }

    @Test
    void aRenameWhoseTargetAnotherProgramHasTakenIsGivenUp() throws Exception {
        account.create(MailboxName.of("Taken"));
        account.create(MailboxName.of("Free"));
        Files.writeString(maildir.resolve(FolderRenames.NAME), ".Work\t.Taken\n.Free\t.Freed\n");
        assertThat(names(account)).containsExactly("Freed", "INBOX", "Taken", "Work");
        assertThat(warnings.take()).hasSize(1);
        assertThat(names(account)).hasSize(4);
        assertThat(account.open(WORK).uids()).isEqualTo(uids(1));
    }
}
