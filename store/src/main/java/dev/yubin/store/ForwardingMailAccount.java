package dev.yubin.store;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** An account that does what another does. Extend it and override what shall be different. */
public class ForwardingMailAccount implements MailAccount {
    private final MailAccount delegate;

    /** Forwards to that account. */
    public ForwardingMailAccount(MailAccount delegate) {
        this.delegate = Objects.requireNonNull(delegate);
    }

    /** The account that does the work. */
    protected final MailAccount delegate() {
        return delegate;
    }

    /** What stands for a mailbox of the other account: here the mailbox itself. */
    protected Mailbox wrap(Mailbox mailbox) {
        return mailbox;
    }

    @Override
    public List<MailboxInfo> mailboxes() throws IOException {
        return delegate.mailboxes();
    }

    @Override
    public Mailbox open(MailboxName name) throws IOException {
        return wrap(delegate.open(name));
    }

    @Override
    public MailboxId create(MailboxName name) throws IOException {
        return delegate.create(name);
    }

    @Override
    public void delete(MailboxName name) throws IOException {
        delegate.delete(name);
    }

    @Override
    public void rename(MailboxName from, MailboxName to) throws IOException {
        delegate.rename(from, to);
    }

    @Override
    public void subscribe(MailboxName name, boolean on) throws IOException {
        delegate.subscribe(name, on);
    }

    @Override
    public Lease watch(Runnable tick) {
        return delegate.watch(tick);
    }

    @Override
    public <T> Optional<T> feature(Class<T> type) {
        return delegate.feature(type);
    }
}
