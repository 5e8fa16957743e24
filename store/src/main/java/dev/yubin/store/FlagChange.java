package dev.yubin.store;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;

/** An operation on a message's flags; it goes down to the store as it is, so that two of them never undo each other. */
public final class FlagChange {
    /** What is done with the named flags. */
    public enum Mode {
        /** They are added. */
        ADD,
        /** They are taken away. */
        REMOVE,
        /** They replace what there is. */
        REPLACE
    }

    private final Mode mode;
    private final Flags flags;

    private FlagChange(Mode mode, Flags flags) {
        this.mode = mode;
        this.flags = flags;
    }

    /** Adds flags. */
    public static FlagChange add(Flag... flags) {
        return of(Mode.ADD, Flags.of(flags));
    }

    /** Takes flags away. */
    public static FlagChange remove(Flag... flags) {
        return of(Mode.REMOVE, Flags.of(flags));
    }

    /** Replaces all flags. */
    public static FlagChange replace(Flag... flags) {
        return of(Mode.REPLACE, Flags.of(flags));
    }

    /** A change by mode and flags. */
    public static FlagChange of(Mode mode, Flags flags) {
        return new FlagChange(mode, flags);
    }

    /** What is done. */
    public Mode mode() {
        return mode;
    }

    /** The flags it is done with. */
    public Flags flags() {
        return flags;
    }

    /** The flags a message has after the change; the very same object if nothing changes. */
    public Flags applyTo(Flags before) {
        return switch (mode) {
            case ADD -> before.plus(flags);
            case REMOVE -> before.minus(flags);
            case REPLACE -> before.equals(flags) ? before : flags;
        };
    }

    /**
     * What {@link Mailbox#updateFlags} has to do and to return. A store asks this within its commit and writes what
     * {@link FlagOutcome#changed()} says; {@link FlagOutcome#modSeq()} is 0 if there is nothing to write.
     *
     * @param found the messages of the set that there are, by ascending UID
     * @param asked the set
     * @param uidNext the mailbox's UIDNEXT
     * @param unchangedSince as in {@link Mailbox#updateFlags}
     * @param modSeq the MODSEQ that the commit gets if it changes anything; 0 if the store keeps none
     */
    public FlagOutcome plan(
            List<MessageMeta> found, UidSet asked, long uidNext, OptionalLong unchangedSince, long modSeq) {
        List<MessageMeta> changed = new ArrayList<>();
        UidSet.Builder failed = new UidSet.Builder();
        for (MessageMeta meta : found) {
            Flags flags = applyTo(meta.flags());
            if (meta.modSeq() > unchangedSince.orElse(Long.MAX_VALUE)) {
                failed.add(meta.uid());
            } else if (flags != meta.flags()) {
                changed.add(meta.toBuilder().flags(flags).modSeq(modSeq).build());
            }
        }
        UidSet missing = asked.below(uidNext).minus(UidSet.of(found));
        return FlagOutcome.of(changed.isEmpty() ? 0 : modSeq, changed, failed.build(), missing);
    }
}
