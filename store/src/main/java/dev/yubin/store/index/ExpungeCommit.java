package dev.yubin.store.index;

import dev.yubin.store.Expunge;
import dev.yubin.store.UidSet;
import java.util.ArrayList;
import java.util.List;

/**
 * An expunge as it would be made on a snapshot: the tree after it and what it removes.
 *
 * @param <E> what there is per message
 */
public final class ExpungeCommit<E extends IndexEntry> implements SetCommit<E> {
    private final Rework<E> rework;
    private Snapshot<E> before;

    /** Works out an expunge of those of {@code asked} that {@code which} allows. */
    public ExpungeCommit(Snapshot<E> before, UidSet asked, Expunge which) {
        // Few messages are \Deleted as a rule, and the tree knows where there are any.
        this.rework = which == Expunge.DELETED_ONLY
                ? new Rework<>(asked, message -> message.deleted() ? null : message, node -> node.deleted == 0)
                : new Rework<>(asked, message -> null);
        rebase(before);
    }

    @Override
    public boolean rebase(Snapshot<E> now) {
        before = now;
        return rework.on(now.messages()).nothingNew();
    }

    @Override
    public boolean isEmpty() {
        return uids().isEmpty();
    }

    @Override
    public Snapshot<E> after(long modSeq) {
        return new Snapshot<>(messages(), before.uidNext(), modSeq, before.keywords());
    }

    @Override
    public UidSet changedUids() {
        return UidSet.EMPTY;
    }

    @Override
    public UidSet vanishedUids() {
        return uids();
    }

    /** The messages that stay. */
    public MessageTree<E> messages() {
        return rework.after();
    }

    /** The messages that go, by ascending UID. */
    public List<E> removed() {
        List<E> removed = new ArrayList<>();
        for (int i = 0; i < uids().ranges(); i++) {
            before.messages().forEach(uids().first(i), uids().last(i), removed::add);
        }
        return removed;
    }

    /** Their UIDs. */
    public UidSet uids() {
        return rework.touched();
    }
}
