package dev.yubin.protocol;

import java.time.Duration;

/**
 * How many log-ins may fail, and how long a failed one waits for its answer. Immutable: each method gives a changed copy.
 * Part of {@link Limits}: {@code limits.logins(l -> l.failed(3))}.
 */
public final class LoginLimits {
    /** Default of {@link #failed()}. */
    public static final int DEFAULT_FAILED = 5;

    /** Default of {@link #failedPerAddress()}. */
    public static final int DEFAULT_FAILED_PER_ADDRESS = 100;

    /** Default of {@link #memory()}. */
    public static final Duration DEFAULT_MEMORY = Duration.ofMinutes(10);

    /** Default of {@link #quick()}. */
    public static final int DEFAULT_QUICK = 10;

    /** Default of {@link #delay()}. */
    public static final Duration DEFAULT_DELAY = Duration.ofSeconds(1);

    /** No answer is held back for longer than this. */
    public static final Duration LONGEST_DELAY = Duration.ofSeconds(30);

    private static final LoginLimits DEFAULTS =
            new LoginLimits(DEFAULT_FAILED, DEFAULT_FAILED_PER_ADDRESS, DEFAULT_MEMORY, DEFAULT_QUICK, DEFAULT_DELAY);

    private final int failed;
    private final int failedPerAddress;
    private final Duration memory;
    private final int quick;
    private final Duration delay;

    private LoginLimits(int failed, int failedPerAddress, Duration memory, int quick, Duration delay) {
        this.failed = Limits.atLeast(1, failed, "failed log-ins");
        this.failedPerAddress = Limits.atLeast(1, failedPerAddress, "failed log-ins from an address");
        this.memory = Limits.positive(memory);
        this.quick = Limits.atLeast(0, quick, "quick answers");
        if (delay.isNegative() || delay.compareTo(LONGEST_DELAY) > 0) {
            throw new IllegalArgumentException("A delay must be from zero to 30 seconds: " + delay);
        }
        this.delay = delay;
    }

    /** The defaults, which each setting documents. */
    public static LoginLimits defaults() {
        return DEFAULTS;
    }

    /** After how many failed log-ins a connection is closed. */
    public int failed() {
        return failed;
    }

    /**
     * How many log-ins from one address may fail within {@link #memory()}, over all its connections. After that, log-ins
     * from there are refused unasked until the oldest are forgotten.
     */
    public int failedPerAddress() {
        return failedPerAddress;
    }

    /** For how long failed log-ins of an address are remembered. */
    public Duration memory() {
        return memory;
    }

    /** How many failed log-ins from one address within {@link #memory()} are answered at once. */
    public int quick() {
        return quick;
    }

    /**
     * How long the answer to the first failed log-in after the {@link #quick()} ones is held back. It doubles with each
     * one more, up to {@link #LONGEST_DELAY}; zero is not at all.
     */
    public Duration delay() {
        return delay;
    }

    /** A copy with this number of failed log-ins on a connection, at least 1. */
    public LoginLimits failed(int count) {
        return new LoginLimits(count, failedPerAddress, memory, quick, delay);
    }

    /** A copy with this number of failed log-ins from an address, at least 1. */
    public LoginLimits failedPerAddress(int count) {
        return new LoginLimits(failed, count, memory, quick, delay);
    }

    /** A copy that remembers failed log-ins for so long. */
    public LoginLimits memory(Duration value) {
        return new LoginLimits(failed, failedPerAddress, value, quick, delay);
    }

    /** A copy that answers this number of failed log-ins at once, at least 0. */
    public LoginLimits quick(int count) {
        return new LoginLimits(failed, failedPerAddress, memory, count, delay);
    }

    /** A copy that holds answers back for so long at first, at most {@link #LONGEST_DELAY}; zero is not at all. */
    public LoginLimits delay(Duration value) {
        return new LoginLimits(failed, failedPerAddress, memory, quick, value);
    }
}
