package dev.yubin.protocol.sasl;

import dev.yubin.protocol.Credentials;
import java.io.IOException;

/** LOGIN, draft-murchison-sasl-login: asks for the user name, then for the password. */
final class LoginMechanism implements Exchange {
    private static final byte[] ASK_USER = Text.octets("Username:");
    private static final byte[] ASK_PASSWORD = Text.octets("Password:");

    private final Grounds grounds;
    private String user;

    LoginMechanism(Grounds grounds) {
        this.grounds = grounds;
    }

    @Override
    public Step step(byte[] response) throws IOException, BadMessage {
        if (response == null) {
            return new Step.Challenge(ASK_USER);
        }
        String text = Text.name(response, 0, response.length);
        if (user == null) {
            user = text;
            return new Step.Challenge(ASK_PASSWORD);
        }
        return Step.of(grounds.verify(Credentials.of(user, text)));
    }
}
