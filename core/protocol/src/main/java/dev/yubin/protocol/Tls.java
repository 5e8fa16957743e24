package dev.yubin.protocol;

import dev.yubin.protocol.tls.Authorities;
import dev.yubin.protocol.tls.HostNames;
import dev.yubin.protocol.tls.ServerTls;
import io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Objects;
import javax.net.ssl.SSLContext;

/**
 * A server's TLS: its certificate, and what clients need to trust it. Thread-safe. What is changed by {@link #reload} or
 * {@link #use} holds for connections from then on; those that exist stay as they are.
 *
 * <p>Generated certificates are made when they are needed first. The authority is one for the JVM, valid for ten years;
 * its certificates are valid from a day before until a year after, by the system's clock, which is what clients look at.
 */
public final class Tls {
    private final String hostName;
    private volatile Setting setting;

    private Tls(String hostName, Setting setting) {
        this.hostName = hostName;
        this.setting = setting;
    }

    private record Setting(TlsOptions options, ServerTls server) {}

    /**
     * TLS for a server.
     *
     * @param options what is wanted; files are read now
     * @param hostName the server's host name, or its IP address, which a generated certificate is for
     * @throws IllegalArgumentException if the options cannot be served, saying what to do: a file cannot be read or has not
     *     what it should, a password is wrong, the key does not fit, a version or a cipher suite is unknown
     */
    public static Tls of(TlsOptions options, String hostName) {
        HostNames.check(hostName);
        return new Tls(hostName, setting(options, hostName));
    }

    /**
     * What makes the server's TLS handlers, for protocol authors. The first call makes keys, so it must not be on an event
     * loop unless {@link #isReady()}.
     */
    public SslContext serverContext() {
        return setting.server().context();
    }

    /** Whether {@link #serverContext()} answers at once. */
    public boolean isReady() {
        return setting.server().isReady();
    }

    /** How TLS is done now. */
    public TlsOptions options() {
        return setting.options();
    }

    /** A context for clients that trusts {@link #caCertificate()} and nobody else; a new one for each call. */
    public SSLContext clientSslContext() {
        return setting.server().clientContext();
    }

    /**
     * The same, for a client that has a certificate, from the generated authority, for a user: its common name, and, if it
     * is an address in ASCII, its rfc822Name.
     *
     * @throws IllegalArgumentException if the name is empty or has control characters
     */
    public SSLContext clientSslContext(String user) {
        return setting.server().clientContext(user);
    }

    /** Whom clients must trust: the generated authority, or the last certificate of the server's own chain. */
    public X509Certificate caCertificate() {
        return setting.server().authority();
    }

    /** {@link #caCertificate()} as a PEM file has it (RFC 7468). */
    public String caCertificatePem() {
        return Authorities.pem(caCertificate());
    }

    /**
     * Writes {@link #caCertificate()} to a trust store in PKCS#12, as the JVM takes it by
     * {@code javax.net.ssl.trustStore}. A file that exists is replaced.
     *
     * @throws IOException if it cannot be written
     */
    public void writeTrustStore(Path file, String password) throws IOException {
        Authorities.writeTrustStore(caCertificate(), file, Objects.requireNonNull(password));
    }

    /**
     * Reads the files again, or renews a generated certificate that is older than a month.
     *
     * @throws IllegalArgumentException as {@link #of} does; what was read before stays then
     */
    public synchronized void reload() {
        use(setting.options());
    }

    /**
     * Does TLS in another way from now on.
     *
     * @throws IllegalArgumentException as {@link #of} does; all stays as it was then
     */
    public synchronized void use(TlsOptions options) {
        Setting next = setting(options, hostName);
        if (isReady()) {
            // Who waits for no key now must not begin to.
            next.server().context();
        }
        setting = next;
    }

    private static Setting setting(TlsOptions options, String hostName) {
        return new Setting(options, new ServerTls(options, options.source(), hostName));
    }

    /** Where the certificate comes from. */
    @Override
    public String toString() {
        return setting.options().toString();
    }
}
