package dev.yubin.protocol.sasl;

import java.io.IOException;

/** ANONYMOUS, RFC 4505: the client says something of itself, or nothing. */
final class Anonymous implements Exchange {
    private static final int MOST_CHARACTERS = 255;

    private final Grounds grounds;

    Anonymous(Grounds grounds) {
        this.grounds = grounds;
    }

    @Override
    public Step step(byte[] response) throws IOException, BadMessage {
        String trace = Text.utf8(response);
        boolean tooLong = trace.codePointCount(0, trace.length()) > MOST_CHARACTERS;
        if (tooLong || trace.chars().anyMatch(Character::isISOControl)) {
            throw new BadMessage("What a guest says of itself has at most 255 characters, and no control characters");
        }
        return Step.of(grounds.authenticator().anonymous(trace));
    }
}
