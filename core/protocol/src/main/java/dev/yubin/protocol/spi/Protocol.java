package dev.yubin.protocol.spi;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Networks;

/** A protocol that a server can listen for. */
public interface Protocol {
    /** Its name, in lower case: {@code smtp}. */
    String name();

    /** What one connection may use. */
    Limits limits();

    /** The peers that must begin with a PROXY header, which says where their clients are; others must not. */
    default Networks proxies() {
        return Networks.none();
    }

    /** Whether each connection begins with a TLS handshake, before the greeting. */
    default boolean startsWithTls() {
        return false;
    }

    /**
     * Begins a dialogue on a new connection: makes a session and a decoder and gives them to {@link Connection#begin}.
     * On the connection's event loop.
     */
    void open(Connection connection);
}
