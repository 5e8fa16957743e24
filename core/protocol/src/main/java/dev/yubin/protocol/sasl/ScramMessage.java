package dev.yubin.protocol.sasl;

/** What clients say in SCRAM: RFC 5802 §7. */
final class ScramMessage {
    /** Attributes with a meaning of their own, each in its place; {@code m} is there to be refused (§5.1). */
    private static final String KNOWN = "acimnprsv";

    private ScramMessage() {}

    /**
     * client-first-message.
     *
     * @param bare what is behind the header, as it was sent
     */
    record First(Gs2Header header, String user, String nonce, String bare) {
        static First parse(String message) throws BadMessage {
            Gs2Header header = Gs2Header.parse(message);
            String bare = message.substring(header.text().length());
            int end = endOf(bare, 0);
            String user = Gs2Header.saslName(value(bare, 0, end, 'n'));
            int endOfNonce = endOf(bare, end + 1);
            String nonce = printable(value(bare, end + 1, endOfNonce, 'r'));
            checkExtensions(bare, endOfNonce);
            return new First(header, user, nonce, bare);
        }
    }

    /**
     * client-final-message.
     *
     * @param withoutProof all that is in front of the proof, as it was sent
     */
    record Final(byte[] binding, String nonce, byte[] proof, String withoutProof) {
        static Final parse(String message) throws BadMessage {
            int lastComma = message.lastIndexOf(',');
            byte[] proof = octets(value(message, lastComma + 1, message.length(), 'p'));
            String withoutProof = message.substring(0, Math.max(lastComma, 0));
            int end = endOf(withoutProof, 0);
            byte[] binding = octets(value(withoutProof, 0, end, 'c'));
            int endOfNonce = endOf(withoutProof, end + 1);
            String nonce = printable(value(withoutProof, end + 1, endOfNonce, 'r'));
            checkExtensions(withoutProof, endOfNonce);
            return new Final(binding, nonce, proof, withoutProof);
        }
    }

    /** Where the attribute ends that begins there. */
    private static int endOf(String message, int from) {
        int comma = message.indexOf(',', from);
        return comma < 0 ? message.length() : comma;
    }

    private static String value(String message, int from, int to, char name) throws BadMessage {
        if (to < from + 3 || message.charAt(from) != name || message.charAt(from + 1) != '=') {
            throw new BadMessage("SCRAM needs " + name + "= there");
        }
        return message.substring(from + 2, to);
    }

    private static String printable(String value) throws BadMessage {
        if (!value.chars().allMatch(c -> c > ' ' && c <= '~')) {
            throw new BadMessage("A nonce is printable");
        }
        return value;
    }

    private static byte[] octets(String base64) throws BadMessage {
        byte[] octets = Text.fromBase64(base64);
        if (octets == null) {
            throw new BadMessage("Not base64 within the message");
        }
        return octets;
    }

    /** Optional extensions mean nothing to us, but must look like attributes. */
    private static void checkExtensions(String message, int from) throws BadMessage {
        int at = from;
        while (at < message.length()) {
            int end = endOf(message, at + 1);
            char name = end > at + 3 ? message.charAt(at + 1) : 0;
            boolean letter = name >= 'a' && name <= 'z' || name >= 'A' && name <= 'Z';
            if (!letter || message.charAt(at + 2) != '=' || KNOWN.indexOf(name) >= 0) {
                throw new BadMessage("Not an extension that could be ignored");
            }
            at = end;
        }
    }
}
