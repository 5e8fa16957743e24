package dev.yubin.protocol.sasl;

import java.security.SecureRandom;
import java.util.Base64;

/** What nobody could have told before. */
final class Nonces {
    /** Made at the first use, so that it costs nothing at start. */
    private static final class Chance {
        static final SecureRandom RANDOM = new SecureRandom();
    }

    private static volatile boolean warm;

    private Nonces() {}

    /** Whether one was made already: the first takes some 50 ms. */
    static boolean isWarm() {
        return warm;
    }

    /** 144 bits in base64, which has no comma. */
    static String text() {
        byte[] octets = new byte[18];
        Chance.RANDOM.nextBytes(octets);
        return Base64.getEncoder().encodeToString(octets);
    }

    /** 64 bits in digits. */
    static String digits() {
        String digits = Long.toUnsignedString(Chance.RANDOM.nextLong());
        warm = true;
        return digits;
    }
}
