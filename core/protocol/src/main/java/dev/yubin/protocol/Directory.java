package dev.yubin.protocol;

import java.io.IOException;

/** Answers for addresses: whose they are. */
public interface Directory {
    /** Where mail for an address goes. */
    Resolution resolve(MailAddress address) throws IOException;

    /** Whether {@link #resolve} may block. If so it never runs on an event loop. */
    default boolean blocking() {
        return true;
    }
}
