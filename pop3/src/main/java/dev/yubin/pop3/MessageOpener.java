package dev.yubin.pop3;

import dev.yubin.mime.Surrogate;
import dev.yubin.protocol.spi.Output;
import dev.yubin.store.MessageContent;
import java.io.IOException;
import java.util.Optional;

/** Opens a message for RETR and TOP. */
final class MessageOpener {
    private MessageOpener() {}

    /** Whether reading it never blocks. */
    static boolean isInMemory(MessageContent content) {
        return content.size() == 0 || content.bufferAt(0).isPresent();
    }

    /**
     * Reads the beginning of a message, so that it shows before the reply if it cannot be read. May block if the content
     * is not in memory.
     *
     * @param lines how many lines of its body to write, or {@link ContentCursor#ALL_LINES}
     * @param headers what becomes of it if its header is in UTF-8
     * @return empty if it is refused
     */
    static Optional<ContentCursor> open(MessageContent content, long lines, Utf8Headers headers, Output out)
            throws IOException {
        boolean blocks = !isInMemory(content);
        ContentCursor stored = begun(new ContentCursor(content, lines, blocks), out);
        // Surrogates are of a longer beginning than is looked at here.
        boolean utf8 = stored.hasUtf8Header() || headers == Utf8Headers.SURROGATE && stored.headerGoesOn();
        if (headers == Utf8Headers.AS_STORED || !utf8) {
            return Optional.of(stored);
        }
        stored.close();
        if (headers == Utf8Headers.REFUSE) {
            return Optional.empty();
        }
        return Optional.of(begun(new ContentCursor(Surrogate.of(content), lines, blocks), out));
    }

    private static ContentCursor begun(ContentCursor cursor, Output out) throws IOException {
        boolean begun = false;
        try {
            cursor.begin(out);
            begun = true;
            return cursor;
        } finally {
            if (!begun) {
                cursor.close();
            }
        }
    }
}
