package dev.yubin.store.memory;

import dev.yubin.store.Appended;
import dev.yubin.store.ChangePage;
import dev.yubin.store.ChangePosition;
import dev.yubin.store.Expunge;
import dev.yubin.store.Expunged;
import dev.yubin.store.FlagChange;
import dev.yubin.store.FlagOutcome;
import dev.yubin.store.Flags;
import dev.yubin.store.Lease;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxId;
import dev.yubin.store.MailboxState;
import dev.yubin.store.MessageContent;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.MetaVisitor;
import dev.yubin.store.NewMessage;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.UidMapping;
import dev.yubin.store.UidSet;
import dev.yubin.store.index.ChangeLog;
import dev.yubin.store.index.ExpungeCommit;
import dev.yubin.store.index.FlagCommit;
import dev.yubin.store.index.MessageTree;
import dev.yubin.store.index.Snapshot;
import dev.yubin.store.index.Ticks;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.LongFunction;

/**
 * A mailbox on the heap. Readers look at an immutable {@link Snapshot} and take no lock; writers take the mailbox's lock
 * for as long as the commit itself takes and publish a new snapshot.
 */
final class MemoryMailbox implements Mailbox {
    private final MailboxId id;
    private final long uidValidity;
    private final LongFunction<String> emailIds;
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private final Object lock = new Object();
    private final ChangeLog log;
    private volatile Snapshot<StoredMessage> now;
    private volatile boolean gone;

    /**
     * An empty mailbox.
     *
     * @param emailIds makes the EMAILID of a new message that has none, from its UID
     */
    MemoryMailbox(MailboxId id, long uidValidity, LongFunction<String> emailIds) {
        this.id = id;
        this.uidValidity = uidValidity;
        this.emailIds = emailIds;
        // RFC 7162 §3.1.2.1: HIGHESTMODSEQ is at least 1.
        this.now = Snapshot.empty(1);
        this.log = new ChangeLog(1);
    }

    @Override
    public MailboxId id() {
        return id;
    }

    @Override
    public MailboxState state() throws StoreException {
        return snapshot().state().uidValidity(uidValidity).build();
    }

    @Override
    public UidSet uids() throws StoreException {
        return snapshot().uids();
    }

    @Override
    public void scan(UidSet uids, MetaVisitor out) throws StoreException {
        snapshot().scan(uids, out);
    }

    @Override
    public MessageContent content(long uid) throws StoreException {
        StoredMessage message = snapshot().messages().get(uid);
        if (message == null) {
            throw new StoreException(Kind.NOT_FOUND, "No message " + uid + " in mailbox " + id);
        }
        return message.content();
    }

    @Override
    public Appended append(List<NewMessage> batch) throws IOException {
        snapshot();
        if (batch.isEmpty()) {
            return Appended.of(uidValidity, UidSet.EMPTY, 0);
        }
        // Reading may fail or take time: before the lock.
        List<NewMessage> own = new ArrayList<>(batch.size());
        for (NewMessage message : batch) {
            MessageContent kept = MemorySpool.keep(message.content());
            own.add(kept == message.content() ? message : message.content(kept));
        }
        Appended appended;
        synchronized (lock) {
            appended = commitAppend(own);
        }
        tick();
        return appended;
    }

    private Appended commitAppend(List<NewMessage> batch) throws StoreException {
        Snapshot<StoredMessage> before = snapshot();
        if (before.uidNext() + batch.size() - 1 > UidSet.MAX_UID) {
            throw new StoreException(Kind.LIMIT, "Mailbox " + id + " has used up its UIDs");
        }
        long modSeq = before.modSeq() + 1;
        long uid = before.uidNext();
        MessageTree<StoredMessage> messages = before.messages();
        Flags keywords = before.keywords();
        for (NewMessage message : batch) {
            MessageMeta meta = MessageMeta.builder(uid, message.content().size(), message.internalDate())
                    .modSeq(modSeq)
                    .flags(message.flags())
                    .emailId(message.emailId().isEmpty() ? emailIds.apply(uid) : message.emailId())
                    .build();
            messages = messages.with(new StoredMessage(meta, message.content()));
            keywords = keywords.plus(message.flags().keywords());
            uid++;
        }
        UidSet uids = UidSet.range(before.uidNext(), uid - 1);
        publish(new Snapshot<>(messages, uid, modSeq, keywords), uids, UidSet.EMPTY);
        return Appended.of(uidValidity, uids, modSeq);
    }

    @Override
    public FlagOutcome updateFlags(UidSet uids, FlagChange change, OptionalLong unchangedSince) throws StoreException {
        FlagOutcome outcome;
        synchronized (lock) {
            outcome = commitFlags(uids, change, unchangedSince.orElse(Long.MAX_VALUE));
        }
        if (!outcome.changed().isEmpty()) {
            tick();
        }
        return outcome;
    }

