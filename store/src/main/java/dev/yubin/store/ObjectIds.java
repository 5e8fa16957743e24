package dev.yubin.store;

import java.io.IOException;
import java.util.Optional;

/**
 * A feature of a {@link MailAccount} that can serve OBJECTID (RFC 8474): every message of it has a
 * {@link MessageMeta#emailId()} that survives copies, moves and restarts, and is never that of other content.
 */
public interface ObjectIds {
    /** The THREADID of the messages of that EMAILID; empty (NIL) if the store keeps no threads (RFC 8474 §5.2). */
    Optional<String> threadId(String emailId) throws IOException;
}
