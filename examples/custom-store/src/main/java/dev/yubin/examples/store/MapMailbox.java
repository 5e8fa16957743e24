package dev.yubin.examples.store;

import dev.yubin.store.Appended;
import dev.yubin.store.Expunge;
import dev.yubin.store.Expunged;
import dev.yubin.store.FlagChange;
import dev.yubin.store.FlagOutcome;
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
import dev.yubin.store.Watchers;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Supplier;

/** A mailbox: messages by UID. Its monitor guards all that changes, and is not held while watchers are called. */
final class MapMailbox implements Mailbox {
    private final long uidValidity;
    private final NavigableMap<Long, MessageMeta> metas = new TreeMap<>();
    private final Map<Long, MessageContent> contents = new HashMap<>();
    private final Watchers watchers = new Watchers();
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
    public MailboxState state() throws StoreException {
        return locked(() -> {
            MailboxState.Builder state = MailboxState.builder();
            state.uidValidity(uidValidity).uidNext(lastUid + 1).highestModSeq(modSeq);
            metas.values().forEach(state::count);
            return state.build();
        });
    }

    @Override
    public void scan(UidSet uids, MetaVisitor out) throws StoreException {
        for (MessageMeta meta : locked(() -> find(uids))) {
            if (!out.visit(meta)) {
                return;
            }
        }
    }

    @Override
    public MessageContent content(long uid) throws StoreException {
        return locked(() -> Optional.ofNullable(contents.get(uid)))
                .orElseThrow(() -> new StoreException(Kind.NOT_FOUND, "No message " + uid));
    }

    @Override
    public Appended append(List<NewMessage> batch) throws IOException {
        // The content is the giver's, who may take it away; and reading it may fail or take long: before the commit.
        List<NewMessage> own = new ArrayList<>();
        for (NewMessage message : batch) {
            own.add(message.content(message.content().inMemory()));
        }
        return commit(() -> {
            UidSet.Builder uids = new UidSet.Builder();
            for (NewMessage message : own) {
                MessageMeta.Builder meta = MessageMeta.builder(++lastUid, message);
                metas.put(lastUid, meta.modSeq(modSeq + 1).build());
                contents.put(lastUid, message.content());
                uids.add(lastUid);
            }
            return Appended.of(uidValidity, uids.build(), own.isEmpty() ? 0 : ++modSeq);
        });
    }

    @Override
    public FlagOutcome updateFlags(UidSet uids, FlagChange change, OptionalLong unchangedSince) throws StoreException {
        return commit(() -> {
            FlagOutcome outcome = change.plan(find(uids), uids, lastUid + 1, unchangedSince, modSeq + 1);
            outcome.changed().forEach(meta -> metas.put(meta.uid(), meta));
            modSeq = Math.max(modSeq, outcome.modSeq());
            return outcome;
        });
    }

    @Override
    public Expunged expunge(UidSet uids, Expunge which) throws StoreException {
        return commit(() -> {
            List<MessageMeta> going = find(uids);
            going.removeIf(meta -> !which.removes(meta));
            for (MessageMeta meta : going) {
                metas.remove(meta.uid());
                contents.remove(meta.uid());
            }
            return Expunged.of(UidSet.of(going), going.isEmpty() ? 0 : ++modSeq);
        });
    }

    @Override
    public Lease watch(Runnable tick) {
        return watchers.add(tick);
    }

    /** The mailbox was deleted. */
    void remove() throws StoreException {
        commit(() -> gone = true);
    }

    private <T> T commit(Supplier<T> change) throws StoreException {
        T outcome = locked(change);
        watchers.tick();
        return outcome;
    }

    private synchronized <T> T locked(Supplier<T> work) throws StoreException {
        if (gone) {
            throw new StoreException(Kind.GONE, "The mailbox was deleted");
        }
        return work.get();
    }

    /** What is known of the messages of a set; the monitor is held. */
    private List<MessageMeta> find(UidSet uids) {
        List<MessageMeta> found = new ArrayList<>();
        for (int i = 0; i < uids.ranges(); i++) {
            found.addAll(metas.subMap(uids.first(i), true, uids.last(i), true).values());
        }
        return found;
    }
}
