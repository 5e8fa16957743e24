package dev.yubin.store;

import java.util.List;

/** What {@link Mailbox#updateFlags} did. */
public final class FlagOutcome {
    private final long modSeq;
    private final List<MessageMeta> changed;
    private final UidSet failed;
    private final UidSet missing;

    private FlagOutcome(long modSeq, List<MessageMeta> changed, UidSet failed, UidSet missing) {
        this.modSeq = modSeq;
        this.changed = List.copyOf(changed);
        this.failed = failed;
        this.missing = missing;
    }

    /**
     * An outcome.
     *
     * @param modSeq the commit's MODSEQ, 0 if nothing changed or the store keeps none
     * @param changed the messages whose flags are different now, as they are after the commit, by ascending UID
     * @param failed those left alone because they had changed since (RFC 7162 §3.1.3, MODIFIED)
     * @param missing those of the set's single UIDs and ranges that name no message, within the UIDs given out so far
     */
    public static FlagOutcome of(long modSeq, List<MessageMeta> changed, UidSet failed, UidSet missing) {
        return new FlagOutcome(modSeq, changed, failed, missing);
    }

    /** The commit's MODSEQ, or 0. */
    public long modSeq() {
        return modSeq;
    }

    /** The messages whose flags are different now. */
    public List<MessageMeta> changed() {
        return changed;
    }

    /** The messages left alone because of UNCHANGEDSINCE. */
    public UidSet failed() {
        return failed;
    }

    /** The UIDs asked for that name no message. */
    public UidSet missing() {
        return missing;
    }
}
