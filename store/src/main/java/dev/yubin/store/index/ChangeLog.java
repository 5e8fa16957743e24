package dev.yubin.store.index;

import dev.yubin.store.ChangePage;
import dev.yubin.store.ChangePosition;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.UidSet;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongPredicate;

/**
 * The newest commits of a mailbox: which UIDs each one touched and which it removed. Bounded: whoever asks for more than
 * it remembers is told to start afresh. Guarded by its mailbox.
 */
public final class ChangeLog {
    /** How many commits are remembered. */
    public static final int CAPACITY = 4096;

    private final List<Commit> ring = new ArrayList<>();
    private int oldest;
    /** The MODSEQ before the oldest commit that is remembered. */
    private long forgotten;

    /** A log without commits, of a mailbox whose newest commit has that MODSEQ. */
    public ChangeLog(long modSeqBefore) {
        this.forgotten = modSeqBefore;
    }

    /** Adds the newest commit, which either touched messages or removed them. */
    public void add(long modSeq, UidSet changed, UidSet vanished) {
        Commit commit = new Commit(modSeq, changed, vanished);
        if (ring.size() < CAPACITY) {
            ring.add(commit);
            return;
        }
        forgotten = ring.get(oldest).modSeq;
        ring.set(oldest, commit);
        oldest = (oldest + 1) % CAPACITY;
    }

    /** A page of what came after a position, with the messages as they are in {@code tree}. */
    public ChangePage page(ChangePosition after, int limit, MessageTree<?> tree, long highestModSeq) {
        // Who stopped within a commit that is forgotten has not seen the rest of it.
        boolean tooOld = after.compareTo(ChangePosition.afterCommit(forgotten)) < 0;
        if (tooOld || after.modSeq() > highestModSeq) {
            return ChangePage.reset(ChangePosition.afterCommit(highestModSeq));
        }
        Page page = new Page(limit);
        for (int i = firstAtOrAfter(after.modSeq()); i < ring.size(); i++) {
            Commit commit = at(i);
            long from = commit.modSeq == after.modSeq() ? after.uid() + 1 : 1;
            if (!page.take(commit, from, tree)) {
                return ChangePage.withinCommit(page.changed, page.vanished(), page.last);
            }
            if (page.isFull()) {
                boolean end = i == ring.size() - 1;
                return ChangePage.of(page.changed, page.vanished(), ChangePosition.afterCommit(commit.modSeq), end);
            }
        }
        return ChangePage.of(page.changed, page.vanished(), ChangePosition.afterCommit(highestModSeq), true);
    }

    private Commit at(int index) {
        return ring.get((oldest + index) % ring.size());
    }

    private int firstAtOrAfter(long modSeq) {
        int low = 0;
        int high = ring.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (at(middle).modSeq < modSeq) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private record Commit(long modSeq, UidSet changed, UidSet vanished) {}

    /** A page that is being filled. */
    private static final class Page {
        private final int limit;
        private final List<MessageMeta> changed = new ArrayList<>();
        private final List<Long> gone = new ArrayList<>();
        private ChangePosition last;

        Page(int limit) {
            this.limit = limit;
        }

        boolean isFull() {
            return changed.size() + gone.size() >= limit;
        }

        UidSet vanished() {
            return UidSet.of(gone.stream().mapToLong(Long::longValue).toArray());
        }

        /** Takes a commit's entries from a UID on; false if the page was full before its end. */
        boolean take(Commit commit, long from, MessageTree<?> tree) {
            // A commit either touches messages or removes them, so UID order holds within it.
            return takeEach(commit.vanished, from, commit, uid -> {
                        gone.add(uid);
                        return true;
                    })
                    && takeEach(commit.changed, from, commit, uid -> {
                        IndexEntry message = tree.get(uid);
                        // What was touched again, or removed, since then comes at its later place.
                        return message != null
                                && message.meta().modSeq() == commit.modSeq
                                && changed.add(message.meta());
                    });
        }

        private boolean takeEach(UidSet uids, long from, Commit commit, LongPredicate add) {
            for (int i = 0; i < uids.ranges(); i++) {
                for (long uid = Math.max(from, uids.first(i)); uid <= uids.last(i); uid++) {
                    if (isFull()) {
                        return false;
                    }
                    if (add.test(uid)) {
                        last = ChangePosition.within(commit.modSeq, uid);
                    }
                }
            }
            return true;
        }
    }
}
