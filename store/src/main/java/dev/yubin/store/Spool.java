package dev.yubin.store;

import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A feature of a {@link MailStore}: messages come in straight to where the store will keep them, so that their octets
 * are written once.
 */
public interface Spool {
    /**
     * Begins a message.
     *
     * @param expectedSize what the sender announced, in octets, or -1; a hint that may be wrong
     */
    Incoming open(long expectedSize) throws IOException;

    /** A message that is coming in. Used by one thread at a time. */
    interface Incoming extends AutoCloseable {
        /** Adds octets; all that remain in the buffer are taken. */
        void write(ByteBuffer octets) throws IOException;

        /**
         * Ends the message. What is returned can be given to {@link MailStore#deliver} or {@link Mailbox#append} of the
         * same store, which then keep it without a copy.
         */
        MessageContent finish() throws IOException;

        /** Lets go of what came in. After {@link #finish()} and a delivery, what was delivered stays. */
        @Override
        void close() throws IOException;
    }
}
