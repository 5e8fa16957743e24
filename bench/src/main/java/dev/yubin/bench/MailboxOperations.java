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
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
 * size back: the oldest messages go, or new ones come; and it is made anew when it has used up twice as many UIDs as it
 * has messages. So neither its size nor its range of UIDs drifts away. All messages share one content.
 *
 * <p>A batch goes to random messages among {@value #NEIGHBOURS} neighbours, as clients do, who work on a screen of a
 * mailbox. So it is the mailbox that is larger and not what is touched: a mailbox of 1,000 fits into a processor's
 * cache, one of 100,000 does not, and messages from anywhere in it show memory rather than the store. They are measured
 * too, for information.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 5, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 3000, batchSize = MailboxOperations.BATCH)
@Measurement(iterations = 500, batchSize = MailboxOperations.BATCH)
public abstract class MailboxOperations {
    /** Operations in a batch: enough to time, few against the number of messages. */
    static final int BATCH = 200;

    /** How many messages lie close together. */
    static final int NEIGHBOURS = 1000;

    private static final AccountName ALICE = AccountName.of("alice", "example.com");
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

    /** Makes the mailbox. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        store = createStore();
        mailbox = store.create(ALICE).open(MailboxName.INBOX);
    }

    /** Closes the store. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        store.close();
    }

    /**
     * Gives the mailbox its size, and chooses the messages that the next batch deals with. Takes about as long for any
     * size, so that the warm-up does too.
     */
    @Setup(Level.Iteration)
    public void prepareBatch() throws IOException {
        if (mailbox.state().uidNext() > 2L * size) {
            store.remove(ALICE);
            mailbox = store.create(ALICE).open(MailboxName.INBOX);
        }
        int surplus = (int) mailbox.state().messages() - size;
        if (surplus > 0) {
            mailbox.expunge(UidSet.of(from(1, surplus)), Expunge.ANY);
        } else {
            mailbox.append(Collections.nCopies(-surplus, NewMessage.of(CONTENT, DATE)));
        }
        targets.clear();
        List<MessageMeta> chosen = reach == Reach.NEIGHBOURS ? neighbours() : anywhere();
        Collections.shuffle(chosen, random);
        for (MessageMeta meta : chosen.subList(0, BATCH)) {
            targets.add(new Target(UidSet.of(meta.uid()), meta.flags().contains(Flag.FLAGGED) ? UNFLAG : FLAG));
        }
        next = 0;
    }

    private List<MessageMeta> neighbours() throws IOException {
        List<MessageMeta> found = from(randomUid(), NEIGHBOURS);
        // Too close to the end: then the first ones.
        return found.size() < NEIGHBOURS ? from(1, NEIGHBOURS) : found;
    }

    private List<MessageMeta> anywhere() throws IOException {
        Map<Long, MessageMeta> found = new HashMap<>();
        while (found.size() < BATCH) {
            from(randomUid(), 1).forEach(meta -> found.put(meta.uid(), meta));
        }
        return new ArrayList<>(found.values());
    }

    private long randomUid() throws IOException {
        long oldest = from(1, 1).get(0).uid();
        return oldest + random.nextInt((int) (mailbox.state().uidNext() - oldest));
    }

    /** The first messages from a UID on, no more than so many. */
    private List<MessageMeta> from(long uid, int count) throws IOException {
        List<MessageMeta> found = new ArrayList<>(count);
        mailbox.scan(UidSet.range(uid, UidSet.MAX_UID), meta -> found.add(meta) && found.size() < count);
        return found;
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
