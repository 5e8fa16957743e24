package dev.yubin.protocol.spi;

import java.util.Objects;

/** What comes after a command. */
public final class Outcome {
    /** The next command. */
    public static final Outcome DONE = new Outcome(null);

    /** The end of the session; what the client sent behind this command is thrown away. */
    public static final Outcome CLOSE = new Outcome(null);

    private final Cursor cursor;

    private Outcome(Cursor cursor) {
        this.cursor = cursor;
    }

    /** The rest of a long reply. */
    public static Outcome more(Cursor cursor) {
        return new Outcome(Objects.requireNonNull(cursor));
    }

    /** The rest of a long reply, or null. */
    Cursor cursor() {
        return cursor;
    }
}
