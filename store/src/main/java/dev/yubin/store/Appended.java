package dev.yubin.store;

/** What {@link Mailbox#append} did (RFC 4315 §3, APPENDUID). */
public final class Appended {
    private final long uidValidity;
    private final UidSet uids;
    private final long modSeq;

    private Appended(long uidValidity, UidSet uids, long modSeq) {
        this.uidValidity = uidValidity;
        this.uids = uids;
        this.modSeq = modSeq;
    }

    /** The batch got these UIDs in its order, by the commit with that MODSEQ (0 if the store keeps none). */
    public static Appended of(long uidValidity, UidSet uids, long modSeq) {
        return new Appended(uidValidity, uids, modSeq);
    }

    /** The mailbox's UIDVALIDITY. */
    public long uidValidity() {
        return uidValidity;
    }

    /** The new UIDs. */
    public UidSet uids() {
        return uids;
    }

    /** The commit's MODSEQ, or 0. */
    public long modSeq() {
        return modSeq;
    }
}
