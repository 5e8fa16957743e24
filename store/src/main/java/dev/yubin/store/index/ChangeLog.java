package dev.yubin.store.index;

import dev.yubin.store.ChangePage;
import dev.yubin.store.ChangePosition;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.UidSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The newest commits of a mailbox: which UIDs each one touched and which it removed. Bounded in commits and in ranges of
 * UIDs: whoever asks for more than it remembers is told to start afresh. Writers take turns, under their mailbox's lock;
 * readers take no lock.
 */
public final class ChangeLog {
    /** How many commits are remembered. */
    public static final int CAPACITY = 4096;

    /** How many ranges the sets of all commits that are remembered have together: 16 octets each. */
    public static final int MAX_RANGES = 64 * 1024;

    /** How many entries a page looks at in vain: those of messages that were touched again since. */
    private static final int OBSOLETE_PER_PAGE = 1000;

    private volatile Commits commits;
    private int ranges;

    /** A log without commits, of a mailbox whose newest commit has that MODSEQ. */
    public ChangeLog(long modSeqBefore) {
        this.commits = new Commits(new Commit[4], 0, 0, modSeqBefore);
    }

    /**
     * Adds the newest commit: the messages that it touched, and those that it removed, all of which have lower UIDs.
     * Readers may see it at once, and pass over it until they have a snapshot that is as new.
     */
    public void add(long modSeq, UidSet changed, UidSet vanished) {
        Commit commit = new Commit(modSeq, changed, vanished);
        Commits now = commits.withRoom();
        now.ring[now.to] = commit;
        ranges += commit.ranges();
        int from = now.from;
        int to = now.to + 1;
        long forgotten = now.forgotten;
        while (to - from > CAPACITY || (ranges > MAX_RANGES && from < to)) {
            Commit oldest = now.ring[from];
            forgotten = oldest.modSeq;
            ranges -= oldest.ranges();
            now.ring[from++] = null;
        }
        commits = new Commits(now.ring, from, to, forgotten);
    }

    /**
     * A page of what came after a position, with the messages as they are in {@code tree}. It may be empty and yet not
     * the last, because it takes bounded time: so much was touched again since then.
     */
    public ChangePage page(ChangePosition after, int limit, MessageTree<?> tree, long highestModSeq) {
        Commits seen = commits;
        // Who stopped within a commit that is forgotten has not seen the rest of it.
        boolean tooOld = after.compareTo(ChangePosition.afterCommit(seen.forgotten)) < 0;
        if (tooOld || after.modSeq() > highestModSeq) {
            return reset(highestModSeq);
        }
        Page page = new Page(limit, tree);
        ChangePosition done = after;
        int first = seen.firstAtOrAfter(after.modSeq());
        // A slot that is empty was forgotten while this page was made; so may have been what came after it.
        if (first > seen.from && seen.ring[first - 1] == null) {
            return reset(highestModSeq);
        }
        for (int i = first; i < seen.to; i++) {
            Commit commit = seen.ring[i];
            if (commit == null) {
                return reset(highestModSeq);
            }
            if (commit.modSeq > highestModSeq) {
                break;
            }
            if (page.isFull()) {
                return ChangePage.of(page.changed, page.vanished(), done, false);
            }
            long from = commit.modSeq == after.modSeq() ? after.uid() + 1 : 1;
            if (!page.take(commit, from)) {
                return ChangePage.withinCommit(page.changed, page.vanished(), page.last);
            }
            page.left--;
            done = ChangePosition.afterCommit(commit.modSeq);
        }
        return ChangePage.of(page.changed, page.vanished(), ChangePosition.afterCommit(highestModSeq), true);
    }

    private static ChangePage reset(long highestModSeq) {
        return ChangePage.reset(ChangePosition.afterCommit(highestModSeq));
    }

    private record Commit(long modSeq, UidSet changed, UidSet vanished) {
        /** Never 0, because a commit without ranges takes room too. */
        int ranges() {
            return 1 + changed.ranges() + vanished.ranges();
        }
    }

    /**
     * What the log has at one moment: the commits from {@code from} to before {@code to}. A writer fills slots only from
     * {@code to} on, so that an older state stays as it was, but for commits that are forgotten: their slots are null.
     *
     * @param forgotten the MODSEQ before the oldest commit that is remembered
     */
    private record Commits(Commit[] ring, int from, int to, long forgotten) {
        /** The same with an empty slot at {@code to}. */
        Commits withRoom() {
            if (to < ring.length) {
                return this;
            }
            int count = to - from;
            Commit[] copy = new Commit[Math.max(4, count * 2)];
            System.arraycopy(ring, from, copy, 0, count);
            return new Commits(copy, 0, count, forgotten);
        }

        int firstAtOrAfter(long modSeq) {
            int low = from;
            int high = to;
            while (low < high) {
                int middle = (low + high) >>> 1;
                Commit commit = ring[middle];
                if (commit == null || commit.modSeq < modSeq) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }

    /** A page that is being filled. */
    private static final class Page {
        private final int limit;
        private final MessageTree<?> tree;
        private final List<MessageMeta> changed = new ArrayList<>();
        private long[] gone = new long[8];
        private int goneCount;
        /** How many entries may still be looked at. */
        private long left;

        private ChangePosition last;

        Page(int limit, MessageTree<?> tree) {
            this.limit = limit;
            this.tree = tree;
            this.left = (long) limit + OBSOLETE_PER_PAGE;
        }

        boolean isFull() {
            return left <= 0 || changed.size() + goneCount >= limit;
        }

        UidSet vanished() {
            return UidSet.of(Arrays.copyOf(gone, goneCount));
        }

        /** Takes a commit's entries from a UID on; false if the page was full before its end. */
        boolean take(Commit commit, long from) {
            return takeVanished(commit, from) && takeChanged(commit, from);
        }

        private boolean takeVanished(Commit commit, long from) {
            UidSet uids = commit.vanished;
            for (int i = firstRange(uids, from); i < uids.ranges(); i++) {
                for (long uid = Math.max(from, uids.first(i)); uid <= uids.last(i); uid++) {
                    if (isFull()) {
                        return false;
                    }
                    if (goneCount == gone.length) {
                        gone = Arrays.copyOf(gone, goneCount * 2);
                    }
                    gone[goneCount++] = uid;
                    last = ChangePosition.within(commit.modSeq, uid);
                }
            }
            return true;
        }

        private boolean takeChanged(Commit commit, long from) {
            UidSet uids = commit.changed;
            for (int i = firstRange(uids, from); i < uids.ranges(); i++) {
                long first = Math.max(from, uids.first(i));
                if (isFull()) {
                    return false;
                }
                left--;
                last = ChangePosition.within(commit.modSeq, first - 1);
                boolean all = tree.forEach(first, uids.last(i), message -> {
                    if (isFull()) {
                        return false;
                    }
                    left--;
                    MessageMeta meta = message.meta();
                    last = ChangePosition.within(commit.modSeq, meta.uid());
                    // What was touched again, or removed, since then comes at its later place.
                    if (meta.modSeq() == commit.modSeq) {
                        changed.add(meta);
                    }
                    return true;
                });
                if (!all) {
                    return false;
                }
                last = ChangePosition.within(commit.modSeq, uids.last(i));
            }
            return true;
        }

        private static int firstRange(UidSet uids, long from) {
            int low = 0;
            int high = uids.ranges();
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (uids.last(middle) < from) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            return low;
        }
    }
}
