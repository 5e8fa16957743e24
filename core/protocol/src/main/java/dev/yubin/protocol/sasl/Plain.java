package dev.yubin.protocol.sasl;

import dev.yubin.protocol.Credentials;
import java.io.IOException;

/** PLAIN, RFC 4616: {@code [authzid] NUL authcid NUL passwd}. */
final class Plain implements Exchange {
    private final Grounds grounds;

    Plain(Grounds grounds) {
        this.grounds = grounds;
    }

    @Override
    public Step step(byte[] response) throws IOException, BadMessage {
        int first = Text.find(response, '\0', 0);
        int second = Text.find(response, '\0', first + 1);
        if (second >= response.length) {
            throw new BadMessage("PLAIN needs two NULs");
        }
        String actingAs = Text.utf8(response, 0, first);
        String user = Text.name(response, first + 1, second);
        String password = Text.name(response, second + 1, response.length);
        return grounds.admit(grounds.verify(Credentials.of(user, password)), user, actingAs);
    }
}
