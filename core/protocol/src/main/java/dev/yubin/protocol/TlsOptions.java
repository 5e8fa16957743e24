package dev.yubin.protocol;

import dev.yubin.protocol.tls.HostNames;
import dev.yubin.protocol.tls.KeySource;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * How a server does TLS. Immutable: each method gives a changed copy. Files are read when the options are used, by
 * {@link Tls#of}, {@link Tls#use} and {@link Tls#reload}.
 */
public final class TlsOptions {
    /** Default of {@link #versions()}: what RFC 8996 leaves. */
    public static final List<String> DEFAULT_VERSIONS = List.of("TLSv1.3", "TLSv1.2");

    /** Null if the certificate is to be generated. */
    private final KeySource source;

    private List<String> hostNames = List.of();
    private List<String> versions = DEFAULT_VERSIONS;
    private List<String> ciphers = List.of();
    private ClientCertificates clientCertificates = ClientCertificates.NONE;

    /** Null if client certificates must come from the generated authority. */
    private Path clientAuthorities;

    /** Null if there is none. */
    private CertificateDefect defect;

    private TlsOptions(KeySource source) {
        this.source = source;
    }

    /**
     * The defaults, with a certificate that is generated: for localhost, 127.0.0.1, ::1 and the server's host name, by an
     * authority that lives as long as the JVM and is in no file. The key is an EC key (P-256).
     */
    public static TlsOptions generated() {
        return new TlsOptions(null);
    }

    /**
     * The defaults, with a certificate and a key from PEM files (RFC 7468).
     *
     * @param chain the server's certificate, then those that lead to its authority
     * @param key its private key, unencrypted: PKCS#8, or RSA or EC as OpenSSL writes them; may be the same file
     */
    public static TlsOptions pem(Path chain, Path key) {
        return new TlsOptions(KeySource.pem(chain, key, null));
    }

    /**
     * The same, with a key that is encrypted as PKCS#8 is (RFC 5958).
     *
     * @param password the key's
     */
    public static TlsOptions pem(Path chain, Path key, String password) {
        return new TlsOptions(KeySource.pem(chain, key, Objects.requireNonNull(password)));
    }

    /** The defaults, with a certificate, its chain and its key from a PKCS#12 file (RFC 7292), which must have one key. */
    public static TlsOptions pkcs12(Path file, String password) {
        return new TlsOptions(KeySource.pkcs12(file, Objects.requireNonNull(password)));
    }

    /** Whether the certificate is generated. */
    public boolean isGenerated() {
        return source == null;
    }

    /** For which hosts a generated certificate is too. */
    public List<String> hostNames() {
        return hostNames;
    }

    /** The versions of TLS that are spoken, by their names in the JDK. */
    public List<String> versions() {
        return versions;
    }

    /** The cipher suites that are used, by their names in IANA's registry; empty for the JDK's default. */
    public List<String> ciphers() {
        return ciphers;
    }

    /** Whether clients are asked for a certificate. */
    public ClientCertificates clientCertificates() {
        return clientCertificates;
    }

    /** The PEM file of those whom client certificates must come from; empty for the generated authority. */
    public Optional<Path> clientAuthorities() {
        return Optional.ofNullable(clientAuthorities);
    }

    /** What is wrong with the generated certificate, on purpose. */
    public Optional<CertificateDefect> defect() {
        return Optional.ofNullable(defect);
    }

    /**
     * A copy whose generated certificate is for these hosts too.
     *
     * @param names host names, which may begin with {@code *.}, and IP addresses
     * @throws IllegalArgumentException if one is neither, or the certificate is not generated
     */
    public TlsOptions hostNames(String... names) {
        requireGenerated("more host names");
        HostNames.of(List.of(names));
        return with(copy -> copy.hostNames = List.of(names));
    }

    /**
     * A copy that speaks these versions of TLS only.
     *
     * @param names such as {@code TLSv1.2}; those that the JDK has switched off stay off
     */
    public TlsOptions versions(String... names) {
        return with(copy -> copy.versions = atLeastOne("version of TLS", names));
    }

    /**
     * A copy that uses these cipher suites only. A generated certificate has an EC key, so suites with {@code _RSA_} need
     * a certificate of your own.
     *
     * @param names such as {@code TLS_AES_128_GCM_SHA256}
     */
    public TlsOptions ciphers(String... names) {
        return with(copy -> copy.ciphers = atLeastOne("cipher suite", names));
    }

    /** A copy that asks clients for a certificate, or does not. */
    public TlsOptions clientCertificates(ClientCertificates wanted) {
        return with(copy -> copy.clientCertificates = Objects.requireNonNull(wanted));
    }

    /**
     * A copy that takes client certificates that come from these authorities, and from no others.
     *
     * @param pem a file of certificates
     */
    public TlsOptions clientAuthorities(Path pem) {
        return with(copy -> copy.clientAuthorities = Objects.requireNonNull(pem));
    }

    /**
     * A copy whose generated certificate must be refused, to see whether a client does.
     *
     * @throws IllegalArgumentException if the certificate is not generated
     */
    public TlsOptions defect(CertificateDefect wrong) {
        requireGenerated("a defect");
        return with(copy -> copy.defect = Objects.requireNonNull(wrong));
    }

    /** Null if the certificate is to be generated. */
    KeySource source() {
        return source;
    }

    private void requireGenerated(String what) {
        if (source != null) {
            throw new IllegalArgumentException(
                    "Only a generated certificate can have " + what + ": begin with TlsOptions.generated()");
        }
    }

    private static List<String> atLeastOne(String what, String[] names) {
        if (names.length == 0) {
            throw new IllegalArgumentException("There must be at least one " + what);
        }
        return List.of(names);
    }

    private TlsOptions with(Consumer<TlsOptions> change) {
        TlsOptions copy = new TlsOptions(source);
        copy.hostNames = hostNames;
        copy.versions = versions;
        copy.ciphers = ciphers;
        copy.clientCertificates = clientCertificates;
        copy.clientAuthorities = clientAuthorities;
        copy.defect = defect;
        change.accept(copy);
        return copy;
    }

    /** Where the certificate comes from. */
    @Override
    public String toString() {
        return "TLS, certificate " + (source == null ? "generated" : "from " + source);
    }
}
