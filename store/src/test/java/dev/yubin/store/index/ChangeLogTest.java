package dev.yubin.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.ChangePage;
import dev.yubin.store.ChangePosition;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.UidSet;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class ChangeLogTest {
    private final ChangeLog log = new ChangeLog(1);
    private MessageTree<Message> tree = MessageTree.empty();
    private long modSeq = 1;

    @Test
    void whatIsForgottenIsReset() {
        for (int i = 0; i < ChangeLog.CAPACITY; i++) {
            append(1);
        }
        assertThat(page(ChangePosition.afterCommit(1), 5).reset()).isFalse();
        append(1);
        ChangePage tooOld = page(ChangePosition.afterCommit(1), 5);
        assertThat(tooOld.reset()).isTrue();
        assertThat(tooOld.next()).isEqualTo(ChangePosition.afterCommit(modSeq));
        assertThat(page(ChangePosition.afterCommit(2), 5).reset()).isFalse();
    }

    @Test
    void whoStoppedWithinACommitThatIsForgottenIsReset() {
        append(3);
        ChangePosition within = page(ChangePosition.afterCommit(1), 2).next();
        assertThat(within).isEqualTo(ChangePosition.within(2, 2));
        for (int i = 0; i < ChangeLog.CAPACITY; i++) {
            append(1);
        }
        assertThat(page(within, 5).reset()).isTrue();
    }

    @Test
    void theWholeRingIsReadInOrder() {
        for (int i = 0; i < ChangeLog.CAPACITY + 100; i++) {
            append(1);
        }
        ChangePosition position = ChangePosition.afterCommit(modSeq - ChangeLog.CAPACITY);
        long expected = modSeq - ChangeLog.CAPACITY + 1;
        boolean end = false;
        while (!end) {
            ChangePage page = page(position, 7);
            for (MessageMeta meta : page.changed()) {
                assertThat(meta.modSeq()).isEqualTo(expected++);
            }
            position = page.next();
            end = page.atEnd();
        }
        assertThat(expected).isEqualTo(modSeq + 1);
    }

    @Test
    void whatWasTouchedAgainComesOnceAtItsLaterPlace() {
        append(2);
        touch(1);
        ChangePage page = page(ChangePosition.afterCommit(1), 10);
        assertThat(page.changed()).extracting(MessageMeta::uid).containsExactly(2L, 1L);
        assertThat(page.atEnd()).isTrue();
    }

    @Test
    void aPageThatIsFullAtACommitsEndSaysSo() {
        append(2);
        append(1);
        ChangePage page = page(ChangePosition.afterCommit(1), 2);
        assertThat(page.atCommitEnd()).isTrue();
        assertThat(page.atEnd()).isFalse();
        assertThat(page.next()).isEqualTo(ChangePosition.afterCommit(2));
        assertThat(page(page.next(), 1).atEnd()).isTrue();
    }

    @Test
    void theRangesOfAllCommitsAreBounded() {
        append(1000);
        ChangePosition start = ChangePosition.afterCommit(modSeq);
        touchEverySecond(10_000, 1);
        assertThat(page(start, 5).reset()).isFalse();
        // Each is a fifth of what the log has room for.
        for (int i = 0; i < 8; i++) {
            touchEverySecond(ChangeLog.MAX_RANGES / 5, 1);
        }
        assertThat(page(start, 5).reset()).isTrue();
        assertThat(page(ChangePosition.afterCommit(modSeq - 4), 5).reset()).isFalse();
        assertThat(page(ChangePosition.afterCommit(modSeq - 5), 5).reset()).isTrue();
    }

    @Test
    void aCommitThatIsLargerThanTheLogIsNotRemembered() {
        append(1000);
        touchEverySecond(ChangeLog.MAX_RANGES, 1);
        assertThat(page(ChangePosition.afterCommit(modSeq - 1), 5).reset()).isTrue();
        assertThat(page(ChangePosition.afterCommit(modSeq), 5).reset()).isFalse();
        touch(1);
        ChangePage page = page(ChangePosition.afterCommit(modSeq - 1), 5);
        assertThat(page.changed()).extracting(MessageMeta::uid).containsExactly(1L);
        assertThat(page.atEnd()).isTrue();
    }

    @Test
    void aPageLooksAtABoundedNumberOfEntriesInVain() {
        append(100_000);
        ChangePosition position = ChangePosition.afterCommit(1);
        touch(1, 99_999);
        List<Long> uids = new ArrayList<>();
        int empty = 0;
        ChangePage page;
        do {
            ChangePosition before = position;
            page = page(before, 10);
            position = page.next();
            assertThat(page.atEnd() || position.compareTo(before) > 0).isTrue();
            assertThat(position.modSeq() > 2 || position.uid() - Math.max(0, before.uid() % UidSet.MAX_UID) <= 2000)
                    .as("a step from " + before + " to " + position)
                    .isTrue();
            page.changed().forEach(meta -> uids.add(meta.uid()));
            empty += page.changed().isEmpty() ? 1 : 0;
        } while (!page.atEnd());
        assertThat(empty).isGreaterThan(90);
        assertThat(uids).hasSize(100_000).doesNotHaveDuplicates();
        assertThat(uids.get(0)).isEqualTo(100_000);
    }

    @Test
    void aCommitMayRemoveMessagesAndAddOthers() {
        append(3);
        ChangePosition position = ChangePosition.afterCommit(modSeq);
        modSeq++;
        tree = tree.update(1, 3, message -> null);
        for (long uid = 4; uid <= 6; uid++) {
            tree = tree.with(message(uid));
        }
        log.add(modSeq, UidSet.range(4, 6), UidSet.range(1, 3));
        List<String> pages = new ArrayList<>();
        ChangePage page;
        do {
            page = page(position, 2);
            position = page.next();
            pages.add(page.vanished() + " "
                    + page.changed().stream().map(MessageMeta::uid).toList());
        } while (!page.atEnd());
        assertThat(pages).containsExactly("1:2 []", "3 [4]", " [5, 6]");
    }

    @Test
    void readersSeeAWholeLogWhileItIsWritten() throws Exception {
        append(8);
        AtomicReference<Moment> newest = new AtomicReference<>(new Moment(tree, modSeq));
        AtomicBoolean done = new AtomicBoolean();
        ExecutorService threads = Executors.newSingleThreadExecutor();
        try {
            Future<Integer> reader = threads.submit(() -> {
                int pages = 0;
                ChangePosition position = ChangePosition.afterCommit(1);
                // Each commit touches all, so that the newest is the only one with entries: all of them.
                while (!done.get() || pages == 0) {
                    Moment seen = newest.get();
                    ChangePage page = log.page(position, 100, seen.tree, seen.modSeq);
                    if (!page.reset() && page.atEnd() && position.modSeq() < seen.modSeq) {
                        assertThat(page.changed()).hasSize(8);
                        pages++;
                    }
                    position = page.next();
                }
                return pages;
            });
            for (int i = 0; i < 50_000; i++) {
                modSeq++;
                tree = tree.update(1, 8, old -> message(old.meta().uid()));
                log.add(modSeq, UidSet.range(1, 8), UidSet.EMPTY);
                newest.set(new Moment(tree, modSeq));
            }
            done.set(true);
            assertThat(reader.get(30, TimeUnit.SECONDS)).isPositive();
        } finally {
            threads.shutdownNow();
        }
    }

    private record Moment(MessageTree<Message> tree, long modSeq) {}

    private ChangePage page(ChangePosition after, int limit) {
        return log.page(after, limit, tree, modSeq);
    }

    private void append(int count) {
        modSeq++;
        long first = tree.count() + 1;
        for (long uid = first; uid < first + count; uid++) {
            tree = tree.with(message(uid));
        }
        log.add(modSeq, UidSet.range(first, first + count - 1), UidSet.EMPTY);
    }

    private void touch(long uid) {
        touch(uid, uid);
    }

    private void touch(long first, long last) {
        modSeq++;
        tree = tree.update(first, last, old -> message(old.meta().uid()));
        log.add(modSeq, UidSet.range(first, last), UidSet.EMPTY);
    }

    private void touchEverySecond(int count, long from) {
        modSeq++;
        UidSet.Builder uids = new UidSet.Builder();
        for (int i = 0; i < count; i++) {
            uids.add(from + 2L * i);
        }
        log.add(modSeq, uids.build(), UidSet.EMPTY);
    }

    private Message message(long uid) {
        MessageMeta meta =
                MessageMeta.builder(uid, 1, Instant.EPOCH).modSeq(modSeq).build();
        return new Message(meta);
    }

    private record Message(MessageMeta meta) implements IndexEntry {}
}
