package dev.yubin.protocol;

import dev.yubin.protocol.sasl.SaslPrep;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * What a server keeps of a password for SCRAM (RFC 5802 §3): it can check with it who knows the password, and cannot
 * find the password from it but by guessing. Thread-safe.
 */
public final class ScramKeys {
    /** How often {@link #derive} hashes: what RFC 5802 §5.1 and RFC 7677 §4 ask for at least. */
    public static final int DEFAULT_ITERATIONS = 4096;

    private static final int SALT_OCTETS = 16;

    /** Made at the first use, so that it costs nothing at start. */
    private static final class Chance {
        static final SecureRandom RANDOM = new SecureRandom();
        static final byte[] SALT_KEY = random(32);
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
     * Keys of a password, with 4,096 iterations and a salt of 16 octets by chance.
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
     * Keys for a user there is none of: no password fits, and the salt is the same each time as long as the JVM runs, so
     * that nobody learns from it who exists.
     */
    public static ScramKeys decoy(String user, ScramHash hash) {
        byte[] noKey = random(hash.octets());
        return of(hash, saltOf(user, hash), DEFAULT_ITERATIONS, noKey, noKey);
    }

    /** A salt that nobody could have told before, and that is the same each time. */
    static byte[] saltOf(String user, ScramHash hash) {
        byte[] name = (hash + " " + user).getBytes(StandardCharsets.UTF_8);
        return Arrays.copyOf(ScramHash.SHA_256.hmac(Chance.SALT_KEY, name), SALT_OCTETS);
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
            byte[] salted = saltedPassword();
            byte[] clientKey = hash.hmac(salted, "Client Key".getBytes(StandardCharsets.US_ASCII));
            byte[] serverKey = hash.hmac(salted, "Server Key".getBytes(StandardCharsets.US_ASCII));
            keys = new Pair(hash.digest(clientKey), serverKey);
            password = null;
        }
        return keys;
    }

    private byte[] saltedPassword() {
        PBEKeySpec spec = new PBEKeySpec(password.toCharArray(), salt, iterations, hash.octets() * 8);
        try {
            SecretKeyFactory factory = SecretKeyFactory.getInstance(hash.keyDerivation());
            return factory.generateSecret(spec).getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no " + hash.keyDerivation(), e);
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] random(int octets) {
        byte[] random = new byte[octets];
        Chance.RANDOM.nextBytes(random);
        return random;
    }

    /** Does not show the keys. */
    @Override
    public String toString() {
        return "ScramKeys[" + hash + ", " + iterations + " iterations]";
    }
}
