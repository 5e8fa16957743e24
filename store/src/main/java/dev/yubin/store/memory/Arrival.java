package dev.yubin.store.memory;

import dev.yubin.store.Flags;
import dev.yubin.store.MessageMeta;
import dev.yubin.store.NewMessage;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.UidSet;
import dev.yubin.store.index.MessageTree;
import dev.yubin.store.index.Snapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongFunction;

/** New messages of a mailbox, with the UIDs and the MODSEQ they get if it still {@link #fits} when they are added. */
final class Arrival {
    private final List<StoredMessage> messages;
    /** The same, made outside of locks; null for one message, which is added as fast. */
    private final MessageTree<StoredMessage> tree;

    private final long size;
    private final UidSet uids;
    private final long modSeq;
    private final Flags keywords;

    /**
     * Gives the messages UIDs from {@code firstUid} on.
     *
     * @param batch at least one message
     * @param emailIds makes the EMAILID of a message that has none, from its UID
     */
    Arrival(List<NewMessage> batch, long firstUid, long modSeq, Instant saveDate, LongFunction<String> emailIds)
            throws StoreException {
        if (firstUid + batch.size() - 1 > UidSet.MAX_UID) {
            throw new StoreException(Kind.LIMIT, "The mailbox has used up its UIDs");
        }
        List<StoredMessage> arrived = new ArrayList<>(batch.size());
        Flags given = Flags.NONE;
        long octets = 0;
        long uid = firstUid;
        for (NewMessage message : batch) {
            MessageMeta meta = MessageMeta.builder(uid, message)
                    .modSeq(modSeq)
                    .saveDate(saveDate)
                    .emailId(message.emailId().isEmpty() ? emailIds.apply(uid) : message.emailId())
                    .build();
            arrived.add(new StoredMessage(meta, message.content()));
            octets += meta.size();
            given = given.plus(message.flags().keywords());
            Snapshot.requireRoom(given);
            uid++;
        }
        this.messages = arrived;
        this.size = octets;
        this.tree = arrived.size() == 1 ? null : MessageTree.of(arrived);
        this.uids = UidSet.range(firstUid, uid - 1);
        this.modSeq = modSeq;
        this.keywords = given;
    }

    UidSet uids() {
        return uids;
    }

    long modSeq() {
        return modSeq;
    }

    /** How many messages there are. */
    int count() {
        return messages.size();
    }

    /** How many octets they have. */
    long size() {
        return size;
    }

    /** Whether the mailbox has not come as far as these UIDs and this MODSEQ. */
    boolean fits(Snapshot<StoredMessage> now) {
        return now.uidNext() <= uids.first(0) && now.modSeq() < modSeq;
    }

    /** A mailbox with these messages too. */
    Snapshot<StoredMessage> after(Snapshot<StoredMessage> now) throws StoreException {
        MessageTree<StoredMessage> all = tree == null
                ? now.messages().with(messages.get(0))
                : now.messages().plus(tree);
        return new Snapshot<>(all, uids.last(0) + 1, modSeq, now.keywordsWith(keywords));
    }
}
