package dev.yubin.store;

/** What {@link Mailbox#expunge} did. */
public final class Expunged {
    private final UidSet uids;
    private final long modSeq;

    private Expunged(UidSet uids, long modSeq) {
        this.uids = uids;
        this.modSeq = modSeq;
    }

    /** These UIDs are gone, by the commit with that MODSEQ (0 if there was none, or the store keeps none). */
    public static Expunged of(UidSet uids, long modSeq) {
        return new Expunged(uids, modSeq);
    }

    /** The messages that are gone. */
    public UidSet uids() {
        return uids;
    }

    /** The commit's MODSEQ, or 0. */
    public long modSeq() {
        return modSeq;
    }
}
