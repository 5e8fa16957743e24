package dev.yubin.pop3;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Networks;
import dev.yubin.store.MailboxName;
import java.time.Duration;
import java.util.Objects;
import java.util.OptionalInt;
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
    private MailboxName mailbox = MailboxName.INBOX;
    private Duration loginDelay = Duration.ZERO;
    private OptionalInt expireDays = OptionalInt.empty();
    private String language = Language.ENGLISH.tag();
    private Utf8Headers utf8Headers = Utf8Headers.SURROGATE;

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

    /** The mailbox that is served. */
    public MailboxName mailbox() {
        return mailbox;
    }

    /** How long an account must wait after a log-in before the next one; zero if it need not. */
    public Duration loginDelay() {
        return loginDelay;
    }

    /** After how many days QUIT removes messages unasked, 0 for those that were retrieved; empty if never. */
    public OptionalInt expireDays() {
        return expireDays;
    }

    /** The tag of the language that {@code LANG *} chooses. */
    public String language() {
        return language;
    }

    /** What becomes of messages with UTF-8 in their headers where the client has not said UTF8. */
    public Utf8Headers utf8Headers() {
        return utf8Headers;
    }

    /**
     * A copy that serves another mailbox than INBOX: {@code pop3.mailbox("Archive/2026")}. It is made for accounts that do
     * not have it.
     *
     * @throws IllegalArgumentException if there can be no mailbox of that name
     */
    public Pop3Options mailbox(String name) {
        MailboxName served = MailboxName.of(Objects.requireNonNull(name, "name"));
        return with(copy -> copy.mailbox = served);
    }

    /**
     * A copy in which an account must wait after a log-in before the next one, however its session went (RFC 2449 §6.5);
     * until then it gets {@code -ERR [LOGIN-DELAY]}. In whole seconds; the default is not at all. Counts the log-ins at
     * listeners of the same server that have a delay.
     *
     * @throws IllegalArgumentException if it is negative or has a part of a second
     */
    public Pop3Options loginDelay(Duration delay) {
        if (delay.isNegative() || delay.toNanosPart() != 0) {
            throw new IllegalArgumentException("LOGIN-DELAY is told in whole seconds (RFC 2449 §6.5): " + delay);
        }
        return with(copy -> copy.loginDelay = delay);
    }

    /**
     * A copy that does not keep messages for ever (RFC 2449 §6.7). At QUIT, and only there, messages that were in the
     * mailbox for more than so many days at log-in are removed, retrieved or not; with 0, those that were retrieved by
     * RETR. What counts is the later of a message's internal date and the date it was saved, if the store knows that.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Pop3Options expire(int days) {
        if (days < 0) {
            throw new IllegalArgumentException(
                    "Messages cannot be kept for " + days + " days; expireNever() keeps them");
        }
        return with(copy -> copy.expireDays = OptionalInt.of(days));
    }

    /** A copy that removes nothing unless the client says so. This is the default. */
    public Pop3Options expireNever() {
        return with(copy -> copy.expireDays = OptionalInt.empty());
    }

    /**
     * A copy in which {@code LANG *} chooses a language (RFC 6856 §3.2): {@code en}, which is the default, or {@code ja}.
     * Sessions begin in English in any case.
     *
     * @throws IllegalArgumentException if there are no texts in that language
     */
    public Pop3Options language(String tag) {
        String known = Language.lookup(Objects.requireNonNull(tag, "tag"))
                .orElseThrow(
                        () -> new IllegalArgumentException("There are no replies in " + tag + ", but in en and ja"))
                .tag();
        return with(copy -> copy.language = known);
    }

    /** A copy that treats messages with UTF-8 in their headers so. The default is {@link Utf8Headers#SURROGATE}. */
    public Pop3Options utf8Headers(Utf8Headers treatment) {
        return with(copy -> copy.utf8Headers = Objects.requireNonNull(treatment));
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
     * {@code clearTextLogIn(false)} (RFC 2595 §2.3).
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
        copy.mailbox = mailbox;
        copy.loginDelay = loginDelay;
        copy.expireDays = expireDays;
        copy.language = language;
        copy.utf8Headers = utf8Headers;
        change.accept(copy);
        return copy;
    }
}
