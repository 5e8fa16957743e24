package dev.yubin.pop3;

import dev.yubin.store.Lease;
import java.io.IOException;

/** A session's exclusive access to its maildrop (RFC 1939 §4), until it is closed. Thread-safe. */
interface MaildropHold extends Lease {
    /**
     * Makes sure of the maildrop before it is changed. Blocks where the store does.
     *
     * @return false if the hold was lost and another session may have the maildrop: then nothing may be changed
     * @throws IOException if the store cannot tell: nothing may be changed either
     */
    boolean confirm() throws IOException;
}
