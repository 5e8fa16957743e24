package dev.yubin.store;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A store that does what another does. Extend it and override what shall be different; what is about accounts goes
 * through {@link #wrap}. For example, a memory store whose third append fails:
 *
 * <pre>{@code
 * MailStore failing = new ForwardingMailStore(new MemoryMailStore()) {
 *     final AtomicInteger appends = new AtomicInteger();
 *
 *     @Override
 *     protected Mailbox wrap(Mailbox mailbox) {
 *         return new ForwardingMailbox(mailbox) {
 *             @Override
 *             public Appended append(List<NewMessage> batch) throws IOException {
 *                 if (appends.incrementAndGet() == 3) {
 *                     throw new StoreException(Kind.TEMPORARY, "The third append fails");
 *                 }
 *                 return super.append(batch);
 *             }
 *         };
 *     }
 * };
 * }</pre>
 */
public class ForwardingMailStore implements MailStore {
    private final MailStore delegate;

    /** Forwards to that store, and closes it when it is closed itself. */
    public ForwardingMailStore(MailStore delegate) {
        this.delegate = Objects.requireNonNull(delegate);
    }

    /** The store that does the work. */
    protected final MailStore delegate() {
        return delegate;
    }

    /** What stands for an account of the other store: here one that passes its mailboxes through {@link #wrap(Mailbox)}. */
    protected MailAccount wrap(MailAccount account) {
        return new ForwardingMailAccount(account) {
            @Override
            protected Mailbox wrap(Mailbox mailbox) {
                return ForwardingMailStore.this.wrap(mailbox);
            }
        };
    }

    /** What stands for a mailbox of the other store: here the mailbox itself. */
    protected Mailbox wrap(Mailbox mailbox) {
        return mailbox;
    }

    @Override
    public Optional<MailAccount> account(AccountName name) throws IOException {
        return delegate.account(name).map(this::wrap);
    }

    @Override
    public MailAccount create(AccountName name) throws IOException {
        return wrap(delegate.create(name));
    }

    @Override
    public Stream<AccountName> accounts() throws IOException {
        return delegate.accounts();
    }

    @Override
    public void remove(AccountName name) throws IOException {
        delegate.remove(name);
    }

    /**
     * Delivers one by one through {@link #account}, so that what an account or a mailbox does differently holds for
     * deliveries too. Content of the other store's spool is still recognised by its mailboxes.
     */
    @Override
    public List<Verdict> deliver(List<Delivery> to, MessageContent content) {
        return MailStore.super.deliver(to, content);
    }

    @Override
    public boolean blocking() {
        return delegate.blocking();
    }

    @Override
    public <T> Optional<T> feature(Class<T> type) {
        return delegate.feature(type);
    }

    @Override
    public void close() throws IOException {
        delegate.close();
    }

    @Override
    public String toString() {
        return getClass().getSimpleName() + "[" + delegate + "]";
    }
}
