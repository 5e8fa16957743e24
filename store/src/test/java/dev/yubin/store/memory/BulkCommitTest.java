package dev.yubin.store.memory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.ChangePosition;
import dev.yubin.store.Expunge;
import dev.yubin.store.Expunged;
import dev.yubin.store.Flag;
import dev.yubin.store.FlagChange;
import dev.yubin.store.FlagChange.Mode;
import dev.yubin.store.FlagOutcome;
import dev.yubin.store.Flags;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.UidMapping;
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Commits of more messages than may be worked out under a mailbox's lock. */
class BulkCommitTest extends StoreFixture {
    private static final int MANY = MailboxCommits.SMALL + 500;
    private static final OptionalLong ALWAYS = OptionalLong.empty();
    private static final Flag[] FLAGS = {Flag.SEEN, Flag.FLAGGED, Flag.DELETED, Flag.of("$Label1")};

    private final long seed = System.nanoTime();
    private final Random random = new Random(seed);
    private final ExecutorService others = Executors.newFixedThreadPool(3);

    @AfterEach
    void stopOthers() {
        others.shutdownNow();
    }

    /** Something that is done to a mailbox, and tells what it did. */
    private interface Operation {
        String on(Mailbox mailbox) throws IOException;
    }

    @Test
    void aBulkCommitIsAsIfItHadAllHappenedWhenItWasPublished() throws IOException {
        for (int round = 0; round < 60; round++) {
            List<Operation> before = operations(5);
            List<Operation> meanwhile = operations(random.nextInt(8));
            boolean deleted = random.nextBoolean();
            Operation bulk = bulkOperation(deleted);
            MemoryMailbox interrupted = fresh();
            MemoryMailbox inOrder = fresh();
            for (MemoryMailbox each : List.of(interrupted, inOrder)) {
                append(each, MANY + 200, deleted ? Flag.DELETED : Flag.SEEN);
                apply(before, each);
            }
            Map<Long, Flags> known = contents(interrupted);
            ChangePosition position = now(interrupted);
            AtomicInteger interruptions = new AtomicInteger();
            interrupted.commits().workedOut = () -> {
                interruptions.incrementAndGet();
                apply(meanwhile, interrupted);
            };
            String outcome = bulk.on(interrupted);
            assertThat(interruptions).as("bulk commits that were interrupted").hasValue(1);
            apply(meanwhile, inOrder);
            assertThat(outcome).as("seed " + seed).isEqualTo(bulk.on(inOrder));
            assertThat(contents(interrupted)).as("seed " + seed).isEqualTo(contents(inOrder));
            assertThat(interrupted.state().unseen()).isEqualTo(inOrder.state().unseen());
            assertThat(interrupted.state().keywords()).isEqualTo(inOrder.state().keywords());
            replay(interrupted, known, position);
            assertThat(known).as("seed " + seed).isEqualTo(contents(interrupted));
        }
    }

    private static MemoryMailbox fresh() throws IOException {
        Mailbox inbox = new MemoryMailStore().create(BOB).open(MailboxName.INBOX);
        return inbox.feature(MemoryMailbox.class).orElseThrow();
    }

