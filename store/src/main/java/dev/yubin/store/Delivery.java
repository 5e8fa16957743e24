package dev.yubin.store;

import java.time.Instant;

/** Where one copy of a message goes: see {@link MailStore#deliver}. */
public final class Delivery {
    private final AccountName account;
    private final MailboxName mailbox;
    private final Instant internalDate;

    private Delivery(AccountName account, MailboxName mailbox, Instant internalDate) {
        this.account = account;
        this.mailbox = mailbox;
        this.internalDate = internalDate;
    }

    /** To an account's INBOX, received at that time. */
    public static Delivery toInbox(AccountName account, Instant internalDate) {
        return new Delivery(account, MailboxName.INBOX, internalDate);
    }

    /** To another of an account's mailboxes. */
    public Delivery into(MailboxName other) {
        return new Delivery(account, other, internalDate);
    }

    /** Whose it is. */
    public AccountName account() {
        return account;
    }

    /** Which mailbox it goes to. */
    public MailboxName mailbox() {
        return mailbox;
    }

    /** When the message was received. */
    public Instant internalDate() {
        return internalDate;
    }

    /** The message to append there. */
    public NewMessage message(MessageContent content) {
        return NewMessage.of(content, internalDate);
    }
}
