package dev.yubin.protocol;

import dev.yubin.protocol.tls.ChannelBindings;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Objects;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/** The facts of one TLS connection, as its server sees them. Immutable. */
public final class TlsSession {
    private final SSLSession session;

    private TlsSession(SSLSession session) {
        this.session = session;
    }

    /** The facts of a session whose handshake is over. */
    public static TlsSession of(SSLSession session) {
        return new TlsSession(Objects.requireNonNull(session));
    }

    /** The version of TLS, by its name in the JDK: {@code TLSv1.3}. */
    public String version() {
        return session.getProtocol();
    }

    /** The cipher suite, by its name in IANA's registry: {@code TLS_AES_256_GCM_SHA384}. */
    public String cipherSuite() {
        return session.getCipherSuite();
    }

    /** The certificate that the client has shown, which was checked in the handshake; empty if it has shown none. */
    public Optional<X509Certificate> clientCertificate() {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain[0] instanceof X509Certificate shown ? Optional.of(shown) : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }

    /**
     * What ties another exchange, such as SCRAM's, to this connection (RFC 5056).
     *
     * @param type the name of a channel binding: {@code tls-server-end-point} (RFC 5929 §4), unless the certificate's
     *     signature has no hash of its own, as with Ed25519; {@code tls-exporter} (RFC 9266), with TLS 1.3 on a JDK that
     *     exports keys, such as 25
     * @return the octets; empty if the connection does not have this binding or the type is unknown
     */
    public Optional<byte[]> channelBinding(String type) {
        return ChannelBindings.of(session, type);
    }

    /** The version and the cipher suite. */
    @Override
    public String toString() {
        return version() + " " + cipherSuite();
    }
}