    private List<Operation> operations(int count) {
        List<Operation> operations = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long first = 1 + random.nextInt(MANY + 20);
            UidSet some = UidSet.range(first, first + random.nextInt(100));
            FlagChange change = FlagChange.of(mode(), Flags.of(flag()));
            Flag flag = flag();
            int number = 1 + random.nextInt(30);
            operations.add(
                    switch (random.nextInt(4)) {
                        case 0 -> mailbox -> "" + append(mailbox, number, flag);
                        case 1 ->
                            mailbox -> "" + mailbox.expunge(some, Expunge.ANY).uids();
                        default -> mailbox -> text(mailbox.updateFlags(some, change, ALWAYS));
                    });
        }
        return operations;
    }

    private Operation bulkOperation(boolean manyDeleted) {
        UidSet set = random.nextBoolean() ? UidSet.ALL : everyUidBut(random.nextInt(200));
        FlagChange change = FlagChange.of(mode(), Flags.of(flag(), flag()));
        // The setup makes a bulk commit and up to five small ones.
        OptionalLong since = random.nextBoolean() ? ALWAYS : OptionalLong.of((1 << 20) + 1 + random.nextInt(7));
        return switch (random.nextInt(4)) {
            case 0 -> mailbox -> "" + mailbox.expunge(set, Expunge.ANY).uids();
            case 1 -> {
                // Few that are deleted are no bulk.
                Expunge which = manyDeleted ? Expunge.DELETED_ONLY : Expunge.ANY;
                yield mailbox -> "" + mailbox.expunge(set, which).uids();
            }
            default -> mailbox -> text(mailbox.updateFlags(set, change, since));
        };
    }

    private static UidSet everyUidBut(long uid) {
        return new UidSet.Builder()
                .addRange(1, uid + 1)
                .addRange(uid + 3, MANY + 500)
                .build();
    }

    private static String text(FlagOutcome outcome) {
        List<String> changed = new ArrayList<>();
        for (MessageMeta meta : outcome.changed()) {
            changed.add(meta.uid() + " " + meta.flags());
        }
        return changed + " " + outcome.failed() + " " + outcome.missing();
    }

    private static void apply(List<Operation> operations, Mailbox mailbox) {
        try {
            for (Operation operation : operations) {
                operation.on(mailbox);
            }
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private Mode mode() {
        return Mode.values()[random.nextInt(3)];
    }

    private Flag flag() {
        return FLAGS[random.nextInt(FLAGS.length)];
    }

    @Test
    void pointOperationsGoOnWhileABulkCommitIsWorkedOut() throws Exception {
        MemoryMailbox source = inbox();
        MemoryMailbox target = archive();
        append(source, MANY);
        append(target, 1);
        AtomicInteger done = new AtomicInteger();
        source.commits().workedOut = () -> elsewhere(() -> {
            for (Mailbox each : List.of(source, target)) {
                long uid = append(each, 2).first(0);
                each.updateFlags(UidSet.of(uid), FlagChange.add(Flag.FLAGGED), ALWAYS);
                each.move(UidSet.of(uid), each == source ? target : source);
                each.expunge(UidSet.of(uid + 1), Expunge.ANY);
                each.changesSince(ChangePosition.afterCommit(1), 10);
            }
            return done.incrementAndGet();
        });
        source.updateFlags(UidSet.ALL, FlagChange.add(Flag.SEEN), ALWAYS);
        assertThat(done).hasValue(1);
        append(source, MANY);
        assertThat(done.get())
                .as("an append that found the mailbox further on tries again")
                .isGreaterThan(1);
        int before = done.get();
        source.move(UidSet.range(1, MANY), target);
        assertThat(done.get()).isGreaterThan(before);
        before = done.get();
        long expunged = source.expunge(UidSet.ALL, Expunge.ANY).uids().count();
        assertThat(done.get()).isGreaterThan(before);
        // Each time two messages stay of the four that come in.
        assertThat(source.state().messages() + target.state().messages())
                .isEqualTo(2L * MANY + 1 + done.get() * 2L - expunged);
    }

    /** Does something on another thread, which must not have to wait for this one. */
    private void elsewhere(Callable<?> action) {
        try {
            others.submit(action).get(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("A point operation failed or had to wait", e);
        }
    }

    @Test
    void aBulkAppendLeavesLowerUidsToWhatComesMeanwhile() throws IOException {
        MemoryMailbox mailbox = inbox();
        AtomicInteger small = new AtomicInteger();
        mailbox.commits().workedOut = () -> {
            try {
                small.addAndGet((int) append(mailbox, 3, Flag.SEEN).count());
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        };
        UidSet bulk = append(mailbox, MANY);
        assertThat(bulk.ranges()).isEqualTo(1);
        assertThat(small).as("messages of others, in two tries").hasValue(6);
        List<Long> all = uids(mailbox);
        assertThat(all).hasSize(MANY + 6);
        assertThat(all.get(5)).isLessThan(bulk.first(0));
        assertThat(mailbox.state().uidNext()).isEqualTo(bulk.last(0) + 1);
        assertThat(append(mailbox, 1).first(0)).isGreaterThan(bulk.last(0));
    }

    @Test
    void aBulkMoveTakesMessagesAsTheyAreWhenItIsMade() throws IOException {
        MemoryMailbox source = inbox();
        MemoryMailbox target = archive();
        append(source, MANY);
        append(target, 5);
        AtomicInteger tries = new AtomicInteger();
        source.commits().workedOut = () -> {
            int n = tries.incrementAndGet();
            apply(
                    List.of(
                            mailbox -> text(mailbox.updateFlags(UidSet.of(n), FlagChange.add(Flag.FLAGGED), ALWAYS)),
                            mailbox -> "" + mailbox.expunge(UidSet.of(100 + n), Expunge.ANY),
                            mailbox -> "" + append(mailbox, 1)),
                    source);
        };
        UidMapping mapping = source.move(UidSet.ALL, target);
        assertThat(tries.get()).as("tries").isBetween(2, 10);
        assertThat(mapping.sources().contains(101)).isFalse();
        assertThat(mapping.sources().count()).isEqualTo(mapping.targets().count());
        assertThat(source.state().messages() + target.state().messages()).isEqualTo(MANY + 5);
        long[] sources = mapping.sources().toArray();
        long[] targets = mapping.targets().toArray();
        Map<Long, Flags> moved = contents(target);
        for (int i = 0; i < sources.length; i++) {
            assertThat(moved.get(targets[i]).contains(Flag.FLAGGED))
                    .as("source " + sources[i])
                    .isEqualTo(sources[i] <= tries.get());
        }
    }

    @Test
    void aBulkMoveIsDisturbedByNothingThatIsNotMoved() throws IOException {
        MemoryMailbox source = inbox();
        MemoryMailbox target = archive();
        append(source, MANY + 10);
        AtomicInteger tries = new AtomicInteger();
        source.commits().workedOut = () -> {
            tries.incrementAndGet();
            apply(List.of(mailbox -> "" + append(mailbox, 1), BulkCommitTest::flagTheLast), source);
        };
        source.move(UidSet.range(1, MANY), target);
        assertThat(tries).hasValue(1);
        assertThat(source.state().messages()).isEqualTo(11);
        assertThat(target.state().messages()).isEqualTo(MANY);
    }

    private static String flagTheLast(Mailbox mailbox) throws IOException {
        return text(mailbox.updateFlags(UidSet.of(MANY + 1), FlagChange.add(Flag.SEEN), ALWAYS));
    }

    @Test
    void aMoveWithinAMailboxIsOneCommit() throws IOException {
        MemoryMailbox mailbox = inbox();
        for (int count : new int[] {3, MANY}) {
            append(mailbox, count);
            Map<Long, Flags> known = contents(mailbox);
            ChangePosition position = now(mailbox);
            UidSet all = mailbox.uids();
            UidMapping mapping = mailbox.move(UidSet.ALL, mailbox);
            assertThat(mapping.sources()).isEqualTo(all);
            assertThat(mailbox.uids()).isEqualTo(mapping.targets());
            List<Long> modSeqs = new ArrayList<>();
            mailbox.scan(UidSet.ALL, meta -> modSeqs.add(meta.modSeq()));
            assertThat(modSeqs).containsOnly(mailbox.state().highestModSeq());
            replay(mailbox, known, position);
            assertThat(known).isEqualTo(contents(mailbox));
            mailbox.expunge(UidSet.ALL, Expunge.ANY);
        }
    }

    @Test
    void aBulkCommitOfADeletedMailboxIsGone() throws IOException {
        for (Operation bulk : List.<Operation>of(
                mailbox -> text(mailbox.updateFlags(UidSet.ALL, FlagChange.add(Flag.SEEN), ALWAYS)),
                mailbox -> "" + mailbox.expunge(UidSet.ALL, Expunge.ANY),
                mailbox -> "" + append(mailbox, MANY),
                mailbox -> "" + mailbox.move(UidSet.ALL, inbox()),
                mailbox -> "" + mailbox.move(UidSet.ALL, mailbox))) {
            MemoryMailbox mailbox = archive();
            append(mailbox, MANY);
            mailbox.commits().workedOut = () -> apply(
                    List.of(deleted -> {
                        bob().delete(ARCHIVE);
                        return "";
                    }),
                    mailbox);
            assertFails(Kind.GONE, () -> bulk.on(mailbox));
            assertThat(inbox().state().messages()).isZero();
        }
    }

    @Test
    void bulkAndSmallCommitsOfManyThreadsLoseNothing() throws Exception {
        MemoryMailbox one = inbox();
        MemoryMailbox other = archive();
        append(one, MANY);
        append(other, MANY);
        AtomicBoolean done = new AtomicBoolean();
        List<Future<Integer>> running = new ArrayList<>();
        running.add(others.submit(() -> appendAndChange(one, done)));
        running.add(others.submit(() -> appendAndChange(other, done)));
        running.add(others.submit(() -> {
            Map<Long, Flags> known = contents(one);
            known.clear();
            ChangePosition position = ChangePosition.afterCommit(1);
            int pulls = 0;
            while (!done.get()) {
                long before = one.state().highestModSeq();
                position = replay(one, known, position);
                assertThat(position.modSeq()).isGreaterThanOrEqualTo(before);
                pulls++;
            }
            replay(one, known, position);
            assertThat(known).isEqualTo(contents(one));
            assertThat(pulls).isPositive();
            return 0;
        }));
        try {
            for (int i = 0; i < 15; i++) {
                one.updateFlags(UidSet.ALL, FlagChange.of(mode(), Flags.of(Flag.SEEN)), ALWAYS);
                one.move(UidSet.range(1, UidSet.MAX_UID), other);
                other.updateFlags(UidSet.ALL, FlagChange.add(Flag.FLAGGED), ALWAYS);
                other.move(UidSet.ALL, one);
            }
        } finally {
            done.set(true);
        }
        long appended = 0;
        for (Future<Integer> each : running) {
            appended += each.get(60, TimeUnit.SECONDS);
        }
        assertThat(one.state().messages() + other.state().messages()).isEqualTo(2 * MANY + appended);
    }

    private static int appendAndChange(Mailbox mailbox, AtomicBoolean done) throws IOException {
        int count = 0;
        while (!done.get() && count < 2000) {
            UidSet own = append(mailbox, 2);
            mailbox.updateFlags(own, FlagChange.add(Flag.ANSWERED), ALWAYS);
            count += 2;
        }
        return count;
    }

    @Test
    void anExpungeTellsItsModSeq() throws IOException {
        MemoryMailbox mailbox = inbox();
        for (int count : new int[] {3, MANY}) {
            append(mailbox, count);
            Expunged expunged = mailbox.expunge(UidSet.ALL, Expunge.ANY);
            assertThat(expunged.uids().count()).isEqualTo(count);
            assertThat(expunged.modSeq()).isEqualTo(mailbox.state().highestModSeq());
        }
    }
}
