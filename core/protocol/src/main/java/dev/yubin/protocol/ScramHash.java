package dev.yubin.protocol;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The hash function of a SCRAM mechanism. */
public enum ScramHash {
    /** SCRAM-SHA-1, RFC 5802. */
    SHA_1("SHA-1", "HmacSHA1", 20),
    /** SCRAM-SHA-256, RFC 7677. */
    SHA_256("SHA-256", "HmacSHA256", 32);

    private final String digest;
    private final String hmac;
    private final int octets;

    ScramHash(String digest, String hmac, int octets) {
        this.digest = digest;
        this.hmac = hmac;
        this.octets = octets;
    }

    /** How long a hash is, and so each key. */
    public int octets() {
        return octets;
    }

    /** The hash of a text: H() in RFC 5802 §2.2. */
    public byte[] digest(byte[] text) {
        try {
            return MessageDigest.getInstance(digest).digest(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no " + digest, e);
        }
    }

    /** The hash of a text with a key that is not empty: HMAC() in RFC 5802 §2.2. */
    public byte[] hmac(byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(hmac);
            mac.init(new SecretKeySpec(key, hmac));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no " + hmac, e);
        }
    }

    /** The name of PBKDF2 with this hash in Java. */
    String keyDerivation() {
        return "PBKDF2With" + hmac;
    }
}
