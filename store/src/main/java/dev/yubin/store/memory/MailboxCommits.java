package dev.yubin.store.memory;

import dev.yubin.store.ChangePage;
import dev.yubin.store.ChangePosition;
import dev.yubin.store.Flags;
import dev.yubin.store.MailboxId;
import dev.yubin.store.NewMessage;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.UidSet;
import dev.yubin.store.index.ChangeLog;
import dev.yubin.store.index.MessageTree;
import dev.yubin.store.index.SetCommit;
import dev.yubin.store.index.Snapshot;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;

/**
 * The commits of one mailbox. Readers look at an immutable {@link Snapshot} and take no lock.
 *
 * <p>A commit of up to {@link #SMALL} messages is worked out and published under the mailbox's lock. A larger one never
 * holds that lock for long, because an event loop may wait for it: it is worked out on a snapshot, with a MODSEQ (and
 * UIDs, if messages come in) so far ahead that small commits go on below. When it is published, under the lock, it is
 * first brought up to date with what these did, which takes as long as that is much. So it comes out as if all of it
 * had happened at that moment: "all messages", UNCHANGEDSINCE and {@code \Deleted} mean those of the moment of the
 * commit. Large commits of one mailbox wait for each other, and nothing else waits for them.
 */
final class MailboxCommits {
    /** Most messages of a commit that is worked out under the lock: some 100 µs. */
    static final int SMALL = 1000;

    /** How far ahead a large commit takes its MODSEQ. If so many commits are made meanwhile, it begins again. */
    private static final long AHEAD = 1 << 20;

    /** How often a large commit catches up before it takes the lock: each time there is less to catch up with. */
    private static final int CATCH_UPS = 8;

    private final MailboxId id;
    private final String emailIds;
    private final MemoryQuota quota;
    private final InstantSource clock;
    private final ChangeLog log;
    private final Object lock = new Object();
    private final ReentrantLock bulk = new ReentrantLock();
    private volatile Snapshot<StoredMessage> now;
    private volatile boolean gone;

    /** For tests: what happens when a large commit has been worked out, with no lock that a small one waits for. */
    volatile Runnable workedOut = () -> {};

    /**
     * A mailbox without messages.
     *
     * @param emailIds what the EMAILIDs of its new messages begin with; a UID follows
     */
    MailboxCommits(MailboxId id, String emailIds, MemoryQuota quota, InstantSource clock) {
        this.id = id;
        this.emailIds = emailIds;
        this.quota = quota;
        this.clock = clock;
        // RFC 7162 §3.1.2.1: HIGHESTMODSEQ is at least 1.
        this.now = Snapshot.empty(1);
        this.log = new ChangeLog(1);
    }

    MailboxId id() {
        return id;
    }

    MemoryQuota quota() {
        return quota;
    }

    /** Held for one commit's publication, and never while waiting for anything but another such lock. */
    Object lock() {
        return lock;
    }

    /** Held for a large commit; taken before {@link #lock()}. Of two mailboxes, the one of the lower id comes first. */
    ReentrantLock bulk() {
        return bulk;
    }

    Instant time() {
        return clock.instant();
    }

    /** What there is. */
    Snapshot<StoredMessage> snapshot() throws StoreException {
        Snapshot<StoredMessage> seen = now;
        if (gone) {
            throw new StoreException(Kind.GONE, "Mailbox " + id + " was deleted");
        }
        return seen;
    }

    ChangePage changesSince(ChangePosition after, int limit) throws StoreException {
        // The snapshot first: the log then has all that led up to it.
        Snapshot<StoredMessage> seen = snapshot();
        return log.page(after, limit, seen.messages(), seen.modSeq());
    }

    /** Whether a set has so few messages that a commit of it may hold the lock. */
    boolean isSmall(UidSet uids) throws StoreException {
        MessageTree<StoredMessage> messages = snapshot().messages();
        if (messages.count() <= SMALL && uids.ranges() <= SMALL) {
            return true;
        }
        int[] left = {SMALL};
        for (int i = 0; i < uids.ranges() && i <= SMALL; i++) {
            if (!messages.forEach(uids.first(i), uids.last(i), message -> --left[0] >= 0)) {
                return false;
            }
        }
        return uids.ranges() <= SMALL;
    }

