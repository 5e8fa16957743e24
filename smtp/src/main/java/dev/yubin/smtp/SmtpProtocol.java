package dev.yubin.smtp;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Networks;
import dev.yubin.protocol.spi.Connection;
import dev.yubin.protocol.spi.Protocol;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** SMTP as one listener speaks it. */
public final class SmtpProtocol implements Protocol {
    /** One source of ids for all servers of a JVM, so that no two messages have the same. */
    private static final String ID_PREFIX = Long.toString(System.currentTimeMillis(), 36) + "-";

    private static final AtomicLong IDS = new AtomicLong();

    private final SmtpOptions options;
    private final TransactionListener listener;
    private final Reply greeting;
    private final Reply heloReply;
    private final String hostName;
    /** Few: what is offered depends on whether there is TLS, and on who asks. */
    private final Map<SmtpOffers.Keywords, Reply> ehloReplies = new ConcurrentHashMap<>();

    /**
     * SMTP with those options.
     *
     * @param hostName how the server calls itself
     * @param listener is told of each message that was accepted
     */
    public SmtpProtocol(String hostName, SmtpOptions options, TransactionListener listener) {
        if (options.requireTls() && !options.startTls() && !options.startsWithTls()) {
            throw new IllegalArgumentException(
                    "requireTls needs a way to begin TLS: leave startTls on, or use a port that starts with TLS");
        }
        this.hostName = hostName;
        this.options = options;
        this.listener = listener;
        this.greeting = Replies.greeting(hostName, options.role());
        this.heloReply = Replies.helo(hostName);
    }

    @Override
    public String name() {
        return options.protocolName();
    }

    @Override
    public Limits limits() {
        return options.limits();
    }

    @Override
    public Networks proxies() {
        return options.proxyProtocolFrom();
    }

    @Override
    public boolean startsWithTls() {
        return options.startsWithTls();
    }

    @Override
    public void open(Connection connection) {
        SmtpDecoder decoder = new SmtpDecoder(options.limits(), connection.transcript());
        SmtpSession session = new SmtpSession(this, connection, decoder);
        session.runsOn(connection.begin(decoder, new SmtpDialogue(session)));
    }

    SmtpOptions options() {
        return options;
    }

    TransactionListener listener() {
        return listener;
    }

    Reply greeting() {
        return greeting;
    }

    Reply heloReply() {
        return heloReply;
    }

    /** What EHLO and LHLO are answered. */
    Reply ehloReply(SmtpOffers.Keywords keywords) {
        return ehloReplies.computeIfAbsent(keywords, these -> Replies.ehlo(hostName, options, these));
    }

    /** An id for a message, unique in this JVM. */
    static String nextId() {
        return ID_PREFIX + Long.toString(IDS.incrementAndGet(), 36);
    }
}
