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
public final class ExpungeCommit<E extends IndexEntry> {
    private final List<E> removed = new ArrayList<>();
    private final UidSet uids;
    private final MessageTree<E> messages;

    /** Works out an expunge of those of {@code asked} that {@code which} allows. */
    public ExpungeCommit(Snapshot<E> before, UidSet asked, Expunge which) {
        MessageTree<E> rest = before.messages();
        UidSet.Builder gone = new UidSet.Builder();
        for (int i = 0; i < asked.ranges(); i++) {
            rest = rest.update(asked.first(i), asked.last(i), message -> {
                if (which == Expunge.DELETED_ONLY && !message.deleted()) {
                    return message;
                }
                removed.add(message);
                gone.add(message.meta().uid());
                return null;
            });
        }
        this.messages = rest;
        this.uids = gone.build();
    }

    /** The messages that stay. */
    public MessageTree<E> messages() {
        return messages;
    }

    /** The messages that go, by ascending UID. */
    public List<E> removed() {
        return removed;
    }

    /** Their UIDs. */
    public UidSet uids() {
        return uids;
    }
}
