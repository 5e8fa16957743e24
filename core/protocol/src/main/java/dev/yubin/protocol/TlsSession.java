package dev.yubin.protocol;

import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;

/**
 * The facts of one TLS connection, as its server sees them. They may be kept for as long as one likes: its secrets are not
 * among them. Immutable.
 */
public final class TlsSession {
    private final String version;
    private final String cipherSuite;
    /** Null if there is none. */
    private final X509Certificate clientCertificate;

    private TlsSession(String version, String cipherSuite, X509Certificate clientCertificate) {
        this.version = version;
        this.cipherSuite = cipherSuite;
        this.clientCertificate = clientCertificate;
    }

    /** The facts of a session whose handshake is over. */
    public static TlsSession of(SSLSession session) {
        return new TlsSession(session.getProtocol(), session.getCipherSuite(), clientCertificate(session));
    }

    /** The version of TLS, by its name in the JDK: {@code TLSv1.3}. */
    public String version() {
        return version;
    }

    /** The cipher suite, by its name in IANA's registry: {@code TLS_AES_256_GCM_SHA384}. */
    public String cipherSuite() {
        return cipherSuite;
    }

    /** The certificate that the client has shown, which was checked in the handshake; empty if it has shown none. */
    public Optional<X509Certificate> clientCertificate() {
        return Optional.ofNullable(clientCertificate);
    }

    private static X509Certificate clientCertificate(SSLSession session) {
        try {
            Certificate[] chain = session.getPeerCertificates();
            return chain[0] instanceof X509Certificate shown ? shown : null;
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    /** The version and the cipher suite. */
    @Override
    public String toString() {
        return version() + " " + cipherSuite();
    }
}
