package dev.yubin.protocol.spi;

import dev.yubin.protocol.TlsSession;
import dev.yubin.protocol.sasl.Peer;
import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.Optional;

/** The client of a connection, as it is now: TLS may begin within it. */
record ConnectedPeer(Connection connection) implements Peer {
    @Override
    public InetAddress address() {
        return connection.remoteAddress().getAddress();
    }

    @Override
    public boolean encrypted() {
        return connection.isEncrypted();
    }

    @Override
    public Optional<byte[]> channelBinding(String type) {
        return connection.channelBinding(type);
    }

    @Override
    public Optional<X509Certificate> clientCertificate() {
        return connection.tls().flatMap(TlsSession::clientCertificate);
    }
}
