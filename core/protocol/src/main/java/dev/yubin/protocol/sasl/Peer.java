package dev.yubin.protocol.sasl;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Who is at the other end of a connection, as far as the layers below know. */
public interface Peer {
    /** The channel bindings that can be had in general, best first: RFC 9266 and RFC 5929 §4. */
    List<String> BINDINGS = List.of("tls-exporter", "tls-server-end-point");

    /** Where the client is. */
    InetAddress address();

    /** Whether nobody on the way can read along. */
    boolean encrypted();

    /** What both ends know of the TLS connection, and nobody between them; empty for a type that cannot be had. */
    Optional<byte[]> channelBinding(String type);

    /** The client's certificate, if it showed one and TLS has verified it. */
    Optional<X509Certificate> clientCertificate();

    /** Whether there is any channel binding, so that the -PLUS mechanisms can be offered. */
    default boolean isBindable() {
        return BINDINGS.stream().anyMatch(type -> channelBinding(type).isPresent());
    }
}
