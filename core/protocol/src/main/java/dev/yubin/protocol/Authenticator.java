package dev.yubin.protocol;

import java.io.IOException;

/** Answers for log-ins. */
public interface Authenticator {
    /** Checks a user's name and password. */
    Login verify(Credentials credentials) throws IOException;

    /** Whether {@link #verify} may block or compute for long. If so it never runs on an event loop. */
    default boolean blocking() {
        return true;
    }
}
