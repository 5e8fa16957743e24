package dev.yubin.protocol.tls;

import dev.yubin.protocol.CertificateDefect;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.PBEParameterSpec;
import javax.net.ssl.SSLContext;

/** Files of certificates and keys as users have them, made for tests. */
public final class KeyFiles {
    /** RSA keys take long to make. */
    private static final Map<String, KeyPair> KEYS = new ConcurrentHashMap<>();

    private final KeyMaterial material;
    private final X509Certificate authority;

    private KeyFiles(KeyMaterial material, X509Certificate authority) {
        this.material = material;
        this.authority = authority;
    }

    /** An EC key, and a certificate for these hosts by an authority of its own. */
    public static KeyFiles ec(String... hosts) {
        CertificateAuthority authority = new CertificateAuthority("Somebody's CA");
        return new KeyFiles(authority.server(HostNames.of(List.of(hosts)), null), authority.certificate());
    }

    /** As {@link #ec}, but the certificate was good until yesterday. */
    public static KeyFiles expired(String... hosts) {
        CertificateAuthority authority = new CertificateAuthority("Somebody's CA");
        Set<String> names = HostNames.of(List.of(hosts));
        return new KeyFiles(authority.server(names, CertificateDefect.EXPIRED), authority.certificate());
    }

    /** A client's key and certificate, by an authority of its own. */
    public static KeyFiles client(String user) {
        CertificateAuthority authority = new CertificateAuthority("Somebody's CA");
        return new KeyFiles(authority.client(user), authority.certificate());
    }

    /** A key of this algorithm, the same each time, and a certificate for localhost that it has signed itself. */
    public static KeyFiles selfSigned(String algorithm, int bits, String signature) {
        try {
            KeyPair keys = KEYS.computeIfAbsent(algorithm + bits, name -> generate(algorithm, bits));
            X509Certificate certificate = selfSigned(keys, signature);
            return new KeyFiles(new KeyMaterial(keys.getPrivate(), List.of(certificate)), certificate);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public PrivateKey key() {
        return material.key();
    }

    /** Whether a key is this one, in whatever form it was read. */
    public boolean isKey(PrivateKey other) {
        return key() instanceof ECPrivateKey mine && other instanceof ECPrivateKey theirs
                ? mine.getS().equals(theirs.getS())
                : key().equals(other);
    }

    public X509Certificate certificate() {
        return material.chain().get(0);
    }

    public X509Certificate authority() {
        return authority;
    }

    /** What a client shows that has this key, to whoever asks. */
    public SSLContext clientContext(X509Certificate trusted) {
        return JdkTls.context(material, List.of(trusted));
    }

    /** The certificate and its authority. */
    public String chainPem() {
        return "The server's\n" + Authorities.pem(certificate()) + "\nand its authority's:\r\n"
                + Authorities.pem(authority).replace("\n", "\r\n") + "that is all";
    }

    /** The key as PKCS#8. */
    public String keyPem() {
        return pem("PRIVATE KEY", key().getEncoded());
    }

    /** The key as it is within PKCS#8: PKCS#1 for RSA, SEC 1 for EC but without the curve, as the JDK writes it. */
    public byte[] bareKey() {
        DerReader fields = new DerReader(new DerReader(key().getEncoded()).content(0x30));
        fields.content(0x02);
        fields.content(0x30);
        return fields.content(0x04);
    }

    /** The key as PKCS#8, encrypted as OpenSSL does it (PBES2, AES, HMAC with SHA-256). */
    public String encryptedKeyPem(String password) {
        try {
            String algorithm = "PBEWithHmacSHA256AndAES_256";
            SecretKey secret =
                    SecretKeyFactory.getInstance(algorithm).generateSecret(new PBEKeySpec(password.toCharArray()));
            byte[] salt = new byte[8];
            byte[] iv = new byte[16];
            new SecureRandom().nextBytes(iv);
            AlgorithmParameters parameters = AlgorithmParameters.getInstance(algorithm);
            parameters.init(new PBEParameterSpec(salt, 1000, new IvParameterSpec(iv)));
            Cipher cipher = Cipher.getInstance(algorithm);
            cipher.init(Cipher.ENCRYPT_MODE, secret, parameters);
            byte[] hidden = cipher.doFinal(key().getEncoded());
            byte[] scheme = Der.sequence(
                    Der.oid(1, 2, 840, 113549, 1, 5, 13), cipher.getParameters().getEncoded());
            return pem("ENCRYPTED PRIVATE KEY", Der.sequence(scheme, Der.octetString(hidden)));
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Writes a PKCS#12 file with the key and its chain under each of these names. */
    public Path pkcs12(Path file, String password, String... aliases) {
        try (OutputStream out = Files.newOutputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            for (String alias : aliases) {
                Certificate[] chain = Set.of(certificate()).contains(authority)
                        ? new Certificate[] {certificate()}
                        : new Certificate[] {certificate(), authority};
                store.setKeyEntry(alias, key(), password.toCharArray(), chain);
            }
            store.store(out, password.toCharArray());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    public static String pem(X509Certificate certificate) {
        return Authorities.pem(certificate);
    }

    public static String pem(String label, byte[] octets) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(octets);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    public static Path write(Path file, String text) {
        try {
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static KeyPair generate(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (bits > 0) {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Our writer signs with ECDSA only: this one signs with what a key is for. */
    private static X509Certificate selfSigned(KeyPair keys, String algorithm) throws GeneralSecurityException {
        byte[] identifier =
                switch (algorithm) {
                    case "SHA256withRSA" -> Der.sequence(Der.oid(1, 2, 840, 113549, 1, 1, 11), Der.nothing());
                    case "SHA384withRSA" -> Der.sequence(Der.oid(1, 2, 840, 113549, 1, 1, 12), Der.nothing());
                    case "SHA1withRSA" -> Der.sequence(Der.oid(1, 2, 840, 113549, 1, 1, 5), Der.nothing());
                    case "SHA512withECDSA" -> Der.sequence(Der.oid(1, 2, 840, 10045, 4, 3, 4));
                    case "Ed25519" -> Der.sequence(Der.oid(1, 3, 101, 112));
                    default -> throw new IllegalArgumentException(algorithm);
                };
        byte[] name = CertificateWriter.name("localhost");
        Instant now = Instant.now();
        byte[] names = Der.sequence(Der.implicit(2, "localhost".getBytes(StandardCharsets.US_ASCII)));
        byte[] extension = Der.sequence(Der.oid(2, 5, 29, 17), Der.octetString(names));
        byte[] content = Der.sequence(
                Der.explicit(0, Der.integer(2)),
                Der.integer(1),
                identifier,
                name,
                Der.sequence(Der.time(now.minus(Duration.ofDays(1))), Der.time(now.plus(Duration.ofDays(30)))),
                name,
                keys.getPublic().getEncoded(),
                Der.explicit(3, Der.sequence(extension)));
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(keys.getPrivate());
        signature.update(content);
        byte[] all = Der.sequence(content, identifier, Der.bitString(signature.sign()));
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(all));
    }
}
