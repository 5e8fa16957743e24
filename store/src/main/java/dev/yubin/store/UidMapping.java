package dev.yubin.store;

/** Which message became which by a copy or move: the n-th source is the n-th target (RFC 4315 §3, COPYUID). */
public final class UidMapping {
    private final long uidValidity;
    private final UidSet sources;
    private final UidSet targets;

    private UidMapping(long uidValidity, UidSet sources, UidSet targets) {
        this.uidValidity = uidValidity;
        this.sources = sources;
        this.targets = targets;
    }

    /**
     * A mapping into a mailbox of that UIDVALIDITY.
     *
     * @throws IllegalArgumentException if there are not as many targets as sources
     */
    public static UidMapping of(long uidValidity, UidSet sources, UidSet targets) {
        if (sources.count() != targets.count()) {
            throw new IllegalArgumentException("Sources " + sources + " and targets " + targets + " differ in number");
        }
        return new UidMapping(uidValidity, sources, targets);
    }

    /** The target mailbox's UIDVALIDITY. */
    public long uidValidity() {
        return uidValidity;
    }

    /** UIDs in the mailbox copied from. */
    public UidSet sources() {
        return sources;
    }

    /** UIDs in the mailbox copied to. */
    public UidSet targets() {
        return targets;
    }
}
