package dev.yubin.store.maildir;

import dev.yubin.store.ChangePage;
import dev.yubin.store.ChangePosition;
import dev.yubin.store.Lease;
import dev.yubin.store.MailboxId;
import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import dev.yubin.store.Watchers;
import dev.yubin.store.index.Snapshot;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A folder that is in use: what is known of it, and whether that still holds. Readers look at an immutable
 * {@link Snapshot} once they have seen, from a few file stamps, that nobody changed anything; else, and for all changes,
 * the folder's lock is taken and with it {@code dovecot-uidlist.lock}, which excludes other processes.
 */
final class Folder {
    /**
     * Another program may have changed something in the moment between a look and a change of ours. So that this is
     * noticed where nobody tells, the files are looked at again this long after a change of ours at the latest.
     */
    private static final long POLL_NANOS = Duration.ofSeconds(30).toNanos();

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
            Marks marks) {}

    /** What the files looked like that other processes write to. */
    private record Marks(FileMark index, FileMark uidList, FileMark keywords) {
        static Marks of(FolderState state) {
            return new Marks(mark(state, IndexFile.NAME), mark(state, UidList.NAME), mark(state, KeywordTable.NAME));
        }

        /** What a file looks like; like nothing else if that cannot be seen, so that it is read again. */
        private static FileMark mark(FolderState state, String name) {
            try {
                return FileMark.of(state.disk, state.path.resolve(name));
            } catch (IOException e) {
                return new FileMark(new Object(), -1, Instant.MIN);
            }
        }
    }

    private final Home home;
    private final FolderState state;
    private final LeftBehind leftBehind = new LeftBehind();
    private final ReentrantLock lock = new ReentrantLock();
    private final Watchers watchers = new Watchers();
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

    /** A message as it was at the last look; null if it was not there then. It may be gone, or its file elsewhere. */
    StoredFile lastSeen(long uid) {
        View seen = view;
        return seen == null || gone ? null : seen.snapshot.messages().get(uid);
    }

    /** What there is now, after a look at the files whatever their directories' stamps say. */
    View currentForSure() throws IOException {
        lookAgainSoon(0);
        return current();
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
        return !isLookDue()
                && Stamps.of(state.disk, state.path).equals(Optional.of(seen.stamps))
                && Marks.of(state).equals(seen.marks);
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
            watchers.tick();
        }
        return after;
    }

    private View locked(Work<Void> work, boolean changes) throws IOException {
        for (int i = 0; i < MAX_MOVES; i++) {
            if (gone) {
                throw goneException();
            }
            if ((!changes && catchUpWithIndex()) || doLocked(work, changes)) {
                return view;
            }
            relocate();
        }
        throw new StoreException(Kind.TEMPORARY, "Folder " + state.path + " keeps moving");
    }

    /** Does it if the folder is where it was; if not, nothing is done. */
    private boolean doLocked(Work<Void> work, boolean changes) throws IOException {
        DotLock held;
        try {
            held = lockFile();
        } catch (NoSuchFileException e) {
            return false;
        }
        try {
            if (!isSynced()) {
                return false;
            }
            try {
                work.on(state);
                state.compact();
                if (changes) {
                    leftBehind.deleteFrom(state);
                }
            } finally {
                publish(changes, Marks.of(state));
            }
            return true;
        } finally {
            release(held);
        }
    }

    private boolean isSynced() throws IOException {
        try {
            return new FolderSync(state, home).run(isLookDue());
        } catch (NoSuchFileException e) {
            // The folder was renamed or deleted, or it never was one.
            if (Stamps.of(state.disk, state.path).isPresent()) {
                throw e;
            }
            return false;
        }
    }

    private DotLock lockFile() throws IOException {
        return DotLock.acquire(state.disk, state.path.resolve(UidList.LOCK));
    }

    /** Gives the lock back, also if another program has renamed the folder with the lock in it. */
    private void release(DotLock held) {
        try {
            if (!held.closeAt(state.path.resolve(UidList.LOCK)) && state.header != null) {
                home.find(state.header.guid()).ifPresent(now -> held.closeAt(now.resolve(UidList.LOCK)));
            }
        } catch (IOException e) {
            FolderState.warn("Cannot find out where " + state.path + " is now", e);
        } finally {
            held.close();
        }
    }

    /** Keeps everybody else from working on the folder while it is renamed. */
    DotLock hold() throws IOException {
        lock.lock();
        try {
            return lockFile();
        } catch (IOException e) {
            lock.unlock();
            throw e;
        }
    }

    /** Ends {@link #hold()}. */
    void letGo(DotLock held) {
        try {
            release(held);
        } finally {
            lock.unlock();
        }
    }

    private boolean isLookDue() {
        return lookAgain && System.nanoTime() - lookAgainAt >= 0;
    }

    /** Whether all that is new is in commits of another store object, so that no lock is needed. */
    private boolean catchUpWithIndex() throws IOException {
        if (state.mustReload || isLookDue()) {
            return false;
        }
        // Before the files are read: what is added meanwhile must show as new.
        Marks marks = Marks.of(state);
        try {
            long before = state.file.end();
            if (!state.file.readOn(state.index)) {
                return false;
            }
            if (state.file.end() > before) {
                state.stamps = state.file.stamps();
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
        // After the rest was read, because a new letter is written there before it is used.
        if (!state.keywordsMark.equals(state.keywordsMarkNow()) || !now.equals(Optional.of(state.stamps))) {
            return false;
        }
        publish(false, marks);
        return true;
    }

    private void publish(boolean changed, Marks marks) {
        // What other commits say of the directories may hide what happened at the same time, as our own may.
        boolean unseen =
                changed || state.passedOver || view == null || view.snapshot != state.snapshot() && !state.lookedAtAll;
        if (state.lookedAtAll) {
            lookAgain = false;
        }
        if (state.looked && state.stamps.mayHide(Instant.now())) {
            lookAgainSoon(state.stamps.coarseness().toNanos());
        } else if (unseen && !lookAgain) {
            lookAgainSoon(POLL_NANOS);
        }
        state.looked = false;
        state.lookedAtAll = false;
        state.passedOver = false;
        view = new View(
                state.snapshot(),
                MailboxId.of(state.header.guid()),
                state.header.uidValidity(),
                state.index.keywords().isFull(),
                state.index.recentFrom(),
                state.mustReload ? Stamps.UNKNOWN : state.stamps,
                marks);
    }

    private void lookAgainSoon(long nanos) {
        lookAgainAt = System.nanoTime() + nanos;
        lookAgain = true;
    }

    /** Whether the files will be looked at in some time, whatever the directories look like then. */
    boolean isLookPlanned() {
        return lookAgain;
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
        watchers.close();
    }

    private StoreException goneException() {
        return new StoreException(Kind.GONE, "Mailbox " + state.path + " was deleted");
    }

    Lease watch(Runnable tick) {
        return watchers.add(tick);
    }

    /** Something may have changed: another program touched the directory. */
    void touched() {
        watchers.tick();
    }
}
