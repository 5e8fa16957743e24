package dev.yubin.protocol.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.List;

/**
 * A private key and the certificates for it: first its own, then those that lead to the authority. A class, because a
 * record would print the key.
 */
final class KeyMaterial {
    private final PrivateKey key;
    private final List<X509Certificate> chain;

    KeyMaterial(PrivateKey key, List<X509Certificate> chain) {
        this.key = key;
        this.chain = List.copyOf(chain);
    }

    PrivateKey key() {
        return key;
    }

    /** At least one. */
    List<X509Certificate> chain() {
        return chain;
    }

    /** The last one: the authority, if the chain has it, or whom clients can trust in its place. */
    X509Certificate last() {
        return chain.get(chain.size() - 1);
    }

    /** The algorithm of the key: {@code EC}, {@code RSA} ... */
    String algorithm() {
        return key.getAlgorithm();
    }

    /** Whether a private key is the one of a certificate. */
    static boolean fits(PrivateKey key, X509Certificate certificate) {
        PublicKey open = certificate.getPublicKey();
        if (!key.getAlgorithm().equals(open.getAlgorithm())) {
            return false;
        }
        if (key instanceof RSAKey secret && open instanceof RSAKey shown) {
            return secret.getModulus().equals(shown.getModulus());
        }
        try {
            byte[] text = {'Y', 'u', 'b', 'i', 'n'};
            String algorithm = key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : key.getAlgorithm();
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(key);
            signature.update(text);
            byte[] signed = signature.sign();
            signature.initVerify(open);
            signature.update(text);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // Another curve, or what this JDK cannot sign with.
            return false;
        }
    }

    @Override
    public String toString() {
        return algorithm() + " key of " + chain.get(0).getSubjectX500Principal();
    }
}
