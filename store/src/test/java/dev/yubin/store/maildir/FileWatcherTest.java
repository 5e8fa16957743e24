package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.Lease;
import dev.yubin.store.UidSet;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** What the operating system tells of changes by other programs. */
class FileWatcherTest extends SharedMaildir {
    private static final int PATIENCE = 20;

    @Test
    void aDeliveryByAnotherProgramTicks() throws Exception {
        CountDownLatch ticked = new CountDownLatch(1);
        try (Lease watch = inbox.watch(ticked::countDown)) {
            assertThat(watch).isNotNull();
            other.deliver("1.a", MAIL);
            assertThat(ticked.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
            expectNews(uids(1), UidSet.EMPTY);
        }
    }

    @Test
    void aDeliveryByAnotherStoreTicks() throws Exception {
        CountDownLatch ticked = new CountDownLatch(1);
        try (Lease watch = inbox.watch(ticked::countDown)) {
            assertThat(watch).isNotNull();
            append(twin);
            assertThat(ticked.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
            expectNews(uids(1), UidSet.EMPTY);
        }
    }

    @Test
    void aWatchThatIsClosedTicksNoMore() throws Exception {
        AtomicInteger closed = new AtomicInteger();
        CountDownLatch ticked = new CountDownLatch(1);
        Lease first = inbox.watch(closed::incrementAndGet);
        try (Lease second = inbox.watch(ticked::countDown)) {
            assertThat(second).isNotNull();
            first.close();
            first.close();
            other.deliver("1.a", MAIL);
            assertThat(ticked.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(closed).hasValue(0);
    }

    @Test
    void theThreadEndsWithTheLastWatchAndComesBackWithTheNext() throws Exception {
        try (FileWatcher watcher = new FileWatcher(root)) {
            for (int i = 0; i < 2; i++) {
                Set<Thread> before = watchThreads();
                Lease one = watcher.watch(List.of(maildir), () -> {});
                Lease two = watcher.watch(List.of(maildir, maildir.resolve("cur")), () -> {});
                Set<Thread> added = watchThreads();
                added.removeAll(before);
                assertThat(added).hasSize(1);
                one.close();
                assertThat(added.iterator().next().isAlive()).isTrue();
                two.close();
                added.iterator().next().join(PATIENCE * 1000);
                assertThat(added.iterator().next().isAlive()).isFalse();
            }
        }
    }

    private static Set<Thread> watchThreads() {
        Set<Thread> threads = new HashSet<>(Thread.getAllStackTraces().keySet());
        threads.removeIf(thread -> !thread.getName().equals("yubin-maildir-watch"));
        return threads;
    }

    @Test
    void whatCannotBeWatchedIsPolledWithOneWarning() throws Exception {
        try (Warnings warnings = new Warnings();
                FileWatcher watcher = new FileWatcher(root)) {
            List<Path> nowhere = List.of(maildir, root.resolve("nowhere"));
            Lease one = watcher.watch(nowhere, () -> {});
            Lease two = watcher.watch(nowhere, () -> {});
            assertThat(warnings.take()).hasSize(1).first().asString().contains("polling only");
            one.close();
            two.close();
        }
        other.deliver("1.a", MAIL);
        expectNews(uids(1), UidSet.EMPTY);
    }

    @Test
    void afterTheStoreIsClosedNothingIsWatchedAndAllIsPolled() throws Exception {
        try (Warnings warnings = new Warnings()) {
            MaildirMailStore store = store(disk());
            var mailbox = store.create(USER).open(dev.yubin.store.MailboxName.INBOX);
            store.close();
            try (Lease watch = mailbox.watch(() -> {})) {
                assertThat(watch).isNotNull();
                other.deliver("1.a", MAIL);
                assertThat(mailbox.uids()).isEqualTo(uids(1));
            }
            assertThat(warnings.take()).hasSize(1);
        }
    }

    @Test
    void locksAndTemporaryFilesDoNotTick() throws Exception {
        AtomicInteger ticks = new AtomicInteger();
        CountDownLatch ticked = new CountDownLatch(1);
        try (FileWatcher watcher = new FileWatcher(root);
                Lease watch = watcher.watch(List.of(maildir), () -> {
                    ticks.incrementAndGet();
                    ticked.countDown();
                })) {
            assertThat(watch).isNotNull();
            for (int i = 0; i < 20; i++) {
                Files.createFile(maildir.resolve(UidList.LOCK));
                Files.delete(maildir.resolve(UidList.LOCK));
            }
            Files.createFile(maildir.resolve("temp.x"));
            Files.move(maildir.resolve("temp.x"), maildir.resolve("final"));
            assertThat(ticked.await(PATIENCE, TimeUnit.SECONDS)).isTrue();
            assertThat(ticks).hasValue(1);
        }
    }
}
