package dev.yubin.protocol.sasl;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** CRAM-MD5, RFC 2195: the client signs a challenge with its password. */
final class CramMd5 implements Exchange {
    private static final int DIGEST_DIGITS = 32;

    private final Grounds grounds;
    private final String challenge;

    CramMd5(Grounds grounds) {
        this(
                grounds,
                "<" + Nonces.digits() + "." + grounds.timers().now().getEpochSecond() + "@" + grounds.hostName() + ">");
    }

    CramMd5(Grounds grounds, String challenge) {
        this.grounds = grounds;
        this.challenge = challenge;
    }

    @Override
    public Step step(byte[] response) throws IOException, BadMessage {
        if (response == null) {
            return new Step.Challenge(Text.octets(challenge));
        }
        // A user name may have spaces.
        int space = response.length - DIGEST_DIGITS - 1;
        if (space < 0 || response[space] != ' ') {
            throw new BadMessage("CRAM-MD5 needs a name, a space and a digest");
        }
        String user = Text.name(response, 0, space);
        byte[] digest = digest(Text.utf8(response, space + 1, response.length));
        Optional<String> secret = grounds.authenticator().secret(user);
        // The same work if there is no such user.
        boolean same = MessageDigest.isEqual(hmac(secret.orElse(challenge)), digest);
        return secret.isPresent() && same ? grounds.admit(user, "") : new Step.Wrong(Grounds.WRONG);
    }

    private static byte[] digest(String hex) throws BadMessage {
        if (hex.length() != DIGEST_DIGITS || !hex.chars().allMatch(HexFormat::isHexDigit)) {
            throw new BadMessage("A digest has 32 hexadecimal digits");
        }
        return HexFormat.of().parseHex(hex);
    }

    private byte[] hmac(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacMD5");
            // HMAC fills keys up with zeros; that goes for an empty one too, which the JDK takes for a mistake.
            mac.init(new SecretKeySpec(secret.isEmpty() ? new byte[1] : Text.octets(secret), "HmacMD5"));
            return mac.doFinal(Text.octets(challenge));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("This JDK has no HmacMD5", e);
        }
    }
}
