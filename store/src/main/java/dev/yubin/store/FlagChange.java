package dev.yubin.store;

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
}
