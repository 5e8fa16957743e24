package dev.yubin.pop3;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Networks;
import dev.yubin.protocol.spi.Connection;
import dev.yubin.protocol.spi.Protocol;

/** POP3 as one listener speaks it. */
public final class Pop3Protocol implements Protocol {
    private final Pop3Options options;
    private final Maildrops maildrops;
    private final String hostName;

    /**
     * POP3 with those options.
     *
     * @param hostName how the server calls itself
     * @param maildrops which maildrops are in use, one for all listeners of a server
     */
    public Pop3Protocol(String hostName, Pop3Options options, Maildrops maildrops) {
        if (options.requireTls() && !options.stls() && !options.startsWithTls()) {
            throw new IllegalArgumentException(
                    "requireTls needs a way to begin TLS: leave stls on, or use a port that starts with TLS");
        }
        this.options = options;
        this.maildrops = maildrops;
        this.hostName = hostName;
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
        Pop3Decoder decoder = new Pop3Decoder(options.limits(), connection.transcript());
        connection.begin(decoder, new Pop3Session(connection, options, decoder, maildrops, hostName));
    }
}
