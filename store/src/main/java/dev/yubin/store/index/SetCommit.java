package dev.yubin.store.index;

import dev.yubin.store.StoreException;
import dev.yubin.store.UidSet;

/**
 * A change of the messages of a set, worked out on a snapshot and not made yet. It can be brought up to date with later
 * snapshots, in a time that depends on how much these differ and not on how large the set is. So a large one is worked
 * out while other commits go on, and is still, when it is made, what it would be if it had been worked out right then.
 *
 * @param <E> what there is per message
 */
public interface SetCommit<E extends IndexEntry> {
    /**
     * Brings this up to date.
     *
     * @return whether no message of the set came, went or changed between the last snapshot and this
     */
    boolean rebase(Snapshot<E> now);

    /** Whether there is nothing to change. */
    boolean isEmpty();

    /** The last snapshot with the change made. */
    Snapshot<E> after(long modSeq) throws StoreException;

    /** The messages that are different after it. */
    UidSet changedUids();

    /** The messages that are gone after it. */
    UidSet vanishedUids();
}
