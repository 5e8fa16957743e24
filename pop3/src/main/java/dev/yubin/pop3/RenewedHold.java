package dev.yubin.pop3;

import dev.yubin.protocol.spi.Services;
import dev.yubin.store.AccountName;
import dev.yubin.store.Lease;
import dev.yubin.store.MaildropLock;
import dev.yubin.store.StoreException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A hold by the store's lock, which expires if it is not renewed: a server that dies keeps others out for
 * {@link #EXPIRY} at the most. So it is renewed every {@link #INTERVAL}, on the store executor, never twice at once, and
 * never after its end. A lock that expired is taken again, if nobody else has it: the machine may have slept.
 */
final class RenewedHold implements MaildropHold {
    /** How long the store's lock outlives a holder that does not renew it. */
    static final Duration EXPIRY = Duration.ofSeconds(60);

    /** From the end of one renewal to the beginning of the next: two may fail before the lock expires. */
    static final Duration INTERVAL = Duration.ofSeconds(20);

    private static final Logger LOG = LoggerFactory.getLogger(RenewedHold.class);

    private final Services services;
    private final AccountName account;
    private final MaildropLock lock;
    private final Lease inServer;

    /** Held during each call to the store, so that no renewal follows or overtakes the end. */
    private final ReentrantLock calls = new ReentrantLock();

    /** The store's hold, perhaps one that has expired; guarded by {@link #calls}. */
    private MaildropLock.Hold held;

    /** Closed, or lost for good. Set under {@link #calls}; the timers' thread reads it, which must not wait. */
    private volatile boolean over;

    /** The next renewal. */
    private volatile Lease timer = () -> {};

    private RenewedHold(
            Services services, AccountName account, MaildropLock lock, MaildropLock.Hold held, Lease inServer) {
        this.services = services;
        this.account = account;
        this.lock = lock;
        this.held = held;
        this.inServer = inServer;
    }

    /**
     * Takes the store's lock.
     *
     * @param inServer ends with this hold; not if there is none
     * @return the hold, or null if another has the lock
     */
    static RenewedHold take(Services services, AccountName account, MaildropLock lock, Lease inServer)
            throws IOException {
        MaildropLock.Hold held = lock.tryLock(EXPIRY).orElse(null);
        if (held == null) {
            return null;
        }
        RenewedHold hold = new RenewedHold(services, account, lock, held, inServer);
        try {
            hold.renewLater();
        } catch (RuntimeException | Error e) {
            // The server closes, or the clock is a test's that fails.
            hold.close();
            throw e;
        }
        return hold;
    }

    private void renewLater() {
        timer = services.timers().schedule(INTERVAL, this::tick);
        // The end may have come before it could see this timer.
        if (over) {
            timer.close();
        }
    }

    /** On the timers' thread, which must not block. */
    private void tick() {
        try {
            services.storeExecutor().execute(this::renew);
        } catch (RuntimeException | Error e) {
            // An executor of the user's may say no in other ways than the usual, and a thread may not be had.
            LOG.debug("The store executor takes no more work; the maildrop of {} is renewed later", account, e);
            renewLater();
        }
    }

    private void renew() {
        calls.lock();
        try {
            if (!over) {
                isHeld();
            }
        } catch (Throwable failure) { // Whatever it is: the next renewal may work.
            failed(failure);
        } finally {
            calls.unlock();
        }
        if (!over) {
            renewLater();
        }
    }

    /** Renews the lock, or takes it again; if another has it, the hold is over. Under {@link #calls}. */
    private boolean isHeld() throws IOException {
        if (held.renew(EXPIRY)) {
            return true;
        }
        held.close();
        MaildropLock.Hold again = lock.tryLock(EXPIRY).orElse(null);
        if (again == null) {
            LOG.warn(
                    "The lock of the maildrop of {} expired, and another session has it now:"
                            + " this session can read on, but will delete nothing",
                    account);
            end();
            return false;
        }
        LOG.info("The lock of the maildrop of {} had expired; it was free and is taken again", account);
        held = again;
        return true;
    }

    private void failed(Throwable failure) {
        if (failure instanceof IOException trouble && StoreException.kindOf(trouble) == StoreException.Kind.GONE) {
            LOG.debug("The maildrop of {} was deleted, and with it its lock", account, failure);
            return;
        }
        LOG.warn(
                "The lock of the maildrop of {} could not be renewed. The next attempt is in {} s; if none succeeds"
                        + " within {} s of the last that did, another session can take the maildrop,"
                        + " and then this one will delete nothing",
                account,
                INTERVAL.toSeconds(),
                EXPIRY.toSeconds(),
                failure);
    }

    @Override
    public boolean confirm() throws IOException {
        calls.lock();
        try {
            return !over && isHeld();
        } finally {
            calls.unlock();
        }
    }

    /** No renewal follows, and this server's other sessions are not kept out any more. Under {@link #calls}. */
    private void end() {
        over = true;
        timer.close();
        inServer.close();
    }

    /** Waits for a renewal that is under way: what it took must be given back. Blocks where the store does. */
    @Override
    public void close() {
        calls.lock();
        try {
            if (!over) {
                try {
                    giveBack();
                } finally {
                    end();
                }
            }
        } finally {
            calls.unlock();
        }
    }

    private void giveBack() {
        try {
            held.close();
        } catch (Throwable e) { // Whatever it is: stores in other languages throw what they do not declare.
            LOG.warn(
                    "The maildrop of {} could not be given back; it is free in {} s at the latest",
                    account,
                    EXPIRY.toSeconds(),
                    e);
        }
    }
}
