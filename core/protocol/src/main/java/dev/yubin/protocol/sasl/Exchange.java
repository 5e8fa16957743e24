package dev.yubin.protocol.sasl;

import java.io.IOException;

/** One conversation of a mechanism, from its first message to its outcome. Not thread-safe. */
public interface Exchange {
    /**
     * Goes on.
     *
     * @param response what the client sent; null at the first call if the mechanism may speak first
     * @throws BadMessage if it is no message of the mechanism: the conversation is over
     * @throws IOException of the authenticator: the conversation is over
     */
    Step step(byte[] response) throws IOException, BadMessage;
}
