package dev.yubin.protocol.spi;

import java.time.Duration;
import java.util.Objects;

/** What comes after a command. */
public final class Outcome {
    /** The next command. */
    public static final Outcome DONE = new Outcome(null, null, null, null);

    /** The end of the session; what the client sent behind this command is thrown away. */
    public static final Outcome CLOSE = new Outcome(null, null, null, null);

    /**
     * The beginning of TLS: the reply goes out, what the client sent behind this command in plain text is thrown away, and
     * when the handshake is over the session is told so by {@link Session#secured} (RFC 3207 §4, RFC 2595 §4, RFC 9051
     * §6.2.1). Only if {@link Connection#mayStartTls}.
     */
    public static final Outcome START_TLS = new Outcome(null, null, null, null);

    private final Cursor cursor;
    private final Object command;
    private final Duration delay;
    private final Outcome later;

    private Outcome(Cursor cursor, Object command, Duration delay, Outcome later) {
        this.cursor = cursor;
        this.command = command;
        this.delay = delay;
        this.later = later;
    }

    /** The rest of a long reply. */
    public static Outcome more(Cursor cursor) {
        return new Outcome(Objects.requireNonNull(cursor), null, null, null);
    }

    /**
     * Another command of the same protocol, before anything else is decoded: work that goes on where this command may
     * not, on another executor for example.
     */
    public static Outcome then(Object command) {
        return new Outcome(null, Objects.requireNonNull(command), null, null);
    }

    /**
     * After a delay on the server's clock, this outcome. What the command has written is held back until then, and no
     * thread waits. A server that closes waits no longer.
     */
    public static Outcome after(Duration delay, Outcome later) {
        Objects.requireNonNull(later);
        return delay.isZero() ? later : new Outcome(null, null, delay, later);
    }

    /** The rest of a long reply, or null. */
    Cursor cursor() {
        return cursor;
    }

    /** The command to go on with, or null. */
    Object command() {
        return command;
    }

    /** How long to wait for {@link #later}, or null. */
    Duration delay() {
        return delay;
    }

    /** What comes after the delay. */
    Outcome later() {
        return later;
    }
}
