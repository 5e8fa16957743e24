package dev.yubin.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * One mailbox. Every method may be called by many threads at once, and fails with {@link StoreException.Kind#GONE} once
 * the mailbox is deleted.
 *
 * <p>Every change is one atomic commit with one new MODSEQ, whatever number of messages it touches; a change without
 * effect makes none. Commits become visible in the order of their MODSEQ and new messages in the order of their UIDs,
 * with several writers too.
 */
public interface Mailbox {
    /** What identifies this mailbox for good. */
    MailboxId id();

    /** The counters and marks of the mailbox after the newest commit. */
    MailboxState state() throws IOException;

    /** The UIDs of all messages. This default asks {@link #scan}. */
    default UidSet uids() throws IOException {
        UidSet.Builder uids = new UidSet.Builder();
        scan(UidSet.ALL, meta -> {
            uids.add(meta.uid());
            return true;
        });
        return uids.build();
    }

    /**
     * Shows the messages of a set to a visitor, by ascending UID, without reading any content. UIDs that name no message
     * are passed over. The messages shown are those of one moment.
     */
    void scan(UidSet uids, MetaVisitor out) throws IOException;

    /**
     * The octets of a message.
     *
     * @throws StoreException {@code NOT_FOUND} if there is no message of that UID (any more)
     */
    MessageContent content(long uid) throws IOException;

    /**
     * Adds messages, all or none, with ascending UIDs in the order of the batch; they need not be contiguous with those
     * before.
     *
     * @throws StoreException {@code OVERQUOTA} if the account has no room for them, {@code LIMIT} if the mailbox has none
     *     for their keywords or has used up its UIDs
     */
    Appended append(List<NewMessage> batch) throws IOException;

    /**
     * Changes flags.
     *
     * @param unchangedSince if present, messages with a higher MODSEQ are left alone and named in the outcome (RFC 7162
     *     §3.1.3)
     */
    FlagOutcome updateFlags(UidSet uids, FlagChange change, OptionalLong unchangedSince) throws IOException;

    /** Removes messages: those of the set, or those of the set that are still {@code \Deleted} at that moment. */
    Expunged expunge(UidSet uids, Expunge which) throws IOException;

    /**
     * Copies messages with their flags, dates and EMAILIDs, all or none; UIDs that name no message are passed over. A
     * store recognises a target of its own by {@link #feature}, never by a cast, because forwarders pass features on.
     */
    default UidMapping copy(UidSet uids, Mailbox target) throws IOException {
        List<MessageMeta> found = new ArrayList<>();
        scan(uids, found::add);
        List<NewMessage> batch = new ArrayList<>(found.size());
        UidSet.Builder sources = new UidSet.Builder();
        for (MessageMeta meta : found) {
            try {
                batch.add(NewMessage.copyOf(meta, content(meta.uid())));
                sources.add(meta.uid());
            } catch (StoreException e) {
                // Expunged since the scan: as if it had been before.
                if (e.kind() != StoreException.Kind.NOT_FOUND) {
                    throw e;
                }
            }
        }
        if (batch.isEmpty()) {
            return UidMapping.of(target.state().uidValidity(), UidSet.EMPTY, UidSet.EMPTY);
        }
        Appended appended = target.append(batch);
        return UidMapping.of(appended.uidValidity(), sources.build(), appended.uids());
    }

    /**
     * Moves messages: a {@link #copy} and an {@link #expunge} of what was copied. This default is at-least-once: after a
     * crash between the two, messages are in both mailboxes. A store that can, makes it atomic.
     */
    default UidMapping move(UidSet uids, Mailbox target) throws IOException {
        UidMapping mapping = copy(uids, target);
        expunge(mapping.sources(), Expunge.ANY);
        return mapping;
    }

    /**
     * What changed after a position, in the order of (MODSEQ, UID). The reader asks on from {@link ChangePage#next()}
     * until {@link ChangePage#atEnd()}. A store that has forgotten so much, or keeps no changes, answers
     * {@link ChangePage#reset()}, and the reader scans and compares. A page may be empty and not the last. This default is that of a store which keeps no
     * changes: to a reader at HIGHESTMODSEQ nothing is new, any other must look at everything, and without MODSEQ every
     * reader.
     *
     * @param limit how many entries one page may have at the most; at least 1
     */
    default ChangePage changesSince(ChangePosition after, int limit) throws IOException {
        ChangePosition now = ChangePosition.afterCommit(state().highestModSeq());
        boolean nothingNew = after.equals(now) && now.modSeq() > 0;
        return nothingNew ? ChangePage.of(List.of(), UidSet.EMPTY, now, true) : ChangePage.reset(now);
    }

    /**
     * Calls {@code tick} after commits, on any thread and with no lock held, until the lease is closed. Ticks may be
     * merged, repeated or lost: they say "look again", nothing more. A tick does not block. One that throws is the
     * store's to survive: it concerns neither other watchers nor the caller whose commit has been made.
     * {@link Watchers} does all of this. The deletion of the mailbox ticks too; a mailbox that is gone never does.
     */
    Lease watch(Runnable tick);

    /** What this mailbox can do beyond the basics, asked for by type. */
    default <T> Optional<T> feature(Class<T> type) {
        return Optional.empty();
    }
}
