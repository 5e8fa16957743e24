package dev.yubin.pop3;

import dev.yubin.store.MaildropLock;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A maildrop lock in front of another, which notes the calls and lets a test break into them. */
final class WatchedLock implements MaildropLock {
    /** What happens before a call. */
    interface Before {
        void call(String method) throws IOException;
    }

    private final MaildropLock lock;
    private final List<String> calls = Collections.synchronizedList(new ArrayList<>());
    volatile Before before = method -> {};

    WatchedLock(MaildropLock lock) {
        this.lock = lock;
    }

    /** The calls since this was asked last. */
    List<String> takeCalls() {
        synchronized (calls) {
            List<String> taken = List.copyOf(calls);
            calls.clear();
            return taken;
        }
    }

    private void note(String method) throws IOException {
        calls.add(method);
        before.call(method);
    }

    @Override
    public Optional<Hold> tryLock(Duration expiry) throws IOException {
        note("tryLock");
        return lock.tryLock(expiry).map(WatchedHold::new);
    }

    private final class WatchedHold implements Hold {
        private final Hold hold;

        WatchedHold(Hold hold) {
            this.hold = hold;
        }

        @Override
        public boolean renew(Duration expiry) throws IOException {
            note("renew");
            return hold.renew(expiry);
        }

        @Override
        public void close() {
            try {
                note("close");
            } catch (IOException e) {
                throw new AssertionError(e);
            }
            hold.close();
        }
    }
}
