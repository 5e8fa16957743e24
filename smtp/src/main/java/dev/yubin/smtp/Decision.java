package dev.yubin.smtp;

import java.time.Duration;
import java.util.Objects;

/** What {@link SmtpHooks} decide: made by the static methods. */
public sealed interface Decision {
    /** Go on. */
    static Decision accept() {
        return Accept.INSTANCE;
    }

    /**
     * Say no. The connection stays open, unless the code is 421 (RFC 5321 §3.8).
     *
     * @param code 400 to 559 (RFC 5321 §4.2.1)
     * @param status the enhanced status code that goes with it (RFC 3463), such as {@code 5.7.1}
     * @param text printable ASCII, one line
     * @throws IllegalArgumentException if that is no refusal
     */
    static Decision refuse(int code, String status, String text) {
        if (code < 400) {
            throw new IllegalArgumentException("A refusal has a code of 400 to 559: " + code);
        }
        return new Refuse(Reply.of(code, status, text));
    }

    /** Close the connection without a word. */
    static Decision drop() {
        return Drop.INSTANCE;
    }

    /** Wait on the server's clock before doing what this says; no thread waits meanwhile. */
    default Decision delayedBy(Duration delay) {
        if (delay.isNegative()) {
            throw new IllegalArgumentException("A delay cannot be negative: " + delay);
        }
        return new Delay(delay, this);
    }

    /** Go on. */
    enum Accept implements Decision {
        /** The one there is. */
        INSTANCE
    }

    /** Say no by this reply. */
    record Refuse(Reply reply) implements Decision {}

    /** Close the connection. */
    enum Drop implements Decision {
        /** The one there is. */
        INSTANCE
    }

    /** Wait, then do something else. */
    record Delay(Duration delay, Decision then) implements Decision {
        /** After a delay, a decision. */
        public Delay {
            Objects.requireNonNull(delay);
            Objects.requireNonNull(then);
        }
    }
}
