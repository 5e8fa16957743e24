package dev.yubin.protocol.tls;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.List;

/** Whom to trust: the generated authorities, one of each kind for the JVM, and the files that tell others of one. */
public final class Authorities {
    private static final Base64.Encoder LINES = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII));

    private Authorities() {}

    private static final class Ours {
        static final CertificateAuthority AUTHORITY = new CertificateAuthority("Yubin CA");
    }

    private static final class Stranger {
        static final CertificateAuthority AUTHORITY = new CertificateAuthority("Nobody's CA");
    }

    /** The authority that clients are told to trust. */
    static CertificateAuthority ours() {
        return Ours.AUTHORITY;
    }

    /** One that nobody trusts. */
    static CertificateAuthority stranger() {
        return Stranger.AUTHORITY;
    }

    /** A certificate as text (RFC 7468 §5). */
    public static String pem(X509Certificate certificate) {
        try {
            return "-----BEGIN CERTIFICATE-----\n" + LINES.encodeToString(certificate.getEncoded())
                    + "\n-----END CERTIFICATE-----\n";
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("A certificate that was read can be written", e);
        }
    }

    /** Writes a PKCS#12 file that makes a JVM trust a certificate. */
    public static void writeTrustStore(X509Certificate trusted, Path file, String password) throws IOException {
        try (OutputStream out = Files.newOutputStream(file)) {
            trustStore(List.of(trusted)).store(out, password.toCharArray());
        } catch (GeneralSecurityException e) {
            throw new IOException("The trust store " + file + " cannot be written: " + e.getMessage(), e);
        }
    }

    /** Certificates to trust, as the JDK wants them. */
    static KeyStore trustStore(List<X509Certificate> trusted) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        for (int i = 0; i < trusted.size(); i++) {
            store.setCertificateEntry("authority-" + (i + 1), trusted.get(i));
        }
        return store;
    }
}
