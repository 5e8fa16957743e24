package dev.yubin;

import dev.yubin.protocol.Transcript;
import dev.yubin.smtp.SmtpTransaction;
import dev.yubin.smtp.TransactionListener;
import dev.yubin.store.Lease;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Keeps received mail, newest first to stay, and wakes those who wait for it. Its lock is never held for long. */
final class Journal implements ReceivedMails, TransactionListener {
    private static final int SHOWN_MAILS = 20;
    private static final int SHOWN_SESSIONS = 8;
    private static final int KEPT_TRANSCRIPTS = 32;

    private final int maxMails;
    private final long maxContent;
    private final ListenerQueue listeners = new ListenerQueue();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    /** Mails whose content had to go, oldest first; all are older than those with content. */
    private final Deque<ReceivedMail> withoutContent = new ArrayDeque<>();

    private final Deque<ReceivedMail> withContent = new ArrayDeque<>();
    private final Deque<Transcript> transcripts = new ArrayDeque<>();
    private long contentOctets;
    /** How many mails there were ever; never goes back, so that who waits knows what is new to it. */
    private long arrivals;
    /** How many of them were forgotten by {@link #clear}. */
    private long forgotten;

    /**
     * A journal.
     *
     * @param maxMails how many mails are kept
     * @param maxContent how many octets of content they may have together; older mails lose theirs
     */
    Journal(int maxMails, long maxContent) {
        this.maxMails = maxMails;
        this.maxContent = maxContent;
    }

    @Override
    public void accepted(SmtpTransaction transaction) {
        boolean kept = maxMails > 0;
        // Nobody's mail is looked into if nobody will look at it.
        ReceivedMail mail = kept || listeners.hasAny() ? new ReceivedMail(transaction) : null;
        lock.lock();
        try {
            arrivals++;
            if (kept) {
                withContent.add(mail);
                contentOctets += mail.size();
                makeRoom();
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
        if (mail != null) {
            listeners.tell(mail);
        }
    }

    private void makeRoom() {
        while (contentOctets > maxContent && !withContent.isEmpty()) {
            ReceivedMail oldest = withContent.remove();
            contentOctets -= oldest.size();
            withoutContent.add(oldest.withoutContent());
        }
        while (withoutContent.size() + withContent.size() > maxMails) {
            if (!withoutContent.isEmpty()) {
                withoutContent.remove();
            } else {
                contentOctets -= withContent.remove().size();
            }
        }
    }

    /** A session has begun. */
    void opened(Transcript transcript) {
        lock.lock();
        try {
            transcripts.add(transcript);
            if (transcripts.size() > KEPT_TRANSCRIPTS) {
                transcripts.remove();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public List<ReceivedMail> all() {
        lock.lock();
        try {
            List<ReceivedMail> all = new ArrayList<>(withoutContent);
            all.addAll(withContent);
            return Collections.unmodifiableList(all);
        } finally {
            lock.unlock();
        }
    }

    @Override
    public long count() {
        lock.lock();
        try {
            return arrivals - forgotten;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public ReceivedMail await(Predicate<ReceivedMail> wanted, Duration timeout) {
        long deadline = System.nanoTime() + timeout.toNanos();
        long[] seen = {0};
        for (List<ReceivedMail> more = newerThan(seen, deadline); more != null; more = newerThan(seen, deadline)) {
            for (ReceivedMail mail : more) {
                // Tested without the lock: a slow predicate delays nobody.
                if (wanted.test(mail)) {
                    return mail;
                }
            }
        }
        throw new NoSuchMailError(story(wanted, timeout));
    }

    /**
     * The mails that came after the first {@code seen[0]}, waiting for at least one; null at the deadline. Moves
     * {@code seen[0]} on.
     */
    private List<ReceivedMail> newerThan(long[] seen, long deadline) {
        lock.lock();
        try {
            while (arrivals == seen[0]) {
                long left = deadline - System.nanoTime();
                if (left <= 0 || !awaitArrival(left)) {
                    return null;
                }
            }
            long wanted = arrivals - Math.max(seen[0], forgotten);
            seen[0] = arrivals;
            return newest(wanted);
        } finally {
            lock.unlock();
        }
    }

    private boolean awaitArrival(long nanos) {
        try {
            arrived.await(nanos, TimeUnit.NANOSECONDS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private List<ReceivedMail> newest(long number) {
        List<ReceivedMail> found = new ArrayList<>();
        Iterator<ReceivedMail> young = withContent.descendingIterator();
        Iterator<ReceivedMail> old = withoutContent.descendingIterator();
        while (found.size() < number && (young.hasNext() || old.hasNext())) {
            found.add(young.hasNext() ? young.next() : old.next());
        }
        Collections.reverse(found);
        return found;
    }

    private String story(Predicate<ReceivedMail> wanted, Duration timeout) {
        List<ReceivedMail> mails;
        List<Transcript> sessions;
        long total;
        lock.lock();
        try {
            mails = newest(SHOWN_MAILS);
            sessions = new ArrayList<>(transcripts);
            total = arrivals - forgotten;
        } finally {
            lock.unlock();
        }
        String received = total == 0
                ? "No mail was received at all."
                : "Received " + total + ", the newest last:\n"
                        + mails.stream().map(mail -> "  " + mail).collect(Collectors.joining("\n"));
        String said = sessions.isEmpty()
                ? "Nobody connected."
                : "The latest sessions:\n"
                        + sessions.stream()
                                .skip(Math.max(0, sessions.size() - SHOWN_SESSIONS))
                                .map(Transcript::toString)
                                .collect(Collectors.joining("\n"));
        return "No mail came within " + timeout + " that is " + wanted + "\n" + received + "\n" + said;
    }

    @Override
    public Lease listen(Consumer<ReceivedMail> listener) {
        return listeners.add(listener);
    }

    /** Forgets all mail. */
    void clear() {
        lock.lock();
        try {
            withoutContent.clear();
            withContent.clear();
            transcripts.clear();
            contentOctets = 0;
            forgotten = arrivals;
        } finally {
            lock.unlock();
        }
    }

    /** Tells the listeners what they have not heard yet, and no more. */
    void close() {
        listeners.close();
    }
}
