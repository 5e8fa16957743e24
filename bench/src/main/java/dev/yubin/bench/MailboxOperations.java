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
 * <p>An iteration is one batch of operations, timed as a whole, on random messages. Between batches, off the clock, each
 * mailbox gets its size back: the oldest messages go, or new ones come. So neither sizes nor what a store remembers of
 * the past drift apart. All messages share one content.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(value = 3, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 150, batchSize = MailboxOperations.BATCH)
@Measurement(iterations = 200, batchSize = MailboxOperations.BATCH)
public abstract class MailboxOperations {
    /** Operations in a batch: enough to time, few against the number of messages. */
    static final int BATCH = 200;

    private static final Instant DATE = Instant.parse("2026-11-23T00:30:00Z");
    private static final MessageContent CONTENT = MessageContent.of(new byte[1024]);
    private static final FlagChange FLAG = FlagChange.add(Flag.FLAGGED);
    private static final FlagChange UNFLAG = FlagChange.remove(Flag.FLAGGED);

    /** How many mailboxes of how many messages the store holds. */
    @Param({"1x1000", "100x1000", "1x100000", "1x1000000"})
    public String layout;

    private final Random random = new Random(4711);
    private final List<AccountName> accounts = new ArrayList<>();
    private final List<Mailbox> mailboxes = new ArrayList<>();
    private final List<Target> targets = new ArrayList<>();
    private MailStore store;
    private int size;
    private int next;
    private MessageMeta seen;

    /** An empty store. */
    protected abstract MailStore createStore() throws IOException;

    /** Makes the mailboxes. */
    @Setup(Level.Trial)
    public void open() throws IOException {
        store = createStore();
        int count = Integer.parseInt(layout.substring(0, layout.indexOf('x')));
        size = Integer.parseInt(layout.substring(layout.indexOf('x') + 1));
        for (int i = 0; i < count; i++) {
            accounts.add(AccountName.of("user" + i, "example.com"));
            mailboxes.add(store.create(accounts.get(i)).open(MailboxName.INBOX));
        }
    }

    /** Ends the store. */
    @TearDown(Level.Trial)
    public void close() throws IOException {
        store.close();
    }

    /** Gives each mailbox its size, and chooses the messages that the next batch deals with. */
    @Setup(Level.Iteration)
    public void prepareBatch() throws IOException {
        targets.clear();
        for (Mailbox mailbox : mailboxes) {
            resize(mailbox);
            long[] uids = mailbox.uids().toArray();
            int share = Math.max(1, BATCH / mailboxes.size());
            for (int at : random.ints(0, size).distinct().limit(share).toArray()) {
                UidSet one = UidSet.of(uids[at]);
                mailbox.scan(one, this::see);
                targets.add(new Target(mailbox, one, seen.flags().contains(Flag.FLAGGED) ? UNFLAG : FLAG));
            }
        }
        Collections.shuffle(targets, random);
        Collections.shuffle(accounts, random);
        next = 0;
    }

    private void resize(Mailbox mailbox) throws IOException {
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
        AccountName account = accounts.get(next++ % accounts.size());
        return store.deliver(List.of(Delivery.toInbox(account, DATE)), CONTENT);
    }

    /** One flag of one message, set or taken away. */
    @Benchmark
    public FlagOutcome changeFlag() throws IOException {
        Target target = targets.get(next++);
        return target.mailbox.updateFlags(target.uid, target.change, OptionalLong.empty());
    }

    /** One message is removed. */
    @Benchmark
    public Expunged expunge() throws IOException {
        Target target = targets.get(next++);
        return target.mailbox.expunge(target.uid, Expunge.ANY);
    }

    /** What is known of one message, by its UID. */
    @Benchmark
    public MessageMeta lookUp() throws IOException {
        Target target = targets.get(next++);
        target.mailbox.scan(target.uid, this::see);
        return seen;
    }

    private boolean see(MessageMeta meta) {
        seen = meta;
        return true;
    }

    /** A message, and a change that changes its flags. */
    private record Target(Mailbox mailbox, UidSet uid, FlagChange change) {}
}
