package dev.yubin.smtp;

import java.time.Duration;

/** What {@link SmtpHooks} decide. Immutable. */
public final class Decision {
    /** The longest delay: one day. */
    public static final Duration MAX_DELAY = Duration.ofDays(1);

    private static final Decision ACCEPT = new Decision(null, false, Duration.ZERO);
    private static final Decision DROP = new Decision(null, true, Duration.ZERO);

    /** Null unless it is a refusal. */
    private final Reply refusal;

    private final boolean drop;
    private final Duration delay;

    private Decision(Reply refusal, boolean drop, Duration delay) {
        this.refusal = refusal;
        this.drop = drop;
        this.delay = delay;
    }

    /** Go on. */
    public static Decision accept() {
        return ACCEPT;
    }

    /**
     * Say no. The connection stays open, unless the code is 421 (RFC 5321 §3.8).
     *
     * @param code 400 to 559
     * @param status the enhanced status code that goes with it (RFC 3463), such as {@code 5.7.1}
     * @param text printable ASCII, one line
     * @throws IllegalArgumentException if that is no refusal
     */
    public static Decision refuse(int code, String status, String text) {
        if (code < 400) {
            throw new IllegalArgumentException("A refusal has a code of 400 to 559: " + code);
        }
        return new Decision(Reply.of(code, status, text), false, Duration.ZERO);
    }

    /** Close the connection without a word. */
    public static Decision drop() {
        return DROP;
    }

    /**
     * The same, but later by this: wait on the server's clock first. No thread waits meanwhile.
     *
     * @throws IllegalArgumentException if the time is negative, or the whole delay longer than {@link #MAX_DELAY}
     */
    public Decision delayedBy(Duration time) {
        if (time.isNegative() || time.compareTo(MAX_DELAY.minus(delay)) > 0) {
            throw new IllegalArgumentException(
                    "A delay is from nothing to " + MAX_DELAY + ": " + delay + " and " + time);
        }
        return new Decision(refusal, drop, delay.plus(time));
    }

    /** Why not, or null. */
    Reply refusal() {
        return refusal;
    }

    boolean isDrop() {
        return drop;
    }

    Duration delay() {
        return delay;
    }
}
