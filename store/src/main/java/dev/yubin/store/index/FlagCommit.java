package dev.yubin.store.index;

import dev.yubin.store.FlagChange;
import dev.yubin.store.FlagOutcome;
import dev.yubin.store.Flags;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.StoreException;
import dev.yubin.store.UidSet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * A flag change as it would be made on a snapshot: the tree after it and the outcome.
 *
 * @param <E> what there is per message
 */
public final class FlagCommit<E extends IndexEntry> implements SetCommit<E> {
    private final UidSet asked;
    private final FlagChange change;
    private final long unchangedSince;
    private final long modSeq;
    private final BiFunction<E, MessageMeta, E> with;
    private final Rework<E> rework;
    /** What becomes of flags: worked out once, and one object for all messages. */
    private final Map<Flags, Flags> made = new HashMap<>();

    private Snapshot<E> before;

    /**
     * Works out a change.
     *
     * @param before what it is made on
     * @param modSeq the MODSEQ it would have
     * @param with makes a message with other data out of one
     */
    public FlagCommit(
            Snapshot<E> before,
            UidSet uids,
            FlagChange change,
            long unchangedSince,
            long modSeq,
            BiFunction<E, MessageMeta, E> with) {
        this.asked = uids;
        this.change = change;
        this.unchangedSince = unchangedSince;
        this.modSeq = modSeq;
        this.with = with;
        this.rework = new Rework<>(uids, this::apply);
        rebase(before);
    }

    @Override
    public boolean rebase(Snapshot<E> now) {
        before = now;
        return rework.on(now.messages()).nothingNew();
    }

    @Override
    public boolean isEmpty() {
        return rework.touched().isEmpty();
    }

    /** @throws StoreException {@code LIMIT} if the mailbox has no room for the keywords of the change */
    @Override
    public Snapshot<E> after(long commitModSeq) throws StoreException {
        boolean adds = change.mode() != FlagChange.Mode.REMOVE;
        Flags keywords = adds ? before.keywordsWith(change.flags()) : before.keywords();
        return new Snapshot<>(messages(), before.uidNext(), commitModSeq, keywords);
    }

    @Override
    public UidSet changedUids() {
        return rework.touched();
    }

    @Override
    public UidSet vanishedUids() {
        return UidSet.EMPTY;
    }

    /** The messages after the change. */
    public MessageTree<E> messages() {
        return rework.after();
    }

    /** The messages that have other flags after it, by ascending UID. */
    public List<MessageMeta> changed() {
        UidSet touched = rework.touched();
        List<MessageMeta> changed = new ArrayList<>();
        for (int i = 0; i < touched.ranges(); i++) {
            messages().forEach(touched.first(i), touched.last(i), message -> changed.add(message.meta()));
        }
        return changed;
    }

    /** What to tell the caller once the commit is made; MODSEQ 0 if there is nothing to commit. */
    public FlagOutcome outcome() {
        UidSet.Builder found = new UidSet.Builder();
        UidSet.Builder failed = new UidSet.Builder();
        for (int i = 0; i < asked.ranges(); i++) {
            messages().forEach(asked.first(i), asked.last(i), message -> {
                MessageMeta meta = message.meta();
                found.add(meta.uid());
                if (meta.modSeq() > unchangedSince && !rework.touched().contains(meta.uid())) {
                    failed.add(meta.uid());
                }
                return true;
            });
        }
        UidSet missing = asked.below(before.uidNext()).minus(found.build());
        return FlagOutcome.of(isEmpty() ? 0 : modSeq, changed(), failed.build(), missing);
    }

    private E apply(E message) {
        MessageMeta meta = message.meta();
        if (meta.modSeq() > unchangedSince) {
            return message;
        }
        Flags flags = made.computeIfAbsent(meta.flags(), change::applyTo);
        if (flags.equals(meta.flags())) {
            return message;
        }
        return with.apply(message, meta.toBuilder().flags(flags).modSeq(modSeq).build());
    }
}
