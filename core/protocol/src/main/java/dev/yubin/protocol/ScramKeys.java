package dev.yubin.protocol;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * What a server keeps of a password for SCRAM (RFC 5802 §3): it can check with it who knows the password, and cannot
 * find the password from it but by guessing. Thread-safe.
 */
public final class ScramKeys {
    /** How often {@link #derive} hashes: what RFC 5802 §5.1 and RFC 7677 §4 ask for at least. */
    public static final int DEFAULT_ITERATIONS = 4096;

    private static final int SALT_OCTETS = 16;

    /** Made at the first use: neither costs anything at start. */
    private static final class Lazy {
        static final SecureRandom RANDOM = new SecureRandom();
        static final byte[] DECOY_KEY = random(32);
    }

    private record Pair(byte[] storedKey, byte[] serverKey) {}

    private final ScramHash hash;
    private final byte[] salt;
    private final int iterations;
    /** Null once the keys are derived. */
    private String password;

    private Pair keys;

    private ScramKeys(ScramHash hash, byte[] salt, int iterations, String password, Pair keys) {
        if (salt.length == 0 || iterations < 1) {
            throw new IllegalArgumentException("There must be a salt and at least one iteration: " + iterations);
        }
        this.hash = Objects.requireNonNull(hash);
        this.salt = salt.clone();
        this.iterations = iterations;
        this.password = password;
        this.keys = keys;
    }

    /** Keys as they were kept. */
    public static ScramKeys of(ScramHash hash, byte[] salt, int iterations, byte[] storedKey, byte[] serverKey) {
        if (storedKey.length != hash.octets() || serverKey.length != hash.octets()) {
            throw new IllegalArgumentException("Keys for " + hash + " have " + hash.octets() + " octets");
        }
        return new ScramKeys(hash, salt, iterations, null, new Pair(storedKey.clone(), serverKey.clone()));
    }

    /**
     * Keys of a password, with {@value #DEFAULT_ITERATIONS} iterations and a salt by chance.
     *
     * @see #derive(String, ScramHash, byte[], int)
     */
    public static ScramKeys derive(String password, ScramHash hash) {
        return derive(password, hash, random(SALT_OCTETS), DEFAULT_ITERATIONS);
    }

    /**
     * Keys of a password. It is prepared as RFC 4013 says; one that cannot be is taken as it is. What takes long, some
     * milliseconds, is done when one of the keys is first asked for.
     */
    public static ScramKeys derive(String password, ScramHash hash, byte[] salt, int iterations) {
        String prepared = SaslPrep.prepare(password).orElse(password);
        return new ScramKeys(hash, salt, iterations, prepared, null);
    }

    /**
     * Keys for a user there is none of: no password fits, and the salt is the same each time, so that nobody learns from
     * it who exists.
     */
    public static ScramKeys decoy(String user, ScramHash hash) {
        byte[] storedKey = random(hash.octets());
        return of(hash, decoySalt(user, hash), DEFAULT_ITERATIONS, storedKey, storedKey);
    }

    /** As {@link #decoy}, and the keys take as long as those of a password. */
    static ScramKeys slowDecoy(String user, ScramHash hash) {
        String password = new String(random(16), StandardCharsets.ISO_8859_1);
        return new ScramKeys(hash, decoySalt(user, hash), DEFAULT_ITERATIONS, password, null);
    }

    private static byte[] decoySalt(String user, ScramHash hash) {
        byte[] name = (hash + " " + user).getBytes(StandardCharsets.UTF_8);
        byte[] salt = new byte[SALT_OCTETS];
        System.arraycopy(hmac(hash, Lazy.DECOY_KEY, name), 0, salt, 0, salt.length);
        return salt;
    }

    /** The hash function these are for. */
    public ScramHash hash() {
        return hash;
    }

    /** What was mixed into the password. */
    public byte[] salt() {
        return salt.clone();
    }

    /** How often it was hashed. */
    public int iterations() {
        return iterations;
    }

    /** What a client's proof is checked with. */
    public byte[] storedKey() {
        return keys().storedKey.clone();
    }

    /** What the server proves with that it knows the user. */
    public byte[] serverKey() {
        return keys().serverKey.clone();
    }

    private synchronized Pair keys() {
        if (keys == null) {
            try {
                byte[] salted = saltedPassword();
                byte[] clientKey = hmac(hash, salted, "Client Key".getBytes(StandardCharsets.US_ASCII));
                byte[] serverKey = hmac(hash, salted, "Server Key".getBytes(StandardCharsets.US_ASCII));
                keys = new Pair(MessageDigest.getInstance(hash.digest()).digest(clientKey), serverKey);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("This JDK has no " + hash, e);
            }
            password = null;
        }
        return keys;
    }

    private byte[] saltedPassword() throws GeneralSecurityException {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, hash.octets() * 8);
        try {
            return SecretKeyFactory.getInstance(hash.keyDerivation())
                    .generateSecret(spec)
                    .getEncoded();
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] hmac(ScramHash hash, byte[] key, byte[] text) {
        try {
            Mac mac = Mac.getInstance(hash.hmac());
            mac.init(new SecretKeySpec(key, hash.hmac()));
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no " + hash.hmac(), e);
        }
    }

    private static byte[] random(int octets) {
        byte[] random = new byte[octets];
        Lazy.RANDOM.nextBytes(random);
        return random;
    }

    /** Does not show the keys. */
    @Override
    public String toString() {
        return "ScramKeys[" + hash + ", " + iterations + " iterations]";
    }
}
