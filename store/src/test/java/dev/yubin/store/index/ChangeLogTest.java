package dev.yubin.store.index;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.ChangePage;
import dev.yubin.store.ChangePosition;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.UidSet;
import java.time.Instant;
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
        modSeq++;
        tree = tree.update(uid, uid, old -> message(uid));
        log.add(modSeq, UidSet.of(uid), UidSet.EMPTY);
    }

    private Message message(long uid) {
        MessageMeta meta =
                MessageMeta.builder(uid, 1, Instant.EPOCH).modSeq(modSeq).build();
        return new Message(meta);
    }

    private record Message(MessageMeta meta) implements IndexEntry {}
}
