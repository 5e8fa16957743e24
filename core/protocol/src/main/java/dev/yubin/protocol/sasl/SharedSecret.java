package dev.yubin.protocol.sasl;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/** What CRAM-MD5 and APOP have in common: an MD5 digest that only who knows the password can make. */
final class SharedSecret {
    /** Of an MD5 digest. */
    static final int DIGEST_DIGITS = 32;

    private SharedSecret() {}

    /** Makes the digest that the client should have sent. */
    @FunctionalInterface
    interface Digester {
        byte[] digest(byte[] secret) throws GeneralSecurityException;
    }

    /**
     * Checks a digest. Whether there is such a user shows in nothing.
     *
     * @param challenge what the digest must be of; without a user, the same work is done with it as the password
     */
    static Step check(Grounds grounds, String user, String hex, String challenge, Digester digester)
            throws IOException, BadMessage {
        if (hex.length() != DIGEST_DIGITS || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw new BadMessage("A digest has 32 hexadecimal digits");
        }
        Optional<String> secret = grounds.secret(user);
        byte[] expected;
        try {
            expected = digester.digest(Text.octets(secret.orElse(challenge)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no MD5", e);
        }
        boolean same = MessageDigest.isEqual(expected, HexFormat.of().parseHex(hex));
        return secret.isPresent() && same ? grounds.admit(user, "") : new Step.Wrong(Grounds.WRONG);
    }
}
