package dev.yubin.smtp;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Networks;
import java.time.Duration;
import java.util.function.UnaryOperator;

/** How an SMTP listener behaves. Immutable: each method gives a changed copy. */
public final class SmtpOptions {
    /** What is done with message text that holds a CR or LF that is not part of a CRLF. */
    public enum BareLineEnds {
        /** The message is refused with 554 5.6.0: other programs may see a line end there (SMTP smuggling). */
        REFUSE,
        /** The message is kept as it is. A bare CR or LF still ends neither a line nor the message. */
        KEEP
    }

    /** Default of {@link #maxMessageSize()}: 50 MiB. */
    public static final long DEFAULT_MAX_MESSAGE_SIZE = 50L * 1024 * 1024;

    /** Default of {@link #maxRecipients()}. RFC 5321 §4.5.3.1.8 asks for at least 100. */
    public static final int DEFAULT_MAX_RECIPIENTS = 1000;

    /** Default idle limit, RFC 5321 §4.5.3.2.7. */
    public static final Duration DEFAULT_IDLE = Duration.ofMinutes(5);

    private long maxMessageSize = DEFAULT_MAX_MESSAGE_SIZE;
    private int maxRecipients = DEFAULT_MAX_RECIPIENTS;
    private boolean traceHeaders = true;
    private BareLineEnds bareLineEnds = BareLineEnds.REFUSE;
    private Networks proxies = Networks.none();
    private Limits limits = Limits.withIdle(DEFAULT_IDLE);

    private SmtpOptions() {}

    /** The defaults, which each setting documents. */
    public static SmtpOptions defaults() {
        return new SmtpOptions();
    }

    /** The largest message in octets, as SIZE tells clients (RFC 1870). */
    public long maxMessageSize() {
        return maxMessageSize;
    }

    /** How many recipients one message may have. */
    public int maxRecipients() {
        return maxRecipients;
    }

    /** Whether Return-Path and Received are put in front of the stored message (RFC 5321 §4.4). */
    public boolean traceHeaders() {
        return traceHeaders;
    }

    /** What is done with a bare CR or LF in message text. */
    public BareLineEnds bareLineEnds() {
        return bareLineEnds;
    }

    /** The proxies that begin each connection with a PROXY header; none, if nothing is said. */
    public Networks proxies() {
        return proxies;
    }

    /** What one connection may use. */
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

    /** A copy with trace headers on or off; off stores byte for byte what was sent. */
    public SmtpOptions traceHeaders(boolean on) {
        SmtpOptions copy = copy();
        copy.traceHeaders = on;
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
        SmtpOptions copy = new SmtpOptions();
        copy.maxMessageSize = maxMessageSize;
        copy.maxRecipients = maxRecipients;
        copy.traceHeaders = traceHeaders;
        copy.bareLineEnds = bareLineEnds;
        copy.proxies = proxies;
        copy.limits = limits;
        return copy;
    }
}
