package dev.yubin.pop3;

import dev.yubin.mime.Surrogate;
import dev.yubin.protocol.spi.Outcome;
import dev.yubin.store.MessageContent;
import java.io.IOException;

/** What RETR and TOP have in common: a message goes to the client, up to so many lines of its body. */
final class Retrieval {
    private Retrieval() {}

    /** Sends a message, here or, where it is not in memory and this is an event loop, on the store executor. */
    static Outcome of(Pop3Session session, int number, long lines) throws IOException {
        Maildrop maildrop = session.maildrop();
        if (!maildrop.has(number)) {
            session.reply(Replies.NO_SUCH_MESSAGE);
            return Outcome.DONE;
        }
        MessageContent content = maildrop.content(number);
        boolean mayTakeLong = session.services().store().blocking();
        return mayTakeLong || isInMemory(content)
                ? send(session, number, content, lines, mayTakeLong)
                : Outcome.then(new SendCommand(number, content, lines));
    }

    /**
     * Begins to send a message. What cannot be read, or may not be sent (RFC 6856 §2.1), shows before the status line.
     *
     * @param lines how many lines of the body, or {@link ContentCursor#ALL_LINES}
     * @param mayTakeLong whether this is the store executor; if not, the content is in memory
     */
    static Outcome send(Pop3Session session, int number, MessageContent content, long lines, boolean mayTakeLong)
            throws IOException {
        Utf8Headers headers = session.utf8Headers();
        boolean blocks = !isInMemory(content);
        ContentCursor message = session.begin(new ContentCursor(content, lines, blocks));
        if (needsUtf8(message, headers)) {
            message.close();
            if (headers == Utf8Headers.REFUSE) {
                session.reply(Replies.UTF8_FIRST);
                return Outcome.DONE;
            }
            if (!mayTakeLong) {
                return Outcome.then(new SendCommand(number, content, lines));
            }
            message = session.begin(new ContentCursor(Surrogate.of(content), lines, blocks));
        }
        if (lines == ContentCursor.ALL_LINES) {
            session.maildrop().retrieved(number);
            session.reply(Replies.octets(message.size()));
        } else {
            session.reply(Replies.TOP);
        }
        session.note("message text");
        return Outcome.more(message);
    }

    private static boolean isInMemory(MessageContent content) {
        return content.size() == 0 || content.bufferAt(0).isPresent();
    }

    /** Surrogates are of a longer beginning than is looked at here. */
    private static boolean needsUtf8(ContentCursor message, Utf8Headers headers) {
        return headers != Utf8Headers.AS_STORED
                && (message.hasUtf8Header() || headers == Utf8Headers.SURROGATE && message.headerGoesOn());
    }
}
