package dev.yubin.store;

import java.util.List;

/** A page of a mailbox's history: see {@link Mailbox#changesSince}. */
public final class ChangePage {
    private final List<MessageMeta> changed;
    private final UidSet vanished;
    private final ChangePosition next;
    private final boolean atCommitEnd;
    private final boolean atEnd;
    private final boolean reset;

    private ChangePage(
            List<MessageMeta> changed,
            UidSet vanished,
            ChangePosition next,
            boolean atCommitEnd,
            boolean atEnd,
            boolean reset) {
        this.changed = List.copyOf(changed);
        this.vanished = vanished;
        this.next = next;
        this.atCommitEnd = atCommitEnd;
        this.atEnd = atEnd;
        this.reset = reset;
    }

    /** A page that ends within the commit of {@code next}: there is more of the same commit. */
    public static ChangePage withinCommit(List<MessageMeta> changed, UidSet vanished, ChangePosition next) {
        return new ChangePage(changed, vanished, next, false, false, false);
    }

    /** A page that ends with a whole commit. */
    public static ChangePage of(List<MessageMeta> changed, UidSet vanished, ChangePosition next, boolean atEnd) {
        return new ChangePage(changed, vanished, next, true, atEnd, false);
    }

    /** "I no longer know what happened since then": scan, compare, and go on from {@code next}. */
    public static ChangePage reset(ChangePosition next) {
        return new ChangePage(List.of(), UidSet.EMPTY, next, true, true, true);
    }

    /**
     * Messages that are new or have other flags, as they are now, in the order of (MODSEQ, UID). One that was touched
     * again later is told only at its newest place, so before {@link #atEnd()} a reader may know an older version of it.
     */
    public List<MessageMeta> changed() {
        return changed;
    }

    /** Messages that are gone. */
    public UidSet vanished() {
        return vanished;
    }

    /** Where to ask on from. */
    public ChangePosition next() {
        return next;
    }

    /** Whether all of the last commit is in this or an earlier page, so that its MODSEQ may be told to a client. */
    public boolean atCommitEnd() {
        return atCommitEnd;
    }

    /** Whether there was no newer commit. */
    public boolean atEnd() {
        return atEnd;
    }

    /** Whether the store cannot say what changed. */
    public boolean reset() {
        return reset;
    }
}
