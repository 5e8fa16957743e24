package dev.yubin.smtp;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Networks;
import dev.yubin.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** How an SMTP listener behaves. Immutable: each method gives a changed copy. */
public final class SmtpOptions {
    /** Default of {@link #maxMessageSize()}: 50 MiB. */
    public static final long DEFAULT_MAX_MESSAGE_SIZE = 50L * 1024 * 1024;

    /** Default of {@link #maxRecipients()}. RFC 5321 §4.5.3.1.8 asks for at least 100. */
    public static final int DEFAULT_MAX_RECIPIENTS = 1000;

    /** Default of {@link #maxHops()}. RFC 5321 §6.3 asks for at least 100. */
    public static final int DEFAULT_MAX_HOPS = 100;

    /** Default idle limit, RFC 5321 §4.5.3.2.7. */
    public static final Duration DEFAULT_IDLE = Duration.ofMinutes(5);

    private final SmtpRole role;
    private long maxMessageSize = DEFAULT_MAX_MESSAGE_SIZE;
    private int maxRecipients = DEFAULT_MAX_RECIPIENTS;
    private int maxHops = DEFAULT_MAX_HOPS;
    private boolean traceHeaders = true;
    private boolean vrfy = true;
    private boolean expn = true;
    private boolean completeHeaders;
    private boolean requireAuth;
    private boolean requireTls;
    private boolean startTls = true;
    private boolean startsWithTls;
    private boolean clearTextLogIn = true;
    private FullMailbox fullMailbox = FullMailbox.TRY_LATER;
    private BareLineEnds bareLineEnds = BareLineEnds.REFUSE;
    private Networks proxies = Networks.none();
    private Networks xclientPeers = Networks.none();
    private Limits limits = Limits.withIdle(DEFAULT_IDLE);

    /** Null if there are none. */
    private SmtpHooks hooks;

    private SmtpOptions(SmtpRole role) {
        this.role = role;
    }

    /** The defaults, which each setting documents, of a listener that takes mail from anybody. */
    public static SmtpOptions defaults() {
        return new SmtpOptions(SmtpRole.MX);
    }

    /** The defaults of a listener for users' new mail (RFC 6409): {@link #completeHeaders} is on. */
    public static SmtpOptions submission() {
        return new SmtpOptions(SmtpRole.SUBMISSION).completeHeaders(true);
    }

    /** The defaults of a listener for LMTP (RFC 2033). */
    public static SmtpOptions lmtp() {
        return new SmtpOptions(SmtpRole.LMTP);
    }

    /** What the listener is for. */
    public SmtpRole role() {
        return role;
    }

    /** How the listener is named: {@code smtp}, {@code submission} or {@code lmtp}, with an {@code s} if it starts with TLS. */
    public String protocolName() {
        return role.protocolName() + (startsWithTls ? "s" : "");
    }

    /**
     * The largest message in octets, as SIZE tells clients (RFC 1870). A larger one is refused with 552 5.3.4, at
     * its end, or at twice that size, and then the connection closes.
     */
    public long maxMessageSize() {
        return maxMessageSize;
    }

    /** How many recipients one message may have, as LIMITS tells clients (RFC 9422); others get 452 4.5.3. */
    public int maxRecipients() {
        return maxRecipients;
    }

    /**
     * How many Received fields a message may have; one more, and it is taken to go round in a loop and refused with
     * 554 5.4.6 (RFC 5321 §6.3).
     */
    public int maxHops() {
        return maxHops;
    }

    /** Whether Return-Path and Received are put in front of the stored message (RFC 5321 §4.4). */
    public boolean traceHeaders() {
        return traceHeaders;
    }

    /** Whether VRFY tells who exists (RFC 5321 §3.5). */
    public boolean vrfy() {
        return vrfy;
    }

    /** Whether EXPN tells who is on a mailing list (RFC 5321 §3.5). */
    public boolean expn() {
        return expn;
    }

    /** Whether a Date and a Message-ID are added to messages that have none (RFC 6409 §8.2, §8.3). */
    public boolean completeHeaders() {
        return completeHeaders;
    }

