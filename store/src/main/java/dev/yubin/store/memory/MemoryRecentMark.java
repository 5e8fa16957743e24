package dev.yubin.store.memory;

import dev.yubin.store.RecentMark;
import dev.yubin.store.StoreException;
import dev.yubin.store.UidSet;
import dev.yubin.store.index.Snapshot;
import java.util.concurrent.atomic.AtomicLong;

/** The messages that nobody has claimed yet: all from one UID on, because who claims takes all there are. */
final class MemoryRecentMark implements RecentMark {
    private final MailboxCommits mailbox;
    private final AtomicLong firstUnclaimed = new AtomicLong(1);

    MemoryRecentMark(MailboxCommits mailbox) {
        this.mailbox = mailbox;
    }

    @Override
    public long count() throws StoreException {
        return mailbox.snapshot().messages().countFrom(firstUnclaimed.get());
    }

    @Override
    public UidSet claim() throws StoreException {
        Snapshot<StoredMessage> seen = mailbox.snapshot();
        // Of two that claim at once, one moves the mark first, and the other begins there.
        long first = firstUnclaimed.getAndAccumulate(seen.uidNext(), Math::max);
        UidSet.Builder claimed = new UidSet.Builder();
        seen.messages().forEach(first, UidSet.MAX_UID, message -> {
            claimed.add(message.meta().uid());
            return true;
        });
        return claimed.build();
    }
}
