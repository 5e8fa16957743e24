package dev.yubin.protocol;

import java.io.IOException;
import java.util.Optional;

/** Knows bearer tokens. */
@FunctionalInterface
public interface TokenValidator {
    /**
     * Whose token this is; empty if it is nobody's, or no longer good. May block; never runs on an event loop. What
     * {@link BearerToken#user()} says is compared by the caller.
     *
     * @throws IOException if it cannot be found out just now: the client is told to try again later
     */
    Optional<String> user(BearerToken token) throws IOException;
}