    /** Whether MAIL is refused with 530 5.7.0 until the client has logged in (RFC 6409 §4.3). */
    public boolean requireAuth() {
        return requireAuth;
    }

    /** Whether all commands but a few are refused with 530 5.7.0 until TLS is spoken (RFC 3207 §4). */
    public boolean requireTls() {
        return requireTls;
    }

    /** Whether STARTTLS is offered (RFC 3207). */
    public boolean startTls() {
        return startTls;
    }

    /** Whether each connection begins with a TLS handshake (RFC 8314 §3.3). */
    public boolean startsWithTls() {
        return startsWithTls;
    }

    /** Whether AUTH offers mechanisms that show the password or token without TLS, too. */
    public boolean clearTextLogIn() {
        return clearTextLogIn;
    }

    /** What a full mailbox means for its mail. */
    public FullMailbox fullMailbox() {
        return fullMailbox;
    }

    /** The hooks, or null. */
    SmtpHooks hooks() {
        return hooks;
    }

    /** What a client is told when the store cannot take its mail. */
    Reply replyTo(IOException failure) {
        return StoreException.kindOf(failure) == StoreException.Kind.OVERQUOTA
                ? replyToFullMailbox()
                : Replies.of(failure);
    }

    Reply replyToFullMailbox() {
        return fullMailbox == FullMailbox.REFUSE ? Replies.MAILBOX_FULL_FOR_GOOD : Replies.MAILBOX_FULL;
    }

    /** The proxies that may speak for other clients by XCLIENT; none, if nothing is said. */
    public Networks xclientFrom() {
        return xclientPeers;
    }

    /** What is done with a bare CR or LF in message text. */
    public BareLineEnds bareLineEnds() {
        return bareLineEnds;
    }

    /** The proxies that begin each connection with a PROXY header; none, if nothing is said. */
    public Networks proxyProtocolFrom() {
        return proxies;
    }

    /** What one connection may use, and how many there may be. */
    public Limits limits() {
        return limits;
    }

    /** A copy with this largest message, in octets; at least 64 KiB (RFC 5321 §4.5.3.1.7). */
    public SmtpOptions maxMessageSize(long octets) {
        if (octets < 64 * 1024) {
            throw new IllegalArgumentException("Messages of 64 KiB must be taken (RFC 5321 §4.5.3.1.7): " + octets);
        }
        return with(copy -> copy.maxMessageSize = octets);
    }

    /** A copy with this number of recipients; at least 100 (RFC 5321 §4.5.3.1.8). */
    public SmtpOptions maxRecipients(int count) {
        if (count < 100) {
            throw new IllegalArgumentException("100 recipients must be taken (RFC 5321 §4.5.3.1.8): " + count);
        }
        return with(copy -> copy.maxRecipients = count);
    }

