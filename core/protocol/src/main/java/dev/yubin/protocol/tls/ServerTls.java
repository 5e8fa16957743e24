package dev.yubin.protocol.tls;

import dev.yubin.protocol.CertificateDefect;
import dev.yubin.protocol.ClientCertificates;
import dev.yubin.protocol.TlsOptions;
import io.netty.handler.ssl.SslContext;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One way to do TLS: what a {@link dev.yubin.protocol.Tls} is until it is told to do it in another way. Thread-safe. */
public final class ServerTls {
    private static final List<String> ALWAYS = List.of("localhost", "127.0.0.1", "::1");

    private static final Logger LOG = LoggerFactory.getLogger(ServerTls.class);

    private final TlsOptions options;
    private final String hostName;

    /** Null if it is generated. */
    private final KeyMaterial own;

    /** Null if it is the generated authority. */
    private final List<X509Certificate> clientAuthorities;

    /** Null until somebody needs it. */
    private volatile SslContext context;

    /**
     * Reads the files that the options name, and checks the options. If they name none and are the defaults, nothing is
     * loaded or made yet.
     *
     * @param source the files of the certificate; null for a generated one
     * @throws IllegalArgumentException if the options cannot be served
     */
    public ServerTls(TlsOptions options, KeySource source, String hostName) {
        this.options = options;
        this.hostName = hostName;
        this.own = source == null ? null : source.read();
        if (own != null) {
            warnIfOutOfTime(own.chain().get(0));
        }
        if (options.clientAuthorities().isPresent() && options.clientCertificates() == ClientCertificates.NONE) {
            throw new IllegalArgumentException(
                    "Authorities for client certificates are named, but none are asked for: say clientCertificates(OPTIONAL"
                            + " or REQUIRED) too");
        }
        this.clientAuthorities =
                options.clientAuthorities().map(PemFile::certificates).orElse(null);
        if (!options.ciphers().isEmpty() || !options.versions().equals(TlsOptions.DEFAULT_VERSIONS)) {
            WantedTls.check(options, own == null ? "EC" : own.algorithm());
        }
    }

    /** It is served all the same: a test may want just that. */
    private static void warnIfOutOfTime(X509Certificate certificate) {
        try {
            certificate.checkValidity();
        } catch (CertificateException e) {
            LOG.warn(
                    "Clients will refuse the certificate of {}, which is good from {} to {}",
                    certificate.getSubjectX500Principal(),
                    certificate.getNotBefore().toInstant(),
                    certificate.getNotAfter().toInstant());
        }
    }

    /** What makes TLS handlers. */
    public SslContext context() {
        SslContext made = context;
        return made == null ? makeContext() : made;
    }

    /** Whether {@link #context()} has been made. */
    public boolean isReady() {
        return context != null;
    }

    /** A new context for clients. */
    public SSLContext clientContext() {
        return JdkTls.context(null, List.of(authority()));
    }

    /** A new context for clients that shows a generated certificate for a user. */
    public SSLContext clientContext(String user) {
        return JdkTls.context(Authorities.ours().client(user), List.of(authority()));
    }

    /** Whom clients must trust. */
    public X509Certificate authority() {
        return own == null ? Authorities.ours().certificate() : own.last();
    }

    private synchronized SslContext makeContext() {
        if (context == null) {
            context = JdkTls.server(key(), trusted(), options);
        }
        return context;
    }

    private KeyMaterial key() {
        if (own != null) {
            return own;
        }
        List<String> names = new ArrayList<>();
        names.add(hostName);
        names.addAll(options.hostNames());
        names.addAll(ALWAYS);
        CertificateDefect defect = options.defect().orElse(null);
        CertificateAuthority issuer =
                defect == CertificateDefect.UNTRUSTED ? Authorities.stranger() : Authorities.ours();
        return issuer.server(HostNames.of(names), defect);
    }

    private List<X509Certificate> trusted() {
        if (options.clientCertificates() == ClientCertificates.NONE) {
            return List.of();
        }
        return clientAuthorities == null ? List.of(Authorities.ours().certificate()) : clientAuthorities;
    }
}
