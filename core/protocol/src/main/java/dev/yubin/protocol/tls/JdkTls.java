package dev.yubin.protocol.tls;

import dev.yubin.protocol.TlsOptions;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.IdentityCipherSuiteFilter;
import io.netty.handler.ssl.JdkSslContext;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;

/** Makes contexts of the JDK's TLS. */
final class JdkTls {
    private JdkTls() {}

    /**
     * A server's context, in Netty's form. Netty's own builder would leave out cipher suites that the JDK uses, and read the
     * JDK's authorities even where no client is asked for a certificate.
     *
     * @param trusted whom clients' certificates must come from
     */
    static SslContext server(KeyMaterial key, List<X509Certificate> trusted, TlsOptions options) {
        SSLContext context = context(key, trusted);
        List<String> ciphers = options.ciphers();
        if (ciphers.isEmpty()) {
            ciphers = List.of(serverEngine(context).getEnabledCipherSuites());
        }
        return new JdkSslContext(
                context,
                false,
                ciphers,
                IdentityCipherSuiteFilter.INSTANCE,
                null,
                clientAuth(options),
                options.versions().toArray(String[]::new),
                false);
    }

    /**
     * A context.
     *
     * @param key what it shows; null for nothing
     * @param trusted whom it trusts; none is nobody, not the JDK's authorities
     */
    static SSLContext context(KeyMaterial key, List<X509Certificate> trusted) {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(
                    key == null ? new KeyManager[0] : new KeyManager[] {new OneKeyManager(key)},
                    trusted.isEmpty() ? new TrustManager[0] : trustManagers(trusted),
                    null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException("This JDK has no TLS as it should have: " + e.getMessage(), e);
        }
    }

    /** An engine of a server. */
    static SSLEngine serverEngine(SSLContext context) {
        SSLEngine engine = context.createSSLEngine();
        engine.setUseClientMode(false);
        return engine;
    }

    private static TrustManager[] trustManagers(List<X509Certificate> trusted)
            throws GeneralSecurityException, IOException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
        factory.init(Authorities.trustStore(trusted));
        return factory.getTrustManagers();
    }

    private static ClientAuth clientAuth(TlsOptions options) {
        return switch (options.clientCertificates()) {
            case NONE -> ClientAuth.NONE;
            case OPTIONAL -> ClientAuth.OPTIONAL;
            case REQUIRED -> ClientAuth.REQUIRE;
        };
    }
}
