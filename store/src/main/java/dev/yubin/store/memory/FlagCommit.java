package dev.yubin.store.memory;

import dev.yubin.store.FlagChange;
import dev.yubin.store.Flags;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.UidSet;
import java.util.ArrayList;
import java.util.List;

/** A flag change that is being made, message by message. */
final class FlagCommit {
    final FlagChange change;
    final long unchangedSince;
    final long modSeq;
    final List<MessageMeta> changed = new ArrayList<>();
    final UidSet.Builder failed = new UidSet.Builder();
    final UidSet.Builder missing = new UidSet.Builder();
    long nextUid;

    FlagCommit(FlagChange change, long unchangedSince, long modSeq) {
        this.change = change;
        this.unchangedSince = unchangedSince;
        this.modSeq = modSeq;
    }

    StoredMessage apply(StoredMessage message) {
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
        return message.with(after);
    }

    void missUpTo(long uid) {
        if (nextUid < uid) {
            missing.addRange(nextUid, uid - 1);
            nextUid = uid;
        }
    }
}
