package dev.yubin.pop3;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Networks;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** How a POP3 listener behaves. Immutable: each method gives a changed copy. */
public final class Pop3Options {
    /** Default idle limit: the least that RFC 1939 §3 allows. */
    public static final Duration DEFAULT_IDLE = Duration.ofMinutes(10);

    private final Limits limits;
    private final Networks proxies;

    private Pop3Options(Limits limits, Networks proxies) {
        this.limits = limits;
        this.proxies = proxies;
    }

    /** The defaults, which each setting documents. */
    public static Pop3Options defaults() {
        return new Pop3Options(Limits.withIdle(DEFAULT_IDLE), Networks.none());
    }

    /** What one connection may use. */
    public Limits limits() {
        return limits;
    }

    /** The proxies that begin each connection with a PROXY header; none, if nothing is said. */
    public Networks proxyProtocolFrom() {
        return proxies;
    }

    /**
     * A copy for which these are proxies: each connection from them must begin with a PROXY header (HAProxy's PROXY
     * protocol, version 1 or 2), and its client counts as the one that the header names. From others such a header is
     * an unknown command.
     *
     * @param networks addresses and CIDR blocks, as {@link Networks#of} takes them
     * @throws IllegalArgumentException if one is neither
     */
    public Pop3Options proxyProtocolFrom(String... networks) {
        return new Pop3Options(limits, Networks.of(networks));
    }

    /** A copy with changed limits: {@code pop3.limits(l -> l.idle(Duration.ofMinutes(30)))}. */
    public Pop3Options limits(UnaryOperator<Limits> change) {
        return new Pop3Options(change.apply(limits), proxies);
    }
}
