package dev.yubin.protocol.sasl;

import dev.yubin.protocol.BearerToken;
import java.io.IOException;

/**
 * OAUTHBEARER (RFC 7628) and XOAUTH2, Google's before it: a bearer token (RFC 6750) among attributes that end with a
 * 0x01 each, and one more of those at the end. If the token is not good, the client is told so in JSON, and must answer
 * before it hears the refusal.
 */
final class OAuth implements Exchange {
    private static final char END = '\1';
    private static final String SCHEME = "Bearer";

    private final Grounds grounds;
    private final boolean xoauth2;

    private OAuth(Grounds grounds, boolean xoauth2) {
        this.grounds = grounds;
        this.xoauth2 = xoauth2;
    }

    static OAuth bearer(Grounds grounds) {
        return new OAuth(grounds, false);
    }

    static OAuth xoauth2(Grounds grounds) {
        return new OAuth(grounds, true);
    }

    @Override
    public Step step(byte[] response) throws IOException, BadMessage {
        String message = Text.utf8(response);
        String user = "";
        int from = 0;
        if (!xoauth2) {
            Gs2Header header = Gs2Header.parse(message);
            if (header.flag() == 'p') {
                throw new BadMessage("OAUTHBEARER has no channel binding");
            }
            user = header.actingAs();
            from = header.text().length();
            if (from == message.length() || message.charAt(from++) != END) {
                throw new BadMessage("0x01 must be behind the header");
            }
        }
        String[] values = attributes(message, from);
        if (xoauth2) {
            if (values[0] == null || values[0].isEmpty()) {
                throw new BadMessage("XOAUTH2 needs a user");
            }
            user = values[0];
        }
        String token = token(values[1] == null ? "" : values[1]);
        // RFC 7628 §4.3: without a token the client only asks what to get one for.
        Step said = token.isEmpty()
                ? new Step.Wrong("There is no bearer token")
                : Step.of(grounds.authenticator().token(BearerToken.of(user, token)));
        return said instanceof Step.Wrong wrong ? new Step.Failing(Text.octets(error()), wrong.reason()) : said;
    }

    /** The values of {@code user} and {@code auth}; null for each that is not there. Others are for others. */
    private static String[] attributes(String message, int from) throws BadMessage {
        String[] values = new String[2];
        int at = from;
        for (int end = message.indexOf(END, at); end != at; end = message.indexOf(END, at)) {
            int equal = message.indexOf('=', at);
            if (end < 0 || equal <= at || equal > end) {
                throw new BadMessage("Not a list of attributes");
            }
            String key = message.substring(at, equal);
            int which = key.equals("user") ? 0 : key.equals("auth") ? 1 : -1;
            if (which >= 0) {
                if (values[which] != null) {
                    throw new BadMessage("An attribute is there twice");
                }
                values[which] = message.substring(equal + 1, end);
            }
            at = end + 1;
        }
        if (at != message.length() - 1) {
            throw new BadMessage("There is something behind the end");
        }
        return values;
    }

    /** The token of {@code Bearer token}; empty if it is nothing like that. */
    private static String token(String auth) {
        int length = SCHEME.length();
        boolean bearer = auth.regionMatches(true, 0, SCHEME, 0, length) && auth.startsWith(" ", length);
        String token = bearer ? auth.substring(length + 1).strip() : "";
        return token.chars().allMatch(c -> c > ' ' && c <= '~') ? token : "";
    }

    private String error() {
        return xoauth2 ? "{\"status\":\"401\",\"schemes\":\"bearer\"}" : "{\"status\":\"invalid_token\"}";
    }
}