    private FlagOutcome commitFlags(UidSet uids, FlagChange change, long unchangedSince) throws StoreException {
        Snapshot<StoredMessage> before = snapshot();
        FlagCommit<StoredMessage> commit =
                new FlagCommit<>(before, uids, change, unchangedSince, before.modSeq() + 1, StoredMessage::with);
        if (!commit.changed().isEmpty()) {
            Flags keywords = change.mode() == FlagChange.Mode.REMOVE
                    ? before.keywords()
                    : before.keywords().plus(change.flags().keywords());
            publish(
                    new Snapshot<>(commit.messages(), before.uidNext(), before.modSeq() + 1, keywords),
                    Snapshot.uidsOf(commit.changed()),
                    UidSet.EMPTY);
        }
        return commit.outcome();
    }

    @Override
    public Expunged expunge(UidSet uids, Expunge which) throws StoreException {
        Expunged expunged;
        synchronized (lock) {
            expunged = commitExpunge(uids, which);
        }
        if (!expunged.uids().isEmpty()) {
            tick();
        }
        return expunged;
    }

    private Expunged commitExpunge(UidSet uids, Expunge which) throws StoreException {
        Snapshot<StoredMessage> before = snapshot();
        ExpungeCommit<StoredMessage> commit = new ExpungeCommit<>(before, uids, which);
        if (commit.uids().isEmpty()) {
            return Expunged.of(UidSet.EMPTY, 0);
        }
        long modSeq = before.modSeq() + 1;
        publish(
                new Snapshot<>(commit.messages(), before.uidNext(), modSeq, before.keywords()),
                UidSet.EMPTY,
                commit.uids());
        return Expunged.of(commit.uids(), modSeq);
    }

    /** Atomic within this store: both commits are made under both locks. */
    @Override
    public UidMapping move(UidSet uids, Mailbox target) throws IOException {
        Optional<MemoryMailbox> own = target.feature(MemoryMailbox.class);
        if (own.isEmpty()) {
            return Mailbox.super.move(uids, target);
        }
        MemoryMailbox other = own.get();
        boolean first = id.compareTo(other.id) <= 0;
        UidMapping mapping;
        synchronized (first ? lock : other.lock) {
            synchronized (first ? other.lock : lock) {
                mapping = commitMove(uids, other);
            }
        }
        if (!mapping.sources().isEmpty()) {
            tick();
            other.tick();
        }
        return mapping;
    }

    private UidMapping commitMove(UidSet uids, MemoryMailbox target) throws StoreException {
        List<MessageMeta> found = new ArrayList<>();
        scan(uids, found::add);
        UidSet sources = Snapshot.uidsOf(found);
        List<NewMessage> batch = new ArrayList<>(found.size());
        for (MessageMeta meta : found) {
            batch.add(NewMessage.copyOf(meta, content(meta.uid())));
        }
        // The append may be refused; only then is nothing lost if it comes first.
        target.snapshot();
        UidSet targets =
                batch.isEmpty() ? UidSet.EMPTY : target.commitAppend(batch).uids();
        commitExpunge(sources, Expunge.ANY);
        return UidMapping.of(target.uidValidity, sources, targets);
    }

    @Override
    public ChangePage changesSince(ChangePosition after, int limit) throws StoreException {
        synchronized (lock) {
            Snapshot<StoredMessage> seen = snapshot();
            return log.page(after, limit, seen.messages(), seen.modSeq());
        }
    }

    @Override
    public Lease watch(Runnable tick) {
        // A lease removes its own entry, even if the same tick was given twice.
        Runnable entry = tick::run;
        watchers.add(entry);
        return () -> watchers.remove(entry);
    }

    @Override
    public <T> Optional<T> feature(Class<T> type) {
        return type == MemoryMailbox.class ? Optional.of(type.cast(this)) : Optional.empty();
    }

    /** The mailbox was deleted: every call fails from now on. */
    void delete() {
        synchronized (lock) {
            gone = true;
            now = new Snapshot<>(MessageTree.empty(), now.uidNext(), now.modSeq(), Flags.NONE);
        }
        tick();
    }

    private Snapshot<StoredMessage> snapshot() throws StoreException {
        Snapshot<StoredMessage> seen = now;
        if (gone) {
            throw new StoreException(Kind.GONE, "Mailbox " + id + " was deleted");
        }
        return seen;
    }

    private void publish(Snapshot<StoredMessage> after, UidSet changed, UidSet vanished) {
        log.add(after.modSeq(), changed, vanished);
        now = after;
    }

    private void tick() {
        Ticks.tell(watchers);
    }
}
