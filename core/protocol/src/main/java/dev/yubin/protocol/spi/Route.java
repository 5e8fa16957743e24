package dev.yubin.protocol.spi;

import java.net.InetSocketAddress;

/**
 * The way a client came, as a trusted proxy tells it.
 *
 * @param client where the client is
 * @param server what it connected to
 * @param encrypted whether the proxy spoke TLS with it
 */
record Route(InetSocketAddress client, InetSocketAddress server, boolean encrypted) {}
