package dev.yubin.store.maildir;

import dev.yubin.store.ChangePage;
import dev.yubin.store.ChangePosition;
import dev.yubin.store.Lease;
import dev.yubin.store.MailboxId;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.index.Snapshot;
import dev.yubin.store.index.Ticks;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A folder that is in use: what is known of it, and whether that still holds. Readers look at an immutable
 * {@link Snapshot} once they have seen, from a few file stamps, that nobody changed anything; else, and for all changes,
 * the folder's lock is taken and with it {@code dovecot-uidlist.lock}, which excludes other processes.
 */
final class Folder {
    /** How long a writer waits for other processes. */
    static final Duration LOCK_TIMEOUT = Duration.ofSeconds(30);

    /**
     * Another program may have changed something in the moment between a look and a change of ours. So that this is
     * noticed where nobody tells, the files are looked at again this long after a change of ours at the latest.
     */
    private static final long POLL_NANOS = Duration.ofSeconds(30).toNanos();

    /** How far the time stamps of a file system may be apart without being different. */
    private static final Duration COARSE = Duration.ofMillis(100);

    /** A mailbox has moved more often than this between two looks: something is wrong. */
    private static final int MAX_MOVES = 5;

    /** What a folder needs of its account. */
    interface Home {
        /** Where the folder with that GUID is now. */
        Optional<Path> find(String guid) throws IOException;

        /** A UIDVALIDITY that no folder of the account has had. */
        long nextUidValidity() throws IOException;
    }

    /** Work on a folder whose locks are held and whose index is up to date. */
    interface Work<T> {
        T on(FolderState state) throws IOException;
    }

    /** What readers see. The rest is what the files looked like, to see whether that still holds. */
    record View(
            Snapshot<StoredFile> snapshot,
            MailboxId id,
            long uidValidity,
            boolean keywordsFull,
            long recentFrom,
            Stamps stamps,
            FileMark index,
            FileMark uidList,
            FileMark keywords) {}

    private final Home home;
    private final FolderState state;
    private final LeftBehind leftBehind = new LeftBehind();
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Runnable> watchers = new CopyOnWriteArrayList<>();
    private volatile View view;
    private volatile boolean gone;
    private volatile long lookAgainAt;
    private volatile boolean lookAgain;

    Folder(Disk disk, InstantSource clock, Path path, Home home) {
        this.home = home;
        this.state = new FolderState(disk, clock, path);
    }

    /** Where it is, as far as known. */
    Path path() {
        return state.path;
    }

    /** What there is now. */
    View current() throws IOException {
        View seen = view;
        if (gone) {
            throw goneException();
        }
        if (seen != null && isUpToDate(seen)) {
            return seen;
        }
        return exclusively(work -> null, false);
    }

    /** What there is now, after a look at the files whatever their directories' stamps say. */
    View currentForSure() throws IOException {
        lookAgainSoon(0);
        return current();
    }

    /** What was seen last; for the id and UIDVALIDITY, which stay. */
    View lastSeen() throws IOException {
        View seen = view;
        return seen != null ? seen : current();
    }

    /** A page of what came after a position. */
    ChangePage changesSince(ChangePosition after, int limit) throws IOException {
        current();
        lock.lock();
        try {
            Snapshot<StoredFile> snapshot = state.snapshot();
            return state.index.changes().page(after, limit, snapshot.messages(), snapshot.modSeq());
        } finally {
            lock.unlock();
        }
    }

    private boolean isUpToDate(View seen) throws IOException {
        boolean due = lookAgain && System.nanoTime() - lookAgainAt >= 0;
        Disk disk = state.disk;
        Path path = state.path;
        return !due
                && Stamps.of(disk, path).equals(Optional.of(seen.stamps))
                && FileMark.of(disk, path.resolve(IndexFile.NAME)).equals(seen.index)
                && FileMark.of(disk, path.resolve(UidList.NAME)).equals(seen.uidList)
                && FileMark.of(disk, path.resolve(KeywordTable.NAME)).equals(seen.keywords);
    }

    /** Does something to the folder with all locks held, and tells its watchers if that changed anything. */
    <T> T exclusively(Work<T> work) throws IOException {
        Object[] result = new Object[1];
        exclusively(
                held -> {
                    result[0] = work.on(held);
                    return null;
                },
                true);
        @SuppressWarnings("unchecked") // It is what work.on() returned.
        T value = (T) result[0];
        return value;
    }

    private View exclusively(Work<Void> work, boolean changes) throws IOException {
        View before = view;
        View after;
        lock.lock();
        try {
            after = locked(work, changes);
        } catch (IOException e) {
            throw StorageFailure.of(e);
        } finally {
            lock.unlock();
        }
        if (before != null && before.snapshot.modSeq() != after.snapshot.modSeq()) {
            Ticks.tell(watchers);
        }
        return after;
    }

