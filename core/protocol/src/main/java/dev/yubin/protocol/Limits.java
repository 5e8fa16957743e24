package dev.yubin.protocol;

import java.time.Duration;

/**
 * What one connection may use, whatever it speaks. Immutable: each method gives a changed copy. A protocol's options say
 * which values it starts with.
 */
public final class Limits {
    /** Default of {@link #lineLength()}. RFC 5321 §4.5.3.1.4 asks for 512 plus what extensions add. */
    public static final int DEFAULT_LINE_LENGTH = 2000;

    /** Default of {@link #badCommands()}. */
    public static final int DEFAULT_BAD_COMMANDS = 20;

    /** Default of {@link #storeTimeout()}. */
    public static final Duration DEFAULT_STORE_TIMEOUT = Duration.ofSeconds(60);

    /** Timers count nanoseconds, which end at 292 years. */
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private final Duration idle;
    private final int lineLength;
    private final int badCommands;
    private final Duration storeTimeout;

    private Limits(Duration idle, int lineLength, int badCommands, Duration storeTimeout) {
        this.idle = idle;
        this.lineLength = lineLength;
        this.badCommands = badCommands;
        this.storeTimeout = storeTimeout;
    }

    /** The defaults, with this idle limit. */
    public static Limits withIdle(Duration idle) {
        return new Limits(null, DEFAULT_LINE_LENGTH, DEFAULT_BAD_COMMANDS, DEFAULT_STORE_TIMEOUT).idle(idle);
    }

    /** How long a connection may neither send nor take anything before it is closed. */
    public Duration idle() {
        return idle;
    }

    /** The longest command line in octets, without its CRLF. A longer one is refused and read past. */
    public int lineLength() {
        return lineLength;
    }

    /** After how many commands with a syntax error in one session the connection is closed. */
    public int badCommands() {
        return badCommands;
    }

    /** How long one call to a store that blocks may take before the client is told to try again later. */
    public Duration storeTimeout() {
        return storeTimeout;
    }

    /** A copy with this idle limit. */
    public Limits idle(Duration value) {
        return new Limits(positive(value), lineLength, badCommands, storeTimeout);
    }

    /** A copy with this line length, at least 512. */
    public Limits lineLength(int octets) {
        if (octets < 512) {
            throw new IllegalArgumentException("Lines of 512 octets must be taken (RFC 5321 §4.5.3.1.4): " + octets);
        }
        return new Limits(idle, octets, badCommands, storeTimeout);
    }

    /** A copy with this number of bad commands, at least 1. */
    public Limits badCommands(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("At least 1 bad command must be allowed: " + count);
        }
        return new Limits(idle, lineLength, count, storeTimeout);
    }

    /** A copy with this store time-out. */
    public Limits storeTimeout(Duration value) {
        return new Limits(idle, lineLength, badCommands, positive(value));
    }

    private static Duration positive(Duration value) {
        if (value.isNegative() || value.isZero() || value.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("A time limit must be more than zero and at most 100 years: " + value);
        }
        return value;
    }
}
