package dev.yubin.store;

import java.io.IOException;
import java.util.Optional;

/**
 * A feature of a {@link Mailbox}: keeps what was once parsed of a message, so that it is not parsed again. The store
 * neither understands nor trusts it; it may forget at any time, and forgets when the message goes.
 */
public interface StructureCache {
    /** Largest entry that is kept, in octets. A larger one is passed over. */
    int MAX_ENTRY = 64 * 1024;

    /** What was kept for a message, if it is still there. The array is the store's: nobody changes it. */
    Optional<byte[]> get(long uid) throws IOException;

    /** Keeps this for a message; does nothing if there is none of that UID. The array stays the caller's. */
    void put(long uid, byte[] structure) throws IOException;
}
