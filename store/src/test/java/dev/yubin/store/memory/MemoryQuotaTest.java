package dev.yubin.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.Delivery;
import dev.yubin.store.Expunge;
import dev.yubin.store.Flag;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import dev.yubin.store.Quota;
import dev.yubin.store.Quota.Resource;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.UidSet;
import dev.yubin.store.Verdict;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MemoryQuotaTest extends StoreFixture {
    private static final int MANY = MailboxCommits.SMALL + 1;
    private final Quota quota = bob().feature(Quota.class).orElseThrow();

    @Test
    void usageFollowsEveryCommit() throws IOException {
        assertUsage(0, 1);
        Mailbox inbox = inbox();
        append(inbox, 3);
        Mailbox archive = archive();
        assertUsage(3, 2);
        inbox.copy(UidSet.of(1), archive);
        assertUsage(4, 2);
        inbox.move(UidSet.of(2), archive);
        inbox.move(UidSet.of(3), inbox);
        assertUsage(4, 2);
        inbox.expunge(UidSet.of(1), Expunge.ANY);
        assertUsage(3, 2);
        store.deliver(List.of(Delivery.toInbox(BOB, Instant.EPOCH)), CONTENT);
        assertUsage(4, 2);
        Mailbox carols = store.create(CAROL).open(MailboxName.INBOX);
        archive.move(UidSet.of(1), carols);
        assertUsage(3, 2);
        carols.move(UidSet.ALL, archive);
        assertUsage(4, 2);
        bob().rename(ARCHIVE, MailboxName.of("Other"));
        assertUsage(4, 2);
        append(archive, MANY);
        archive.move(UidSet.ALL, inbox);
        append(archive, 5);
        assertUsage(4 + MANY + 5, 2);
        bob().delete(MailboxName.of("Other"));
        assertUsage(4 + MANY, 1);
        inbox.expunge(UidSet.ALL, Expunge.ANY);
        assertUsage(0, 1);
    }

    @Test
    void whatWouldExceedALimitIsRefusedAndLeavesNothingBehind() throws IOException {
        Mailbox inbox = inbox();
        Mailbox archive = archive();
        Mailbox carols = store.create(CAROL).open(MailboxName.INBOX);
        append(carols, MANY);
        append(inbox, 2);
        quota.setLimit(Resource.MESSAGE, OptionalLong.of(3));
        quota.setLimit(Resource.MAILBOX, OptionalLong.of(2));
        assertFails(Kind.OVERQUOTA, () -> append(inbox, 2));
        assertFails(Kind.OVERQUOTA, () -> append(inbox, MANY));
        assertFails(Kind.OVERQUOTA, () -> inbox.copy(UidSet.ALL, archive));
        assertFails(Kind.OVERQUOTA, () -> carols.move(UidSet.range(1, 2), archive));
        assertFails(Kind.OVERQUOTA, () -> carols.move(UidSet.ALL, archive));
        assertFails(Kind.OVERQUOTA, () -> bob().create(MailboxName.of("Third")));
        assertUsage(2, 2);
        assertThat(uids(inbox)).containsExactly(1L, 2L);
        assertThat(archive.state().messages()).isZero();
        assertThat(carols.state().messages()).isEqualTo(MANY);
        assertThat(bob().mailboxes()).hasSize(2);
        inbox.move(UidSet.ALL, archive);
        append(inbox, 1);
        assertUsage(3, 2);
    }

    @Test
    void aLimitBelowWhatIsInUseOnlyStopsGrowth() throws IOException {
        Mailbox inbox = inbox();
        append(inbox, 5);
        quota.setLimit(Resource.STORAGE, OptionalLong.of(4));
        assertFails(Kind.OVERQUOTA, () -> append(inbox, 1));
        inbox.append(List.of(NewMessage.of(MessageContent.of(new byte[0]), Instant.EPOCH)));
        inbox.move(UidSet.of(1), archive());
        inbox.expunge(UidSet.range(1, 5), Expunge.ANY);
        assertFails(Kind.OVERQUOTA, () -> append(inbox, 1));
        quota.setLimit(Resource.STORAGE, OptionalLong.empty());
        append(inbox, 1);
        assertThat(quota.limits()).isEmpty();
    }

    @Test
    void whatWouldBeRefusedIsToldBefore() throws IOException {
        quota.setLimit(Resource.STORAGE, OptionalLong.of(10));
        append(inbox(), 2);
        assertThat(quota.wouldExceed(4)).isFalse();
        assertThat(quota.wouldExceed(5)).isTrue();
        Verdict verdict = store.deliver(List.of(Delivery.toInbox(BOB, Instant.EPOCH)), MessageContent.of(new byte[5]))
                .get(0);
        assertThat(StoreException.kindOf(verdict.failure().orElseThrow())).isEqualTo(Kind.OVERQUOTA);
    }

    @Test
    void deliveriesToSeveralMailboxesNeverExceedTheLimitTogether() throws Exception {
        int limit = 1000;
        quota.setLimit(Resource.MESSAGE, OptionalLong.of(limit));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<Integer>> writers = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                MailboxName name = MailboxName.of("box" + i);
                bob().create(name);
                Mailbox own = bob().open(name);
                int batch = 1 + i;
                writers.add(threads.submit(() -> fill(own, batch)));
            }
            int delivered = 0;
            for (Future<Integer> writer : writers) {
                delivered += writer.get(30, TimeUnit.SECONDS);
            }
            // Each stopped when one more batch of its own was too much, the last one at the limit.
            assertThat(delivered).isEqualTo(limit);
            assertThat(quota.usage()).containsEntry(Resource.MESSAGE, (long) limit);
        } finally {
            threads.shutdownNow();
        }
    }

    private int fill(Mailbox mailbox, int batch) throws IOException {
        int delivered = 0;
        int expunged = 0;
        try {
            while (true) {
                long uid = append(mailbox, batch, Flag.SEEN).first(0);
                delivered += batch;
                assertThat(quota.usage().get(Resource.MESSAGE)).isLessThanOrEqualTo(1000);
                if (delivered % 7 == 0 && expunged < 20) {
                    mailbox.expunge(UidSet.of(uid), Expunge.ANY);
                    delivered--;
                    expunged++;
                }
            }
        } catch (StoreException e) {
            assertThat(e.kind()).isEqualTo(Kind.OVERQUOTA);
            return batch == 1 ? delivered : delivered + fill(mailbox, 1);
        }
    }

    private void assertUsage(long messages, long mailboxes) throws IOException {
        assertThat(quota.usage())
                .isEqualTo(Map.of(
                        Resource.MESSAGE, messages,
                        Resource.STORAGE, messages * CONTENT.size(),
                        Resource.MAILBOX, mailboxes));
    }
}
