package dev.yubin.protocol;

/** The hash function of a SCRAM mechanism. */
public enum ScramHash {
    /** SCRAM-SHA-1, RFC 5802. */
    SHA_1("SHA-1", "SHA1", 20),
    /** SCRAM-SHA-256, RFC 7677. */
    SHA_256("SHA-256", "SHA256", 32);

    private final String digest;
    private final String suffix;
    private final int octets;

    ScramHash(String digest, String suffix, int octets) {
        this.digest = digest;
        this.suffix = suffix;
        this.octets = octets;
    }

    /** The name of the hash function in Java. */
    public String digest() {
        return digest;
    }

    /** The name of HMAC with this hash in Java. */
    public String hmac() {
        return "Hmac" + suffix;
    }

    /** How long a hash is, and so each key. */
    public int octets() {
        return octets;
    }

    /** The name of PBKDF2 with this hash in Java. */
    String keyDerivation() {
        return "PBKDF2WithHmac" + suffix;
    }
}
