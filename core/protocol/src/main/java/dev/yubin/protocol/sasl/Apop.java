package dev.yubin.protocol.sasl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;

/**
 * APOP, RFC 1939 §7: the client shows that it knows the password by a digest of it and of the timestamp in the greeting.
 * It is no SASL mechanism, but much like {@link CramMd5}.
 */
public final class Apop {
    private final Grounds grounds;
    private final String timestamp;

    /** For one greeting: the timestamp is another each time. */
    public Apop(Grounds grounds) {
        this(grounds, grounds.challenge());
    }

    Apop(Grounds grounds, String timestamp) {
        this.grounds = grounds;
        this.timestamp = timestamp;
    }

    /** Whether timestamps are made at once; the first chance of a JVM takes long. */
    public static boolean isWarm() {
        return Nonces.isWarm();
    }

    /** What stands in the greeting: a msg-id. */
    public String timestamp() {
        return timestamp;
    }

    /**
     * Checks a log-in.
     *
     * @param digest in hexadecimal digits
     * @throws BadMessage if the digest is none
     * @throws IOException of the authenticator
     */
    public Step step(String user, String digest) throws IOException, BadMessage {
        return SharedSecret.check(grounds, user, digest, timestamp, this::md5);
    }

    private byte[] md5(byte[] secret) throws GeneralSecurityException {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        md5.update(timestamp.getBytes(StandardCharsets.US_ASCII));
        return md5.digest(secret);
    }
}
