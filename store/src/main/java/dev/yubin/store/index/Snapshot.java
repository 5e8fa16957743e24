package dev.yubin.store.index;

import dev.yubin.store.Flags;
import dev.yubin.store.MailboxState;
import dev.yubin.store.MetaVisitor;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.UidSet;

/**
 * What a reader sees: a mailbox after one commit.
 *
 * @param messages the messages
 * @param uidNext the next message gets this UID or a higher one
 * @param modSeq the commit's MODSEQ
 * @param keywords the keywords that messages have or had
 * @param <E> what there is per message
 */
public record Snapshot<E extends IndexEntry>(MessageTree<E> messages, long uidNext, long modSeq, Flags keywords) {
    /** How many keywords a mailbox remembers; with more of them in use, none can be added. */
    public static final int MAX_KEYWORDS = 1000;

    /** A mailbox that never had a message. */
    public static <E extends IndexEntry> Snapshot<E> empty(long modSeq) {
        return new Snapshot<>(MessageTree.empty(), 1, modSeq, Flags.NONE);
    }

    /** The state without UIDVALIDITY, which is no matter of a commit. */
    public MailboxState.Builder state() {
        return MailboxState.builder()
                .uidNext(uidNext)
                .highestModSeq(modSeq)
                .messages(messages.count())
                .unseen(messages.unseen())
                .deleted(messages.deleted())
                .size(messages.size())
                .firstUnseen(messages.firstUnseen())
                .keywords(keywords)
                .keywordsFull(keywords.size() >= MAX_KEYWORDS);
    }

    /**
     * The keywords after a commit that gives these flags to messages.
     *
     * @throws StoreException {@code LIMIT} if there would be more than {@link #MAX_KEYWORDS}
     */
    public Flags keywordsWith(Flags given) throws StoreException {
        Flags all = keywords.plus(given.keywords());
        if (all != keywords) {
            requireRoom(all);
        }
        return all;
    }

    /**
     * Checks that a mailbox may have these keywords.
     *
     * @throws StoreException {@code LIMIT} if they are more than {@link #MAX_KEYWORDS}
     */
    public static void requireRoom(Flags keywords) throws StoreException {
        if (keywords.size() > MAX_KEYWORDS) {
            throw new StoreException(Kind.LIMIT, "A mailbox has at most " + MAX_KEYWORDS + " keywords");
        }
    }

    /** The UIDs of all messages. */
    public UidSet uids() {
        UidSet.Builder uids = new UidSet.Builder();
        messages.forEach(1, UidSet.MAX_UID, message -> {
            uids.add(message.meta().uid());
            return true;
        });
        return uids.build();
    }

    /** Shows the messages of a set by ascending UID. */
    public void scan(UidSet uids, MetaVisitor out) {
        for (int i = 0; i < uids.ranges(); i++) {
            if (uids.first(i) == uids.last(i)) {
                // The commonest question by far.
                E message = messages.get(uids.first(i));
                if (message != null && !out.visit(message.meta())) {
                    return;
                }
            } else if (!messages.forEach(uids.first(i), uids.last(i), message -> out.visit(message.meta()))) {
                return;
            }
        }
    }
}
