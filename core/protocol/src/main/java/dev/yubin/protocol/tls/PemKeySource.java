package dev.yubin.protocol.tls;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;

/** A certificate's chain and its key in PEM files. A class, because a record would print the password. */
final class PemKeySource implements KeySource {
    private final Path chain;
    private final Path key;

    /** Null if there is none. */
    private final String password;

    PemKeySource(Path chain, Path key, String password) {
        this.chain = Objects.requireNonNull(chain);
        this.key = Objects.requireNonNull(key);
        this.password = password;
    }

    @Override
    public KeyMaterial read() {
        List<X509Certificate> certificates = PemFile.certificates(chain);
        PrivateKey secret = new PemPrivateKey(key, password).read();
        if (!KeyMaterial.fits(secret, certificates.get(0))) {
            throw misfit(secret, certificates);
        }
        return new KeyMaterial(secret, certificates);
    }

    private IllegalArgumentException misfit(PrivateKey secret, List<X509Certificate> certificates) {
        for (int i = 1; i < certificates.size(); i++) {
            if (KeyMaterial.fits(secret, certificates.get(i))) {
                return new IllegalArgumentException("The key in " + key + " belongs to certificate " + (i + 1) + " of "
                        + chain + ": the server's own must be the first, those of its authorities follow");
            }
        }
        return new IllegalArgumentException("The " + secret.getAlgorithm() + " key in " + key
                + " is not the one of the certificate in " + chain + ", which has another "
                + certificates.get(0).getPublicKey().getAlgorithm() + " key: name the two that were made together");
    }

    @Override
    public String toString() {
        return chain.equals(key) ? chain.toString() : chain + " and " + key;
    }
}
