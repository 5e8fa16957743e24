package dev.yubin.bench;

import dev.yubin.store.AccountName;
import dev.yubin.store.Delivery;
import dev.yubin.store.Expunge;
import dev.yubin.store.Expunged;
import dev.yubin.store.Flag;
import dev.yubin.store.FlagChange;
import dev.yubin.store.FlagOutcome;
import dev.yubin.store.MailStore;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MessageContent;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.NewMessage;
import dev.yubin.store.UidSet;
import dev.yubin.store.Verdict;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What one operation costs, by the size of the mailbox; a subclass says in which store.
 *
 * <p>An iteration is one batch of operations, timed as a whole. Between batches, off the clock, the mailbox gets its
 * size back: the oldest messages go, or new ones come. So neither its size nor what a store remembers of the past drifts
 * away. All messages share one content.
 *
 * <p>A batch goes to random messages among {@value #NEIGHBOURS} neighbours, as clients do, who work on a screen of a
 * mailbox. So it is the mailbox that is larger and not what is touched: a mailbox of 1,000 fits into a processor's
 * cache, one of 100,000 does not, and messages from anywhere in it show memory rather than the store. They are measured
 * too, for information.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 2, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 30, batchSize = MailboxOperations.BATCH)
@Measurement(iterations = 300, batchSize = MailboxOperations.BATCH)
public abstract class MailboxOperations {
    /** Operations in a batch: enough to time, few against the number of messages. */
    static final int BATCH = 200;

    /** How many messages lie close together. */
    static final int NEIGHBOURS = 1000;

    private static final AccountName ALICE = AccountName.of("alice", "example.com");
    private static final Duration WARM_UP = Duration.ofSeconds(4);
    private static final Instant DATE = Instant.parse("2026-11-23T00:30:00Z");
    private static final MessageContent CONTENT = MessageContent.of(new byte[1024]);
    private static final FlagChange FLAG = FlagChange.add(Flag.FLAGGED);
    private static final FlagChange UNFLAG = FlagChange.remove(Flag.FLAGGED);

    /** How many messages the mailbox has. */
    @Param({"1000", "100000", "1000000"})
    public int size;

    /** Where a batch finds its messages. */
    @Param({"NEIGHBOURS", "ANYWHERE"})
    public Reach reach;

    private final Random random = new Random(4711);
    private final List<Target> targets = new ArrayList<>();
    private MailStore store;
    private Mailbox mailbox;
    private int next;
    private MessageMeta seen;

    /** An empty store. */
    protected abstract MailStore createStore() throws IOException;

    /**
     * Makes the mailbox, after all operations have run for a while on a smaller one: so the compiler has done its work,
     * and the same for each size, before anything is timed.
     */
    @Setup(Level.Trial)
    public void open() throws IOException {
        int wanted = size;
        size = 10 * NEIGHBOURS;
        openStore();
        long end = System.nanoTime() + WARM_UP.toNanos();
        while (System.nanoTime() < end) {
            runAll();
        }
        close();
        size = wanted;
        openStore();
    }

    void openStore() throws IOException {
        store = createStore();
        mailbox = store.create(ALICE).open(MailboxName.INBOX);
    }

    private void runAll() throws IOException {
        prepareBatch();
        for (int i = 0; i < BATCH; i++) {
            deliver();
        }
        prepareBatch();
        for (int i = 0; i < BATCH; i++) {
            lookUp();
            next--;
            changeFlag();
            next--;
            expunge();
        }
    }

    /** Closes the store. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        store.close();
    }

    /** Gives the mailbox its size, and chooses the messages that the next batch deals with. */
    @Setup(Level.Iteration)
    public void prepareBatch() throws IOException {
        resize();
        long[] uids = mailbox.uids().toArray();
        int within = reach == Reach.ANYWHERE ? size : NEIGHBOURS;
        int start = random.nextInt(size - within + 1);
        targets.clear();
        for (int at : random.ints(start, start + within).distinct().limit(BATCH).toArray()) {
            UidSet one = UidSet.of(uids[at]);
            mailbox.scan(one, this::see);
            targets.add(new Target(one, seen.flags().contains(Flag.FLAGGED) ? UNFLAG : FLAG));
        }
        next = 0;
    }

    private void resize() throws IOException {
        int surplus = (int) mailbox.state().messages() - size;
        if (surplus > 0) {
            mailbox.expunge(UidSet.of(Arrays.copyOf(mailbox.uids().toArray(), surplus)), Expunge.ANY);
        } else {
            mailbox.append(Collections.nCopies(-surplus, NewMessage.of(CONTENT, DATE)));
        }
    }

    /** A mail of 1 KiB for one recipient. */
    @Benchmark
    public List<Verdict> deliver() {
        return store.deliver(List.of(Delivery.toInbox(ALICE, DATE)), CONTENT);
    }

    /** One flag of one message, set or taken away. */
    @Benchmark
    public FlagOutcome changeFlag() throws IOException {
        Target target = targets.get(next++);
        return mailbox.updateFlags(target.uid, target.change, OptionalLong.empty());
    }

    /** One message is removed. */
    @Benchmark
    public Expunged expunge() throws IOException {
        Target target = targets.get(next++);
        return mailbox.expunge(target.uid, Expunge.ANY);
    }

    /** What is known of one message, by its UID. */
    @Benchmark
    public MessageMeta lookUp() throws IOException {
        Target target = targets.get(next++);
        mailbox.scan(target.uid, this::see);
        return seen;
    }

    private boolean see(MessageMeta meta) {
        seen = meta;
        return true;
    }

    /** Where a batch finds its messages. */
    public enum Reach {
        /** Close together. */
        NEIGHBOURS,
        /** All over the mailbox. */
        ANYWHERE
    }

    /** A message, and a change that changes its flags. */
    private record Target(UidSet uid, FlagChange change) {}
}
