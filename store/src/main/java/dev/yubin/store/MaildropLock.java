package dev.yubin.store;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * A feature of a {@link Mailbox}: POP3's exclusive access to a maildrop (RFC 1939 §4), for stores that several servers
 * share. It keeps out other maildrop locks and nothing else: mail still comes in, and IMAP still works. Without this
 * feature each server has a lock of its own per {@link MailboxId}.
 */
public interface MaildropLock {
    /**
     * Takes the lock, without waiting for it.
     *
     * @param expiry how long the lock outlives a holder that does not renew it, such as a server that died; positive
     * @return the hold, or empty if another has the lock
     */
    Optional<Hold> tryLock(Duration expiry) throws IOException;

    /** A lock that is held until it is closed or expires. Closing one that is lost does nothing. */
    interface Hold extends Lease {
        /**
         * Holds on for that long from now.
         *
         * @return whether the lock was still held; if not, it is lost for good
         */
        boolean renew(Duration expiry) throws IOException;
    }
}