    /** A copy with this number of Received fields; at least 1, though RFC 5321 §6.3 asks for at least 100. */
    public SmtpOptions maxHops(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("A message has passed one server at least: " + count);
        }
        return with(copy -> copy.maxHops = count);
    }

    /**
     * A copy that adds a Date and a Message-ID to messages that have none, or does not. They are in the stored copy, in
     * front of what the client sent; a header of more than 64 KiB is left as it is.
     */
    public SmtpOptions completeHeaders(boolean on) {
        return with(copy -> copy.completeHeaders = on);
    }

    /** A copy that takes mail from clients that have logged in only, or from all. */
    public SmtpOptions requireAuth(boolean on) {
        return with(copy -> copy.requireAuth = on);
    }

    /** A copy that refuses to do anything without TLS, or does not. Off by default. */
    public SmtpOptions requireTls(boolean on) {
        return with(copy -> copy.requireTls = on);
    }

    /** A copy with STARTTLS on or off. On by default. */
    public SmtpOptions startTls(boolean on) {
        return with(copy -> copy.startTls = on);
    }

    /** A copy that begins each connection with a TLS handshake, or does not; the builder's {@code smtps} sets it. */
    public SmtpOptions startsWithTls(boolean on) {
        return with(copy -> copy.startsWithTls = on);
    }

    /**
     * A copy that offers mechanisms which show the password or token (PLAIN, LOGIN, XOAUTH2, OAUTHBEARER) without TLS too,
     * or not; if not, they are refused with 538 5.7.11 there. On by default, which is right for tests: a server on the
     * internet wants {@code clearTextLogIn(false)} (RFC 4954 §4).
     */
    public SmtpOptions clearTextLogIn(boolean on) {
        return with(copy -> copy.clearTextLogIn = on);
    }

    /** A copy for which a full mailbox means this. */
    public SmtpOptions fullMailbox(FullMailbox meaning) {
        return with(copy -> copy.fullMailbox = Objects.requireNonNull(meaning));
    }

    /** A copy that asks these hooks, and no others. */
    public SmtpOptions hooks(SmtpHooks deciding) {
        return with(copy -> copy.hooks = Objects.requireNonNull(deciding));
    }

    /**
     * A copy for which these are proxies that may say by XCLIENT, Postfix's command, which client they speak for, and
     * as whom it is logged in. Others are not offered the command, and are refused it.
     *
     * @param networks addresses and CIDR blocks, as {@link Networks#of} takes them
     * @throws IllegalArgumentException if one is neither
     */
    public SmtpOptions xclientFrom(String... networks) {
        return with(copy -> copy.xclientPeers = Networks.of(networks));
    }

    /** A copy with trace headers on or off; off stores byte for byte what was sent. */
    public SmtpOptions traceHeaders(boolean on) {
        return with(copy -> copy.traceHeaders = on);
    }

    /**
     * A copy with VRFY on or off. Off it answers 252 to everything, as RFC 5321 §7.3 asks of servers that do not want to
     * tell the world who their users are. On by default.
     */
    public SmtpOptions vrfy(boolean on) {
        return with(copy -> copy.vrfy = on);
    }

    /**
     * A copy with EXPN on or off; off it is answered 502. On by default, which is right for tests: anybody can see who is
     * on a list. A server on the internet wants {@code expn(false)} (RFC 5321 §7.3).
     */
    public SmtpOptions expn(boolean on) {
        return with(copy -> copy.expn = on);
    }

    /** A copy that does this with a bare CR or LF. */
    public SmtpOptions bareLineEnds(BareLineEnds handling) {
        return with(copy -> copy.bareLineEnds = handling);
    }

    /**
     * A copy for which these are proxies: each connection from them must begin with a PROXY header (HAProxy's PROXY
     * protocol, version 1 or 2), and its client counts as the one that the header names. From others such a header is
     * an unknown command.
     *
     * @param networks addresses and CIDR blocks, as {@link Networks#of} takes them
     * @throws IllegalArgumentException if one is neither
     */
    public SmtpOptions proxyProtocolFrom(String... networks) {
        return with(copy -> copy.proxies = Networks.of(networks));
    }

    /** A copy with changed limits: {@code smtp.limits(l -> l.idle(Duration.ofMinutes(1)))}. */
    public SmtpOptions limits(UnaryOperator<Limits> change) {
        return with(copy -> copy.limits = change.apply(limits));
    }

    private SmtpOptions with(Consumer<SmtpOptions> change) {
        SmtpOptions copy = new SmtpOptions(role);
        copy.maxMessageSize = maxMessageSize;
        copy.maxRecipients = maxRecipients;
        copy.maxHops = maxHops;
        copy.traceHeaders = traceHeaders;
        copy.vrfy = vrfy;
        copy.expn = expn;
        copy.completeHeaders = completeHeaders;
        copy.requireAuth = requireAuth;
        copy.requireTls = requireTls;
        copy.startTls = startTls;
        copy.startsWithTls = startsWithTls;
        copy.clearTextLogIn = clearTextLogIn;
        copy.fullMailbox = fullMailbox;
        copy.hooks = hooks;
        copy.xclientPeers = xclientPeers;
        copy.bareLineEnds = bareLineEnds;
        copy.proxies = proxies;
        copy.limits = limits;
        change.accept(copy);
        return copy;
    }
}
