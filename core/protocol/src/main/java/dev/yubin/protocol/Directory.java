package dev.yubin.protocol;

import java.io.IOException;

/** Answers for addresses: whose they are. */
public interface Directory {
    /**
     * Where mail for an address goes. The one address whose account name is bare is {@code <Postmaster>}, which every
     * server must take (RFC 5321 §4.5.1): it means the postmaster of this server.
     */
    Resolution resolve(MailAddress address) throws IOException;

    /** Whether {@link #resolve} may block. If so it never runs on an event loop. */
    default boolean blocking() {
        return true;
    }
}
