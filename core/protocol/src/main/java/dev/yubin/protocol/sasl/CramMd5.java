package dev.yubin.protocol.sasl;

import java.io.IOException;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** CRAM-MD5, RFC 2195: the client signs a challenge with its password. */
final class CramMd5 implements Exchange {
    private final Grounds grounds;
    private final String challenge;

    CramMd5(Grounds grounds) {
        this(grounds, grounds.challenge());
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
        int space = response.length - SharedSecret.DIGEST_DIGITS - 1;
        if (space < 0 || response[space] != ' ') {
            throw new BadMessage("CRAM-MD5 needs a name, a space and a digest");
        }
        String user = Text.name(response, 0, space);
        String digest = Text.utf8(response, space + 1, response.length);
        return SharedSecret.check(grounds, user, digest, challenge, this::hmac);
    }

    private byte[] hmac(byte[] secret) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacMD5");
        // HMAC fills keys up with zeros; that goes for an empty one too, which the JDK takes for a mistake.
        mac.init(new SecretKeySpec(secret.length == 0 ? new byte[1] : secret, "HmacMD5"));
        return mac.doFinal(Text.octets(challenge));
    }
}
