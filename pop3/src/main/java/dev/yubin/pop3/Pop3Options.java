package dev.yubin.pop3;

import dev.yubin.protocol.Limits;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** How a POP3 listener behaves. Immutable: each method gives a changed copy. */
public final class Pop3Options {
    /** Default idle limit: the least that RFC 1939 §3 allows. */
    public static final Duration DEFAULT_IDLE = Duration.ofMinutes(10);

    private final Limits limits;

    private Pop3Options(Limits limits) {
        this.limits = limits;
    }

    /** The defaults, which each setting documents. */
    public static Pop3Options defaults() {
        return new Pop3Options(Limits.withIdle(DEFAULT_IDLE));
    }

    /** What one connection may use. */
    public Limits limits() {
        return limits;
    }

    /** A copy with changed limits: {@code pop3.limits(l -> l.idle(Duration.ofMinutes(30)))}. */
    public Pop3Options limits(UnaryOperator<Limits> change) {
        return new Pop3Options(change.apply(limits));
    }
}