    @SuppressWarnings("try") // The lock is to be held, not to be used.
    private View locked(Work<Void> work, boolean changes) throws IOException {
        for (int i = 0; i < MAX_MOVES; i++) {
            if (gone) {
                throw goneException();
            }
            if (!changes && catchUpWithIndex()) {
                return view;
            }
            try (DotLock held = DotLock.acquire(state.disk, state.path.resolve(UidList.LOCK), LOCK_TIMEOUT)) {
                if (new FolderSync(state, home).run(isLookDue())) {
                    try {
                        work.on(state);
                        state.compact();
                        if (changes) {
                            leftBehind.deleteFrom(state);
                        }
                    } finally {
                        publish(changes);
                    }
                    return view;
                }
            } catch (NoSuchFileException e) {
                // The folder was renamed or deleted, or it never was one.
                if (Stamps.of(state.disk, state.path).isPresent()) {
                    throw e;
                }
            }
            relocate();
        }
        throw new StoreException(Kind.TEMPORARY, "Folder " + state.path + " keeps moving");
    }

    private boolean isLookDue() {
        return lookAgain && System.nanoTime() - lookAgainAt >= 0;
    }

    /** Whether all that is new is in commits of another store object, so that no lock is needed. */
    private boolean catchUpWithIndex() throws IOException {
        if (state.mustReload || isLookDue() || state.file.isAnother()) {
            return false;
        }
        try {
            if (!state.file.readOn(state.index)) {
                return false;
            }
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            state.mustReload = true;
            return false;
        }
        UidList.Reading reading = state.uidList.read();
        if (reading.fromStart() || reading.damaged()) {
            state.mustReload = true;
            return false;
        }
        reading.entries().forEach(state::note);
        if (!state.unknownLines.isEmpty()) {
            return false;
        }
        Optional<Stamps> now = Stamps.of(state.disk, state.path);
        // Last, because a new letter is written there before it is used.
        if (!state.keywordsMark.equals(state.keywordsMarkNow()) || !now.equals(Optional.of(state.file.stamps()))) {
            return false;
        }
        state.stamps = state.file.stamps();
        publish(false);
        return isUpToDate(view);
    }

    private void publish(boolean changed) {
        Snapshot<StoredFile> snapshot = state.snapshot();
        Path path = state.path;
        if (state.looked || isLookDue()) {
            lookAgain = false;
        }
        if (state.looked && state.stamps.latest().plus(COARSE).isAfter(Instant.now())) {
            // What another program does within one tick of the file system's clock does not show.
            lookAgainSoon(COARSE.toNanos());
        } else if (changed && !lookAgain) {
            lookAgainSoon(POLL_NANOS);
        }
        state.looked = false;
        view = new View(
                snapshot,
                MailboxId.of(state.header.guid()),
                state.header.uidValidity(),
                state.index.keywords().isFull(),
                state.index.recentFrom(),
                state.mustReload ? Stamps.UNKNOWN : state.stamps,
                mark(path.resolve(IndexFile.NAME)),
                mark(path.resolve(UidList.NAME)),
                state.keywordsMark);
    }

    /** What a file looks like; like nothing else if that cannot be seen, so that it is read again. */
    private FileMark mark(Path file) {
        try {
            return FileMark.of(state.disk, file);
        } catch (IOException e) {
            return new FileMark(new Object(), -1, Instant.MIN);
        }
    }

    private void lookAgainSoon(long nanos) {
        lookAgainAt = System.nanoTime() + nanos;
        lookAgain = true;
    }

    /** Finds the folder where it is now. */
    private void relocate() throws IOException {
        if (state.header == null) {
            throw new StoreException(Kind.NOT_FOUND, "There is no folder " + state.path);
        }
        Optional<Path> now = home.find(state.header.guid());
        if (now.isEmpty()) {
            delete();
            throw goneException();
        }
        if (!Objects.equals(now.get(), state.path)) {
            state.moved(now.get());
            state.mustReload = true;
        }
    }

    /** It was renamed by this store. */
    void moved(Path to) {
        lock.lock();
        try {
            state.moved(to);
            state.mustReload = true;
            view = null;
        } finally {
            lock.unlock();
        }
    }

    /** It was deleted: every call fails from now on. */
    void delete() {
        gone = true;
        Ticks.tell(watchers);
    }

    private StoreException goneException() {
        return new StoreException(Kind.GONE, "Mailbox " + state.path + " was deleted");
    }

    Lease watch(Runnable tick) {
        Runnable entry = tick::run;
        watchers.add(entry);
        return () -> watchers.remove(entry);
    }

    /** Something may have changed: another program touched the directory. */
    void touched() {
        Ticks.tell(watchers);
    }
}
