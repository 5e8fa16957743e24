package dev.yubin.smtp;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Networks;
import dev.yubin.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
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
        SmtpOptions copy = copy();
        copy.maxMessageSize = octets;
        return copy;
    }

    /** A copy with this number of recipients; at least 100 (RFC 5321 §4.5.3.1.8). */
    public SmtpOptions maxRecipients(int count) {
        if (count < 100) {
            throw new IllegalArgumentException("100 recipients must be taken (RFC 5321 §4.5.3.1.8): " + count);
        }
        SmtpOptions copy = copy();
        copy.maxRecipients = count;
        return copy;
    }

    /** A copy with this number of Received fields; at least 1, though RFC 5321 §6.3 asks for at least 100. */
    public SmtpOptions maxHops(int count) {
        if (count < 1) {
            throw new IllegalArgumentException("A message has passed one server at least: " + count);
        }
        SmtpOptions copy = copy();
        copy.maxHops = count;
        return copy;
    }

    /**
     * A copy that adds a Date and a Message-ID to messages that have none, or does not. They are in the stored copy, in
     * front of what the client sent; a header of more than 64 KiB is left as it is.
     */
    public SmtpOptions completeHeaders(boolean on) {
        SmtpOptions copy = copy();
        copy.completeHeaders = on;
        return copy;
    }

    /**
     * A copy that takes mail from clients that have logged in only, or from all. There is no AUTH yet, so only proxies can
     * say by XCLIENT who is logged in: see {@link #xclientFrom}.
     */
    public SmtpOptions requireAuth(boolean on) {
        SmtpOptions copy = copy();
        copy.requireAuth = on;
        return copy;
    }

    /** A copy for which a full mailbox means this. */
    public SmtpOptions fullMailbox(FullMailbox meaning) {
        SmtpOptions copy = copy();
        copy.fullMailbox = Objects.requireNonNull(meaning);
        return copy;
    }

    /** A copy that asks these hooks, and no others. */
    public SmtpOptions hooks(SmtpHooks deciding) {
        SmtpOptions copy = copy();
        copy.hooks = Objects.requireNonNull(deciding);
        return copy;
    }

    /**
     * A copy for which these are proxies that may say by XCLIENT, Postfix's command, which client they speak for, and
     * as whom it is logged in. Others are not offered the command, and are refused it.
     *
     * @param networks addresses and CIDR blocks, as {@link Networks#of} takes them
     * @throws IllegalArgumentException if one is neither
     */
    public SmtpOptions xclientFrom(String... networks) {
        SmtpOptions copy = copy();
        copy.xclientPeers = Networks.of(networks);
        return copy;
    }

    /** A copy with trace headers on or off; off stores byte for byte what was sent. */
    public SmtpOptions traceHeaders(boolean on) {
        SmtpOptions copy = copy();
        copy.traceHeaders = on;
        return copy;
    }

    /**
     * A copy with VRFY on or off. Off it answers 252 to everything, as RFC 5321 §7.3 asks of servers that do not want to
     * tell the world who their users are. On by default.
     */
    public SmtpOptions vrfy(boolean on) {
        SmtpOptions copy = copy();
        copy.vrfy = on;
        return copy;
    }

    /**
     * A copy with EXPN on or off; off it is answered 502. On by default, which is right for tests: anybody can see who is
     * on a list. A server on the internet wants {@code expn(false)} (RFC 5321 §7.3).
     */
    public SmtpOptions expn(boolean on) {
        SmtpOptions copy = copy();
        copy.expn = on;
        return copy;
    }

    /** A copy that does this with a bare CR or LF. */
    public SmtpOptions bareLineEnds(BareLineEnds handling) {
        SmtpOptions copy = copy();
        copy.bareLineEnds = handling;
        return copy;
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
        SmtpOptions copy = copy();
        copy.proxies = Networks.of(networks);
        return copy;
    }

    /** A copy with changed limits: {@code smtp.limits(l -> l.idle(Duration.ofMinutes(1)))}. */
    public SmtpOptions limits(UnaryOperator<Limits> change) {
        SmtpOptions copy = copy();
        copy.limits = change.apply(limits);
        return copy;
    }

    private SmtpOptions copy() {
        SmtpOptions copy = new SmtpOptions(role);
        copy.maxMessageSize = maxMessageSize;
        copy.maxRecipients = maxRecipients;
        copy.maxHops = maxHops;
        copy.traceHeaders = traceHeaders;
        copy.vrfy = vrfy;
        copy.expn = expn;
        copy.completeHeaders = completeHeaders;
        copy.requireAuth = requireAuth;
        copy.fullMailbox = fullMailbox;
        copy.hooks = hooks;
        copy.xclientPeers = xclientPeers;
        copy.bareLineEnds = bareLineEnds;
        copy.proxies = proxies;
        copy.limits = limits;
        return copy;
    }
}
