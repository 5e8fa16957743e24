package dev.yubin.store;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * One account's mailboxes. Every method may be called by many threads at once.
 *
 * <p>Once the account is removed, every method that may throw fails with {@link StoreException.Kind#GONE}, also when
 * there is a new account of that name; so do the calls on its features. {@link #watch} and {@link #feature} do not fail:
 * watchers are ticked once more at the removal and never again, and one that is added later is never ticked.
 */
public interface MailAccount {
    /**
     * All mailboxes, and the subscribed names that no longer exist, sorted by name. {@link MailboxInfo#list} puts it
     * together.
     */
    List<MailboxInfo> mailboxes() throws IOException;

    /**
     * The mailbox of that name.
     *
     * @throws StoreException {@code NOT_FOUND} if there is none
     */
    Mailbox open(MailboxName name) throws IOException;

    /**
     * Makes an empty mailbox.
     *
     * @throws StoreException {@code ALREADY_EXISTS} if there is one of that name
     */
    MailboxId create(MailboxName name) throws IOException;

    /**
     * Deletes a mailbox with its messages; those below it stay. Its name's next mailbox gets a higher UIDVALIDITY.
     *
     * @throws StoreException {@code NOT_FOUND} if there is none, {@code UNSUPPORTED} for INBOX
     */
    void delete(MailboxName name) throws IOException;

    /**
     * Renames a mailbox and all below it, in one step. Ids, UIDs and messages stay as they are.
     * {@link MailboxName#renames} checks all of the rules.
     *
     * @throws StoreException {@code NOT_FOUND} if there is none, {@code ALREADY_EXISTS} if a target name is taken,
     *     {@code UNSUPPORTED} from INBOX (a protocol renames INBOX by creating and moving) or to below itself,
     *     {@code LIMIT} if a new name is too long
     */
    void rename(MailboxName from, MailboxName to) throws IOException;

    /** Subscribes to a name or ends that. A subscription outlives its mailbox (RFC 9051 §6.3.7). */
    void subscribe(MailboxName name, boolean on) throws IOException;

    /**
     * Calls {@code tick} after the list of mailboxes or subscriptions changed, on any thread and with no lock held, until
     * the lease is closed. Ticks may be merged, repeated or lost, and one that throws is the store's to survive, as in
     * {@link Mailbox#watch}. This default never ticks.
     */
    default Lease watch(Runnable tick) {
        return () -> {};
    }

    /** What this account can do beyond the basics, asked for by type. */
    default <T> Optional<T> feature(Class<T> type) {
        return Optional.empty();
    }
}
