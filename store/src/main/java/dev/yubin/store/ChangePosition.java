package dev.yubin.store;

/**
 * A place in a mailbox's history: after the entry (MODSEQ, UID). The UID is needed because one commit may touch more
 * messages than a page holds.
 */
public final class ChangePosition implements Comparable<ChangePosition> {
    private final long modSeq;
    private final long uid;

    private ChangePosition(long modSeq, long uid) {
        this.modSeq = modSeq;
        this.uid = uid;
    }

    /** After the whole commit of that MODSEQ. */
    public static ChangePosition afterCommit(long modSeq) {
        return new ChangePosition(modSeq, UidSet.MAX_UID);
    }

    /** Within the commit of that MODSEQ, after that UID. */
    public static ChangePosition within(long modSeq, long uid) {
        return new ChangePosition(modSeq, uid);
    }

    /** The MODSEQ. */
    public long modSeq() {
        return modSeq;
    }

    /** The last UID seen within that MODSEQ; {@link UidSet#MAX_UID} after the whole commit. */
    public long uid() {
        return uid;
    }

    @Override
    public int compareTo(ChangePosition other) {
        int byModSeq = Long.compare(modSeq, other.modSeq);
        return byModSeq != 0 ? byModSeq : Long.compare(uid, other.uid);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ChangePosition position && compareTo(position) == 0;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(modSeq * 31 + uid);
    }

    @Override
    public String toString() {
        return "(" + modSeq + ", " + uid + ")";
    }
}
