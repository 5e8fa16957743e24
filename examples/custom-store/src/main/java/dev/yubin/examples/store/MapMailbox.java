package dev.yubin.examples.store;

import dev.yubin.store.Appended;
import dev.yubin.store.ChangePage;
import dev.yubin.store.ChangePosition;
import dev.yubin.store.Expunge;
import dev.yubin.store.Expunged;
import dev.yubin.store.Flag;
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
import dev.yubin.store.UidSet;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableMap;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;

/** A mailbox: messages by UID. Its monitor guards all that changes, and is not held while watchers are called. */
final class MapMailbox implements Mailbox {
    private final long uidValidity;
    private final NavigableMap<Long, Message> messages = new TreeMap<>();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private long lastUid;
    private long modSeq = 1;
    private boolean gone;

    MapMailbox(long uidValidity) {
        this.uidValidity = uidValidity;
    }

    @Override
    public MailboxId id() {
        return MailboxId.of("mb" + uidValidity);
    }

    @Override
    public synchronized MailboxState state() throws StoreException {
        List<MessageMeta> all = metas(UidSet.ALL);
        List<MessageMeta> unseen = without(Flag.SEEN, all);
        return MailboxState.builder()
                .uidValidity(uidValidity)
                .uidNext(lastUid + 1)
                .highestModSeq(modSeq)
                .messages(all.size())
                .unseen(unseen.size())
                .firstUnseen(unseen.isEmpty() ? 0 : unseen.get(0).uid())
                .deleted(all.size() - without(Flag.DELETED, all).size())
                .size(all.stream().mapToLong(MessageMeta::size).sum())
                .keywords(all.stream()
                        .map(MessageMeta::flags)
                        .reduce(Flags.NONE, Flags::plus)
                        .keywords())
                .build();
    }

    @Override
    public UidSet uids() throws StoreException {
        return uidsOf(metas(UidSet.ALL));
    }

    @Override
    public void scan(UidSet uids, MetaVisitor out) throws StoreException {
        for (MessageMeta meta : metas(uids)) {
            if (!out.visit(meta)) {
                return;
            }
        }
    }

    @Override
    public synchronized MessageContent content(long uid) throws StoreException {
        requirePresent();
        if (!messages.containsKey(uid)) {
            throw new StoreException(Kind.NOT_FOUND, "No message " + uid);
        }
        return messages.get(uid).content();
    }

    @Override
    public Appended append(List<NewMessage> batch) throws IOException {
        // The content is the giver's, who may take it away; and reading it may fail or take long: before the commit.
        List<NewMessage> own = new ArrayList<>();
        for (NewMessage message : batch) {
            own.add(message.content(MessageContent.of(message.content().toByteArray())));
        }
        return commit(() -> {
            long first = lastUid + 1;
            for (NewMessage message : own) {
                MessageMeta meta = MessageMeta.builder(
                                ++lastUid, message.content().size(), message.internalDate())
                        .modSeq(modSeq + 1)
                        .flags(message.flags())
                        .emailId(message.emailId())
                        .build();
                messages.put(lastUid, new Message(meta, message.content()));
            }
            return own.isEmpty()
                    ? Appended.of(uidValidity, UidSet.EMPTY, 0)
                    : Appended.of(uidValidity, UidSet.range(first, lastUid), ++modSeq);
        });
    }

    @Override
    public FlagOutcome updateFlags(UidSet uids, FlagChange change, OptionalLong unchangedSince) throws StoreException {
        return commit(() -> {
            List<MessageMeta> changed = new ArrayList<>();
            UidSet.Builder failed = new UidSet.Builder();
            UidSet.Builder missing = new UidSet.Builder();
            for (int i = 0; i < uids.ranges(); i++) {
                for (long uid = uids.first(i); uid <= Math.min(uids.last(i), lastUid); uid++) {
                    Message message = messages.get(uid);
                    if (message == null) {
                        missing.add(uid);
                    } else if (message.meta().modSeq() > unchangedSince.orElse(Long.MAX_VALUE)) {
                        failed.add(uid);
                    } else if (message.with(change, modSeq + 1) != message) {
                        messages.put(uid, message.with(change, modSeq + 1));
                        changed.add(messages.get(uid).meta());
                    }
                }
            }
            return FlagOutcome.of(changed.isEmpty() ? 0 : ++modSeq, changed, failed.build(), missing.build());
        });
    }

    @Override
    public Expunged expunge(UidSet uids, Expunge which) throws StoreException {
        return commit(() -> {
            List<MessageMeta> going = metas(uids);
            going.removeIf(
                    meta -> which == Expunge.DELETED_ONLY && !meta.flags().contains(Flag.DELETED));
            going.forEach(meta -> messages.remove(meta.uid()));
            return Expunged.of(uidsOf(going), going.isEmpty() ? 0 : ++modSeq);
        });
    }

    /** No history is kept: either nothing is new, or the reader has to look at everything. */
    @Override
    public synchronized ChangePage changesSince(ChangePosition after, int limit) throws StoreException {
        requirePresent();
        ChangePosition now = ChangePosition.afterCommit(modSeq);
        return after.equals(now) ? ChangePage.of(List.of(), UidSet.EMPTY, now, true) : ChangePage.reset(now);
    }

    @Override
    public Lease watch(Runnable tick) {
        Runnable own = tick::run;
        watchers.add(own);
        return () -> watchers.remove(own);
    }

    /** The mailbox was deleted. */
    void remove() throws StoreException {
        commit(() -> gone = true);
    }

    private <T> T commit(Change<T> change) throws StoreException {
        T outcome;
        synchronized (this) {
            requirePresent();
            outcome = change.make();
        }
        watchers.forEach(Runnable::run);
        return outcome;
    }

    /** What is known of the messages of a set, all of one moment. */
    private synchronized List<MessageMeta> metas(UidSet uids) throws StoreException {
        requirePresent();
        List<MessageMeta> metas = new ArrayList<>();
        for (int i = 0; i < uids.ranges(); i++) {
            messages.subMap(uids.first(i), true, uids.last(i), true).values().forEach(m -> metas.add(m.meta()));
        }
        return metas;
    }

    private static List<MessageMeta> without(Flag flag, List<MessageMeta> metas) {
        return metas.stream().filter(meta -> !meta.flags().contains(flag)).toList();
    }

    private static UidSet uidsOf(List<MessageMeta> metas) {
        return UidSet.of(metas.stream().mapToLong(MessageMeta::uid).toArray());
    }

    private void requirePresent() throws StoreException {
        if (gone) {
            throw new StoreException(Kind.GONE, "The mailbox was deleted");
        }
    }

    /** A change, made with the monitor held. */
    private interface Change<T> {
        T make() throws StoreException;
    }

    private record Message(MessageMeta meta, MessageContent content) {
        /** This message with its flags changed; this very object if nothing changes. */
        Message with(FlagChange change, long modSeq) {
            Flags flags = change.applyTo(meta.flags());
            return flags == meta.flags()
                    ? this
                    : new Message(meta.toBuilder().flags(flags).modSeq(modSeq).build(), content);
        }
    }
}
