package dev.yubin.pop3;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Networks;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** How a POP3 listener behaves. Immutable: each method gives a changed copy. */
public final class Pop3Options {
    /** Default idle limit: the least that RFC 1939 §3 allows. */
    public static final Duration DEFAULT_IDLE = Duration.ofMinutes(10);

    private Limits limits = Limits.withIdle(DEFAULT_IDLE);
    private Networks proxies = Networks.none();
    private boolean requireTls;
    private boolean stls = true;
    private boolean startsWithTls;
    private boolean clearTextLogIn = true;

    private Pop3Options() {}

    /** The defaults, which each setting documents. */
    public static Pop3Options defaults() {
        return new Pop3Options();
    }

    /** How the listener is named: {@code pop3}, or {@code pop3s} if it starts with TLS. */
    public String protocolName() {
        return startsWithTls ? "pop3s" : "pop3";
    }

    /** What one connection may use. */
    public Limits limits() {
        return limits;
    }

    /** The proxies that begin each connection with a PROXY header; none, if nothing is said. */
    public Networks proxyProtocolFrom() {
        return proxies;
    }

    /** Whether all commands but CAPA, STLS and QUIT are refused until TLS is spoken. */
    public boolean requireTls() {
        return requireTls;
    }

    /** Whether STLS is offered (RFC 2595). */
    public boolean stls() {
        return stls;
    }

    /** Whether each connection begins with a TLS handshake (RFC 8314 §3.1). */
    public boolean startsWithTls() {
        return startsWithTls;
    }

    /** Whether log-ins that show the password or token are taken without TLS, too. */
    public boolean clearTextLogIn() {
        return clearTextLogIn;
    }

    /** A copy that refuses to do anything without TLS, or does not. Off by default. */
    public Pop3Options requireTls(boolean on) {
        return with(copy -> copy.requireTls = on);
    }

    /** A copy with STLS on or off. On by default. */
    public Pop3Options stls(boolean on) {
        return with(copy -> copy.stls = on);
    }

    /** A copy that begins each connection with a TLS handshake, or does not; the builder's {@code pop3s} sets it. */
    public Pop3Options startsWithTls(boolean on) {
        return with(copy -> copy.startsWithTls = on);
    }

    /**
     * A copy that takes log-ins which show the password or token (USER and PASS, PLAIN, LOGIN, XOAUTH2, OAUTHBEARER)
     * without TLS too, or not. On by default, which is right for tests: a server on the internet wants
     * {@code clearTextLogIn(false)} (RFC 2595 §2.1).
     */
    public Pop3Options clearTextLogIn(boolean on) {
        return with(copy -> copy.clearTextLogIn = on);
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
        return with(copy -> copy.proxies = Networks.of(networks));
    }

    /** A copy with changed limits: {@code pop3.limits(l -> l.idle(Duration.ofMinutes(30)))}. */
    public Pop3Options limits(UnaryOperator<Limits> change) {
        return with(copy -> copy.limits = change.apply(limits));
    }

    private Pop3Options with(Consumer<Pop3Options> change) {
        Pop3Options copy = new Pop3Options();
        copy.limits = limits;
        copy.proxies = proxies;
        copy.requireTls = requireTls;
        copy.stls = stls;
        copy.startsWithTls = startsWithTls;
        copy.clearTextLogIn = clearTextLogIn;
        change.accept(copy);
        return copy;
    }
}
