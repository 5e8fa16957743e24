package dev.yubin.protocol.spi;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Networks;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The smallest protocol that uses everything a lane can do. */
final class ToyProtocol implements Protocol {
    final BlockingQueue<ToySession> sessions = new LinkedBlockingQueue<>();
    private final Limits limits;
    private final Networks proxies;
    private final boolean startsWithTls;

    ToyProtocol(Limits limits, Networks proxies, boolean startsWithTls) {
        this.limits = limits;
        this.proxies = proxies;
        this.startsWithTls = startsWithTls;
    }

    @Override
    public boolean startsWithTls() {
        return startsWithTls;
    }

    @Override
    public String name() {
        return "toy";
    }

    @Override
    public Limits limits() {
        return limits;
    }

    @Override
    public Networks proxies() {
        return proxies;
    }

    @Override
    public void open(Connection connection) {
        ToyDecoder decoder = new ToyDecoder(limits.lineLength());
        ToySession session = new ToySession(connection, decoder);
        session.lane = connection.begin(decoder, session);
        sessions.add(session);
    }
}
