package dev.yubin.store;

import java.io.IOException;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A mailbox that does what another does. Extend it and override what shall be different. Copies and moves are handed on
 * as they are: the other store recognises its own mailboxes behind forwarders by {@link #feature}, so they do not come
 * through {@link #append} or {@link #expunge} of this class.
 */
public class ForwardingMailbox implements Mailbox {
    private final Mailbox delegate;

    /** Forwards to that mailbox. */
    public ForwardingMailbox(Mailbox delegate) {
        this.delegate = Objects.requireNonNull(delegate);
    }

    /** The mailbox that does the work. */
    protected final Mailbox delegate() {
        return delegate;
    }

    @Override
    public MailboxId id() {
        return delegate.id();
    }

    @Override
    public MailboxState state() throws IOException {
        return delegate.state();
    }

    @Override
    public UidSet uids() throws IOException {
        return delegate.uids();
    }

    @Override
    public void scan(UidSet uids, MetaVisitor out) throws IOException {
        delegate.scan(uids, out);
    }

    @Override
    public MessageContent content(long uid) throws IOException {
        return delegate.content(uid);
    }

    @Override
    public Appended append(List<NewMessage> batch) throws IOException {
        return delegate.append(batch);
    }

    @Override
    public FlagOutcome updateFlags(UidSet uids, FlagChange change, OptionalLong unchangedSince) throws IOException {
        return delegate.updateFlags(uids, change, unchangedSince);
    }

    @Override
    public Expunged expunge(UidSet uids, Expunge which) throws IOException {
        return delegate.expunge(uids, which);
    }

    @Override
    public UidMapping copy(UidSet uids, Mailbox target) throws IOException {
        return delegate.copy(uids, target);
    }

    @Override
    public UidMapping move(UidSet uids, Mailbox target) throws IOException {
        return delegate.move(uids, target);
    }

    @Override
    public ChangePage changesSince(ChangePosition after, int limit) throws IOException {
        return delegate.changesSince(after, limit);
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
