package dev.yubin;

import dev.yubin.store.Lease;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * The mail a server has received, in the order it was accepted. A mail is in here before the client that sent it hears
 * that it was accepted. Bounded: see {@link MailServerBuilder#journal}. Thread-safe.
 */
public sealed interface ReceivedMails permits Journal {
    /** All that is kept, oldest first. */
    List<ReceivedMail> all();

    /** How many were received since the start or the last reset, kept or not. */
    long count();

    /**
     * The first mail that matches, waiting for it if it has not come yet. The deadline is real time, whatever clock the
     * server has.
     *
     * @throws NoSuchMailError if none comes in time
     */
    ReceivedMail await(Predicate<ReceivedMail> wanted, Duration timeout);

    /**
     * Calls back for each mail from now on, until the lease is closed, on a thread that all listeners of the server
     * share: a slow one delays the others. If they fall {@value #LISTENER_BACKLOG} calls behind, they miss some, and the
     * log says so.
     */
    Lease listen(Consumer<ReceivedMail> listener);

    /** How many calls wait for slow listeners. */
    int LISTENER_BACKLOG = 10_000;
}
