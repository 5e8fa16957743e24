package dev.yubin.store.memory;

import dev.yubin.store.Expunge;
import dev.yubin.store.NewMessage;
import dev.yubin.store.StoreException;
import dev.yubin.store.UidSet;
import dev.yubin.store.index.ExpungeCommit;
import dev.yubin.store.index.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A move: one commit in each of two mailboxes, made under both locks, or one commit within one mailbox. A large one is
 * worked out without the locks, as {@link MailboxCommits} says, and anew if one of its own messages was changed or
 * removed meanwhile; if that happens time and again, the last try holds the locks.
 */
final class MailboxMove {
    private static final int TRIES = 4;

    private final MailboxCommits source;
    private final MailboxCommits target;
    private final UidSet asked;
    private final MailboxCommits first;
    private final MailboxCommits second;
    private final Instant saveDate;
    private ExpungeCommit<StoredMessage> out;
    private long outModSeq;
    private Arrival in;

    MailboxMove(MailboxCommits source, MailboxCommits target, UidSet asked) {
        this.source = source;
        this.target = target;
        this.asked = asked;
        boolean inOrder = source.id().compareTo(target.id()) <= 0;
        this.first = inOrder ? source : target;
        this.second = inOrder ? target : source;
        this.saveDate = source.time();
    }

    /** Moves the messages; tells which they were. */
    UidSet make() throws StoreException {
        if (source.isSmall(asked)) {
            return makeUnderLocks();
        }
        first.bulk().lock();
        second.bulk().lock();
        try {
            return makeAhead() ? out.uids() : makeUnderLocks();
        } finally {
            second.bulk().unlock();
            first.bulk().unlock();
        }
    }

    /** Where they are now. */
    UidSet targets() {
        return out.isEmpty() ? UidSet.EMPTY : in.uids();
    }

    private UidSet makeUnderLocks() throws StoreException {
        synchronized (first.lock()) {
            synchronized (second.lock()) {
                Snapshot<StoredMessage> from = source.snapshot();
                Snapshot<StoredMessage> to = target.snapshot();
                workOut(from, from.modSeq() + 1, to.uidNext(), to.modSeq() + 1);
                publish();
                return out.uids();
            }
        }
    }

    private boolean makeAhead() throws StoreException {
        long gap = 0;
        for (int i = 0; i < TRIES; i++) {
            Snapshot<StoredMessage> from = source.snapshot();
            Snapshot<StoredMessage> to = target.snapshot();
            workOut(from, MailboxCommits.ahead(from), to.uidNext() + gap, MailboxCommits.ahead(to));
            source.workedOut.run();
            if (source.catchUp(out)) {
                synchronized (first.lock()) {
                    synchronized (second.lock()) {
                        if (publish()) {
                            return true;
                        }
                    }
                }
            }
            gap = MailboxCommits.gapAfter(to, target.snapshot());
        }
        return false;
    }

    private void workOut(Snapshot<StoredMessage> from, long modSeq, long targetUid, long targetModSeq)
            throws StoreException {
        out = new ExpungeCommit<>(from, existing(from), Expunge.ANY);
        outModSeq = modSeq;
        if (!out.isEmpty()) {
            List<NewMessage> batch = new ArrayList<>();
            for (StoredMessage message : out.removed()) {
                batch.add(NewMessage.copyOf(message.meta(), message.content()));
            }
            in = target.arrival(batch, targetUid, targetModSeq, saveDate);
        }
    }

    /** What was asked for of the UIDs given out so far: what comes in meanwhile is not moved. */
    private UidSet existing(Snapshot<StoredMessage> from) {
        UidSet.Builder set = new UidSet.Builder();
        for (int i = 0; i < asked.ranges() && asked.first(i) < from.uidNext(); i++) {
            set.addRange(asked.first(i), Math.min(asked.last(i), from.uidNext() - 1));
        }
        return set.build();
    }

    /** Makes the move if it can still be made as it was worked out. Both locks are held. */
    private boolean publish() throws StoreException {
        Snapshot<StoredMessage> from = source.snapshot();
        Snapshot<StoredMessage> to = target.snapshot();
        if (out.isEmpty()) {
            return true;
        }
        if (!out.rebase(from) || from.modSeq() >= outModSeq || !in.fits(to)) {
            return false;
        }
        if (source == target) {
            source.publish(in.after(out.after(in.modSeq())), in.uids(), out.uids());
            return true;
        }
        Snapshot<StoredMessage> arrived = in.after(to);
        if (source.quota() != target.quota()) {
            target.quota().reserve(in.size(), in.count(), 0);
            source.quota().release(in.size(), in.count(), 0);
        }
        target.publish(arrived, in.uids(), UidSet.EMPTY);
        source.publish(out.after(outModSeq), UidSet.EMPTY, out.uids());
        return true;
    }
}