    /** Adds messages, whose content is the store's own already. */
    Arrival append(List<NewMessage> batch) throws StoreException {
        Instant saveDate = clock.instant();
        if (batch.size() <= SMALL) {
            synchronized (lock) {
                Snapshot<StoredMessage> before = snapshot();
                Arrival arrival = arrival(batch, before.uidNext(), before.modSeq() + 1, saveDate);
                add(arrival, before);
                return arrival;
            }
        }
        bulk.lock();
        try {
            long gap = 0;
            while (true) {
                Snapshot<StoredMessage> before = snapshot();
                Arrival arrival = arrival(batch, before.uidNext() + gap, ahead(before), saveDate);
                workedOut.run();
                synchronized (lock) {
                    Snapshot<StoredMessage> last = snapshot();
                    if (arrival.fits(last)) {
                        add(arrival, last);
                        return arrival;
                    }
                    gap = gapAfter(before, last);
                }
            }
        } finally {
            bulk.unlock();
        }
    }

    /**
     * Changes or removes messages.
     *
     * @param small whether they are so few that this may hold the lock
     * @param workOut works the change out on a snapshot, with a MODSEQ
     */
    <C extends SetCommit<StoredMessage>> C change(boolean small, BiFunction<Snapshot<StoredMessage>, Long, C> workOut)
            throws StoreException {
        if (small) {
            synchronized (lock) {
                Snapshot<StoredMessage> before = snapshot();
                long modSeq = before.modSeq() + 1;
                C commit = workOut.apply(before, modSeq);
                make(commit, modSeq, before);
                return commit;
            }
        }
        bulk.lock();
        try {
            while (true) {
                Snapshot<StoredMessage> before = snapshot();
                long modSeq = ahead(before);
                C commit = workOut.apply(before, modSeq);
                workedOut.run();
                catchUp(commit);
                synchronized (lock) {
                    Snapshot<StoredMessage> last = snapshot();
                    if (last.modSeq() < modSeq) {
                        commit.rebase(last);
                        make(commit, modSeq, last);
                        return commit;
                    }
                }
            }
        } finally {
            bulk.unlock();
        }
    }

    /** The MODSEQ of a large commit that begins now. */
    static long ahead(Snapshot<StoredMessage> before) {
        return before.modSeq() + AHEAD;
    }

    /** How many UIDs a large commit leaves to others if so many were given out while it was worked out in vain. */
    static long gapAfter(Snapshot<StoredMessage> before, Snapshot<StoredMessage> last) {
        return 4 * (last.uidNext() - before.uidNext());
    }

    /** New messages as they would be in this mailbox. */
    Arrival arrival(List<NewMessage> batch, long firstUid, long modSeq, Instant saveDate) throws StoreException {
        return new Arrival(batch, firstUid, modSeq, saveDate, uid -> emailIds + uid);
    }

    /** Brings a large commit up to date; tells whether no message of its set came, went or changed meanwhile. */
    boolean catchUp(SetCommit<StoredMessage> commit) throws StoreException {
        boolean same = true;
        for (int i = 0; i < CATCH_UPS; i++) {
            Snapshot<StoredMessage> last = snapshot();
            same &= commit.rebase(last);
            if (last == now) {
                break;
            }
        }
        return same;
    }

    private void add(Arrival arrival, Snapshot<StoredMessage> before) throws StoreException {
        Snapshot<StoredMessage> after = arrival.after(before);
        quota.reserve(arrival.size(), arrival.count(), 0);
        publish(after, arrival.uids(), UidSet.EMPTY);
    }

    private void make(SetCommit<StoredMessage> commit, long modSeq, Snapshot<StoredMessage> before)
            throws StoreException {
        if (commit.isEmpty()) {
            return;
        }
        Snapshot<StoredMessage> after = commit.after(modSeq);
        publish(after, commit.changedUids(), commit.vanishedUids());
        giveBack(before.messages(), after.messages());
    }

    /** Makes a commit visible. The lock is held. */
    void publish(Snapshot<StoredMessage> after, UidSet changed, UidSet vanished) {
        log.add(after.modSeq(), changed, vanished);
        now = after;
    }

    private void giveBack(MessageTree<StoredMessage> before, MessageTree<StoredMessage> after) {
        if (before.count() > after.count()) {
            quota.release(before.size() - after.size(), before.count() - after.count(), 0);
        }
    }

    /** The mailbox was deleted: every call fails from now on. Returns what was in it. */
    UidSet delete() {
        Snapshot<StoredMessage> last;
        synchronized (lock) {
            last = now;
            gone = true;
            now = new Snapshot<>(MessageTree.empty(), last.uidNext(), last.modSeq(), Flags.NONE);
            giveBack(last.messages(), now.messages());
        }
        return last.uids();
    }
}
