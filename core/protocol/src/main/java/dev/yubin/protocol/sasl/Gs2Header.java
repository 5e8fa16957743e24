package dev.yubin.protocol.sasl;

/**
 * How SCRAM's and OAUTHBEARER's first message begins (RFC 5801 §4): whether and how it is bound to the connection, and
 * who the user wants to act as.
 *
 * @param flag {@code n}, {@code y} or {@code p}
 * @param binding the name of the channel binding with {@code p}, else empty
 * @param actingAs the authorization identity, decoded; empty if there is none
 * @param text the header as it was sent, with its last comma
 */
record Gs2Header(char flag, String binding, String actingAs, String text) {
    static Gs2Header parse(String message) throws BadMessage {
        int first = message.indexOf(',');
        int second = message.indexOf(',', first + 1);
        if (first < 1 || second < 0) {
            throw new BadMessage("No GS2 header");
        }
        char flag = message.charAt(0);
        boolean bound = flag == 'p' && first > 2 && message.charAt(1) == '=';
        if (!bound && (flag != 'n' && flag != 'y' || first > 1)) {
            throw new BadMessage("A GS2 header begins with n, y or p=");
        }
        String binding = bound ? message.substring(2, first) : "";
        if (!binding.chars().allMatch(Gs2Header::isOfName)) {
            throw new BadMessage("Not the name of a channel binding");
        }
        String identity = message.substring(first + 1, second);
        if (!identity.isEmpty() && !identity.startsWith("a=")) {
            throw new BadMessage("Not an authorization identity");
        }
        String actingAs = identity.isEmpty() ? "" : saslName(identity.substring(2));
        return new Gs2Header(flag, binding, actingAs, message.substring(0, second + 1));
    }

    /** RFC 5801 §4: the two characters that mean something here are escaped in names. */
    static String saslName(String escaped) throws BadMessage {
        if (escaped.isEmpty() || escaped.indexOf(',') >= 0) {
            throw new BadMessage("Not a name");
        }
        StringBuilder name = new StringBuilder(escaped.length());
        for (int i = 0; i < escaped.length(); i++) {
            char c = escaped.charAt(i);
            if (c == '=') {
                boolean comma = escaped.startsWith("=2C", i);
                if (!comma && !escaped.startsWith("=3D", i)) {
                    throw new BadMessage("In a name = stands for nothing but in =2C and =3D");
                }
                c = comma ? ',' : '=';
                i += 2;
            }
            name.append(c);
        }
        return name.toString();
    }

    private static boolean isOfName(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '.' || c == '-';
    }
}
