package dev.yubin.store.memory;

import dev.yubin.store.Acl;
import dev.yubin.store.Appended;
import dev.yubin.store.ChangePage;
import dev.yubin.store.ChangePosition;
import dev.yubin.store.Expunge;
import dev.yubin.store.Expunged;
import dev.yubin.store.FlagChange;
import dev.yubin.store.FlagOutcome;
import dev.yubin.store.Lease;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxId;
import dev.yubin.store.MailboxState;
import dev.yubin.store.MaildropLock;
import dev.yubin.store.MessageContent;
import dev.yubin.store.MetaVisitor;
import dev.yubin.store.Metadata;
import dev.yubin.store.NewMessage;
import dev.yubin.store.RecentMark;
import dev.yubin.store.SpecialUse;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.StructureCache;
import dev.yubin.store.UidMapping;
import dev.yubin.store.UidSet;
import dev.yubin.store.Watchers;
import dev.yubin.store.index.ExpungeCommit;
import dev.yubin.store.index.FlagCommit;
import dev.yubin.store.index.MessageTree;
import java.io.IOException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** A mailbox on the heap. What readers and writers do to each other, {@link MailboxCommits} says. */
final class MemoryMailbox implements Mailbox {
    private final long uidValidity;
    private final MailboxCommits commits;
    private final MemoryStructureCache structures;
    private final Watchers watchers = new Watchers();
    private final Map<Class<?>, Object> features;
    private volatile Set<SpecialUse.Use> uses = Set.of();

    /**
     * An empty mailbox.
     *
     * @param uidValidity is that of no other mailbox of this JVM, and what its ids are made of
     */
    MemoryMailbox(long uidValidity, MemoryQuota quota, InstantSource clock, MemoryStructureCache structures) {
        this.uidValidity = uidValidity;
        this.structures = structures;
        String unique = Long.toString(uidValidity, Character.MAX_RADIX);
        this.commits = new MailboxCommits(MailboxId.of("mb" + unique), unique + "m", quota, clock);
        this.features = Map.of(
                MemoryMailbox.class, this,
                Acl.class, new MemoryAcl(commits::snapshot),
                Metadata.class, new MemoryMetadata(commits::snapshot),
                MaildropLock.class, new MemoryMaildropLock(commits::snapshot, clock),
                RecentMark.class, new MemoryRecentMark(commits),
                StructureCache.class, structures.of(commits));
    }

    @Override
    public MailboxId id() {
        return commits.id();
    }

    @Override
    public MailboxState state() throws StoreException {
        return commits.snapshot().state().uidValidity(uidValidity).build();
    }

    @Override
    public UidSet uids() throws StoreException {
        return commits.snapshot().uids();
    }

    @Override
    public void scan(UidSet uids, MetaVisitor out) throws StoreException {
        commits.snapshot().scan(uids, out);
    }

    @Override
    public MessageContent content(long uid) throws StoreException {
        StoredMessage message = commits.snapshot().messages().get(uid);
        if (message == null) {
            throw new StoreException(Kind.NOT_FOUND, "No message " + uid + " in mailbox " + id());
        }
        return message.content();
    }

    @Override
    public Appended append(List<NewMessage> batch) throws IOException {
        commits.snapshot();
        if (batch.isEmpty()) {
            return Appended.of(uidValidity, UidSet.EMPTY, 0);
        }
        // Reading may fail or take time: before the commit.
        List<NewMessage> own = new ArrayList<>(batch.size());
        for (NewMessage message : batch) {
            MessageContent kept = MemorySpool.keep(message.content());
            own.add(kept == message.content() ? message : message.content(kept));
        }
        Arrival arrival = commits.append(own);
        watchers.tick();
        return Appended.of(uidValidity, arrival.uids(), arrival.modSeq());
    }

    @Override
    public FlagOutcome updateFlags(UidSet uids, FlagChange change, OptionalLong unchangedSince) throws StoreException {
        long since = unchangedSince.orElse(Long.MAX_VALUE);
        FlagCommit<StoredMessage> commit = commits.change(
                commits.isSmall(uids),
                (before, modSeq) -> new FlagCommit<>(before, uids, change, since, modSeq, StoredMessage::with));
        if (!commit.isEmpty()) {
            watchers.tick();
        }
        return commit.outcome();
    }

    @Override
    public Expunged expunge(UidSet uids, Expunge which) throws StoreException {
        boolean fewDeleted = commits.snapshot().messages().deleted() <= MailboxCommits.SMALL;
        boolean small = which == Expunge.DELETED_ONLY && fewDeleted || commits.isSmall(uids);
        long[] committed = {0};
        ExpungeCommit<StoredMessage> commit = commits.change(small, (before, modSeq) -> {
            committed[0] = modSeq;
            return new ExpungeCommit<>(before, uids, which);
        });
        if (commit.isEmpty()) {
            return Expunged.of(UidSet.EMPTY, 0);
        }
        vanished(commit.uids());
        return Expunged.of(commit.uids(), committed[0]);
    }

    @Override
    public UidMapping copy(UidSet uids, Mailbox target) throws IOException {
        Optional<MemoryMailbox> own = target.feature(MemoryMailbox.class);
        if (own.isEmpty()) {
            return Mailbox.super.copy(uids, target);
        }
        MessageTree<StoredMessage> messages = commits.snapshot().messages();
        List<NewMessage> batch = new ArrayList<>();
        UidSet.Builder sources = new UidSet.Builder();
        for (int i = 0; i < uids.ranges(); i++) {
            messages.forEach(uids.first(i), uids.last(i), message -> {
                sources.add(message.meta().uid());
                return batch.add(NewMessage.copyOf(message.meta(), message.content()));
            });
        }
        Appended appended = own.get().append(batch);
        return UidMapping.of(appended.uidValidity(), sources.build(), appended.uids());
    }

    /** Atomic within memory stores: one commit in each mailbox, or one commit if both are the same. */
    @Override
    public UidMapping move(UidSet uids, Mailbox target) throws IOException {
        Optional<MemoryMailbox> own = target.feature(MemoryMailbox.class);
        if (own.isEmpty()) {
            return Mailbox.super.move(uids, target);
        }
        MemoryMailbox other = own.get();
        MailboxMove move = new MailboxMove(commits, other.commits, uids);
        UidSet sources = move.make();
        if (!sources.isEmpty()) {
            vanished(sources);
            if (other != this) {
                other.watchers.tick();
            }
        }
        return UidMapping.of(other.uidValidity, sources, move.targets());
    }

    private void vanished(UidSet uids) {
        structures.forget(id(), uids);
        watchers.tick();
    }

    @Override
    public ChangePage changesSince(ChangePosition after, int limit) throws StoreException {
        return commits.changesSince(after, limit);
    }

    @Override
    public Lease watch(Runnable tick) {
        return watchers.add(tick);
    }

    @Override
    public <T> Optional<T> feature(Class<T> type) {
        return Optional.ofNullable(type.cast(features.get(type)));
    }

    /** How commits are made here. */
    MailboxCommits commits() {
        return commits;
    }

    /** How many watch it. */
    int watchers() {
        return watchers.count();
    }

    /** What was parsed of the store's messages. */
    MemoryStructureCache structures() {
        return structures;
    }

    /** What it is for. */
    Set<SpecialUse.Use> uses() {
        return uses;
    }

    /** Says what it is for. */
    void use(Set<SpecialUse.Use> now) {
        uses = now;
    }

    /** The mailbox was deleted: every call fails from now on. */
    void delete() {
        structures.forget(id(), commits.delete());
        watchers.close();
    }
}
