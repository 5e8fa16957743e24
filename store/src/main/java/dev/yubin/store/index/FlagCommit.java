package dev.yubin.store.index;

import dev.yubin.store.FlagChange;
import dev.yubin.store.FlagOutcome;
import dev.yubin.store.Flags;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.UidSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiFunction;

/**
 * A flag change as it would be made on a snapshot: the tree after it and the outcome.
 *
 * @param <E> what there is per message
 */
public final class FlagCommit<E extends IndexEntry> {
    private final FlagChange change;
    private final long unchangedSince;
    private final long modSeq;
    private final BiFunction<E, MessageMeta, E> with;
    private final List<MessageMeta> changed = new ArrayList<>();
    private final UidSet.Builder failed = new UidSet.Builder();
    private final UidSet.Builder missing = new UidSet.Builder();
    private MessageTree<E> messages;
    private long nextUid;

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
        this.change = change;
        this.unchangedSince = unchangedSince;
        this.modSeq = modSeq;
        this.with = with;
        this.messages = before.messages();
        for (int i = 0; i < uids.ranges(); i++) {
            long first = uids.first(i);
            long last = Math.min(uids.last(i), before.uidNext() - 1);
            if (first <= last) {
                nextUid = first;
                messages = messages.update(first, last, this::apply);
                missUpTo(last + 1);
            }
        }
    }

    /** The messages after the change. */
    public MessageTree<E> messages() {
        return messages;
    }

    /** The messages that have other flags after it, by ascending UID. */
    public List<MessageMeta> changed() {
        return changed;
    }

    /** What to tell the caller once the commit is made; MODSEQ 0 if there is nothing to commit. */
    public FlagOutcome outcome() {
        return FlagOutcome.of(changed.isEmpty() ? 0 : modSeq, changed, failed.build(), missing.build());
    }

    private E apply(E message) {
        MessageMeta meta = message.meta();
        missUpTo(meta.uid());
        nextUid = meta.uid() + 1;
        if (meta.modSeq() > unchangedSince) {
            failed.add(meta.uid());
            return message;
        }
        Flags flags = change.applyTo(meta.flags());
        if (flags == meta.flags()) {
            return message;
        }
        MessageMeta after = meta.toBuilder().flags(flags).modSeq(modSeq).build();
        changed.add(after);
        return with.apply(message, after);
    }

    private void missUpTo(long uid) {
        if (nextUid < uid) {
            missing.addRange(nextUid, uid - 1);
            nextUid = uid;
        }
    }
}
