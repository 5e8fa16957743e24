package dev.yubin.store;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A place that keeps mail: accounts, their mailboxes, the messages in them. Implement this to keep mail where you want
 * it. Every method may be called by many threads at once.
 */
public interface MailStore extends AutoCloseable {
    /** The account of that name, if there is one. */
    Optional<MailAccount> account(AccountName name) throws IOException;

    /**
     * Makes an account with an empty INBOX. If there is one of that name already, it is returned as it is, so that two
     * first users of an account at the same moment both get it.
     */
    MailAccount create(AccountName name) throws IOException;

    /** The names of all accounts, in any order. The caller closes the stream. */
    Stream<AccountName> accounts() throws IOException;

    /**
     * Removes an account with all its mail. Calls on it and on its mailboxes fail with
     * {@link StoreException.Kind#GONE} from then on, and never bring it back. Does nothing if there is no such account.
     */
    void remove(AccountName name) throws IOException;

    /**
     * Puts one message into the mailboxes of several recipients. Each recipient succeeds or fails alone, and the
     * verdicts come in the order of {@code to}. An account that does not exist yet is made: whether an address may
     * exist was decided before, by the directory. What is returned as delivered survives whatever the store promises to
     * survive. A mailbox that is named twice gets two copies.
     *
     * <p>This default appends one by one. A store overrides it to keep the octets once for all recipients.
     *
     * @param to where the message goes, one entry per recipient
     * @param content the message; a store recognises content from its own {@link Spool} and keeps it without a copy
     */
    default List<Verdict> deliver(List<Delivery> to, MessageContent content) {
        List<Verdict> verdicts = new ArrayList<>(to.size());
        for (Delivery delivery : to) {
            try {
                Optional<MailAccount> account = account(delivery.account());
                Mailbox mailbox =
                        (account.isPresent() ? account.get() : create(delivery.account())).open(delivery.mailbox());
                mailbox.append(List.of(delivery.message(content)));
                verdicts.add(Verdict.delivered());
            } catch (IOException e) {
                verdicts.add(Verdict.failed(e));
            } catch (RuntimeException e) {
                // A bug that hits one recipient must not hide that others have their copy.
                verdicts.add(Verdict.failed(new IOException("The store failed unexpectedly", e)));
            }
        }
        return verdicts;
    }

    /**
     * Whether calls may block. {@code false} is a promise: point operations take at most 100 µs and wait for nothing, so
     * they may run on an event loop.
     */
    default boolean blocking() {
        return true;
    }

    /** What this store can do beyond the basics, asked for by type: {@link Spool}, for example. */
    default <T> Optional<T> feature(Class<T> type) {
        return Optional.empty();
    }

    /**
     * Releases what the store holds. Mail that was acknowledged stays wherever the store keeps it. Closing twice is the
     * same as closing once.
     */
    @Override
    void close() throws IOException;
}
