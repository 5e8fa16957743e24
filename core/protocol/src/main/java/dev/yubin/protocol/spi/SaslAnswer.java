package dev.yubin.protocol.spi;

import dev.yubin.store.AccountName;
import java.time.Duration;

/** What {@link Authentication} says to what a client sent. */
public sealed interface SaslAnswer {
    /**
     * The client must go on.
     *
     * @param base64 what it is sent; may be empty
     */
    record Challenge(String base64) implements SaslAnswer {
        /** Does not show it. */
        @Override
        public String toString() {
            return "Challenge[...]";
        }
    }

    /** The user is logged in; this is its account. */
    record Accepted(AccountName account) implements SaslAnswer {}

    /**
     * The log-in is over, and failed.
     *
     * @param reason what the person may be told; nothing that helps a guesser
     * @param delay how long the reply must be held back; may be zero
     * @param last whether the connection must be closed after the reply
     */
    record Refused(Refusal why, String reason, Duration delay, boolean last) implements SaslAnswer {}
}
