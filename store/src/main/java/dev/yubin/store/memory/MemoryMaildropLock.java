package dev.yubin.store.memory;

import dev.yubin.store.MaildropLock;
import dev.yubin.store.StoreException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/** A mailbox's lock for POP3. It expires by the store's clock. */
final class MemoryMaildropLock implements MaildropLock {
    private final Presence mailbox;
    private final InstantSource clock;
    /** Who has it, if the time is not up; guarded by this lock, as a hold's end is. */
    private MemoryHold holder;

    MemoryMaildropLock(Presence mailbox, InstantSource clock) {
        this.mailbox = mailbox;
        this.clock = clock;
    }

    @Override
    public Optional<Hold> tryLock(Duration expiry) throws StoreException {
        mailbox.require();
        synchronized (this) {
            Instant now = clock.instant();
            if (holder != null && now.isBefore(holder.end)) {
                return Optional.empty();
            }
            holder = new MemoryHold(now.plus(expiry));
            return Optional.of(holder);
        }
    }

    private final class MemoryHold implements Hold {
        private Instant end;

        MemoryHold(Instant end) {
            this.end = end;
        }

        @Override
        public boolean renew(Duration expiry) throws StoreException {
            mailbox.require();
            synchronized (MemoryMaildropLock.this) {
                Instant now = clock.instant();
                if (holder != this || !now.isBefore(end)) {
                    close();
                    return false;
                }
                end = now.plus(expiry);
                return true;
            }
        }

        @Override
        public void close() {
            synchronized (MemoryMaildropLock.this) {
                if (holder == this) {
                    holder = null;
                }
            }
        }
    }
}
