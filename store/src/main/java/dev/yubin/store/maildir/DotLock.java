package dev.yubin.store.maildir;

import dev.yubin.store.StoreException;
import dev.yubin.store.StoreException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;

/**
 * A lock that is a file, as Dovecot takes it: whoever makes the file has the lock, until it is deleted. It excludes other
 * processes, Dovecot among them, and also the threads of this one; it is not reentrant.
 *
 * <p>A lock is stale, and overridden, if its holder is a process of this host that is no more; if it is empty, as a loss
 * of power leaves it, and older than this process; or, if its holder cannot be told, if the file has not changed for two
 * minutes since this process first saw it.
 */
final class DotLock implements AutoCloseable {
    /** How long is waited for a lock. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How long a lock file of an unknown holder has to stay unchanged. */
    static final Duration STALE = Duration.ofMinutes(2);

    private static final long SHORTEST_WAIT = 1_000_000;
    private static final long LONGEST_WAIT = 50_000_000;

    /** The locks of this process, by file: its number alone does not say that a lock is still held. */
    private static final Map<Object, DotLock> HELD = new ConcurrentHashMap<>();
    /** Locks of unknown holders; kept between calls, because one call may wait for less than {@link #STALE}. */
    private static final Map<Path, Sighting> SEEN = new ConcurrentHashMap<>();
    /** Files of locks that this process has given back but could not delete, or not find where they were moved to. */
    private static final Set<Object> ABANDONED = Collections.newSetFromMap(new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Object, Boolean> eldest) {
            return size() > MAX_ABANDONED;
        }
    });

    /** The oldest ones beyond that end as locks of unknown holders do. */
    private static final int MAX_ABANDONED = 1000;

    /** The time and how to let it pass. */
    interface Clock {
        /** As {@link System#nanoTime()}. */
        long nanos();

        /** As {@link LockSupport#parkNanos(long)}. */
        void park(long nanos);
    }

    private static final Clock SYSTEM = new Clock() {
        @Override
        public long nanos() {
            return System.nanoTime();
        }

        @Override
        public void park(long nanos) {
            LockSupport.parkNanos(nanos);
        }
    };

    /** A lock file and when it was first seen so. */
    private record Sighting(LockFile file, long nanos) {}

    private final Disk disk;
    private final Path lock;
    private Object key;

    private DotLock(Disk disk, Path lock) {
        this.disk = disk;
        this.lock = lock;
    }

    /**
     * Takes the lock, and waits for it if need be. An interrupt does not end the wait and is not lost.
     *
     * @param lock the lock file
     * @throws NoSuchFileException if its directory does not exist
     * @throws StoreException {@code TEMPORARY} if the lock was not free in time, or if no file can be made there
     */
    static DotLock acquire(Disk disk, Path lock) throws IOException {
        return acquire(disk, lock, PATIENCE);
    }

    static DotLock acquire(Disk disk, Path lock, Duration timeout) throws IOException {
        return acquire(disk, lock, timeout, SYSTEM);
    }

    static DotLock acquire(Disk disk, Path lock, Duration timeout, Clock clock) throws IOException {
        DotLock taken = new DotLock(disk, lock.toAbsolutePath().normalize());
        long start = clock.nanos();
        long wait = SHORTEST_WAIT;
        // An interrupted thread neither parks nor reads a file.
        boolean interrupted = Thread.interrupted();
        try {
            while (!taken.create()) {
                Optional<LockFile> found = LockFile.look(disk, taken.lock);
                if (found.isEmpty()) {
                    continue;
                }
                if (taken.isStale(found.get(), clock.nanos())) {
                    taken.override(found.get());
                    continue;
                }
                if (clock.nanos() - start >= timeout.toNanos()) {
                    throw timedOut(taken.lock, found.get(), timeout);
                }
                clock.park(ThreadLocalRandom.current().nextLong(wait / 2, wait));
                wait = Math.min(wait * 3 / 2, LONGEST_WAIT);
                interrupted |= Thread.interrupted();
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        SEEN.remove(taken.lock);
        return taken;
    }

    /** Gives the lock back: deletes the file, unless somebody has overridden it. */
    @Override
    public void close() {
        if (!closeAt(lock)) {
            abandon();
        }
    }

    /**
     * Gives the lock back, whose file is there now because its directory was renamed.
     *
     * @return false if the file is not there; then the lock is not given back yet
     */
    boolean closeAt(Path now) {
        if (key == null) {
            return true;
        }
        boolean interrupted = Thread.interrupted();
        boolean deleted = false;
        try {
            Optional<LockFile> found = LockFile.look(disk, now);
            deleted = found.isPresent() && isOurs(found.get()) && disk.delete(now);
        } catch (IOException e) {
            // What was done under the lock is done.
            FolderState.warn("Cannot delete " + now, e);
        } finally {
            if (deleted) {
                // Only now: a thread that found the file has to know whose it is. The next file may have the same key.
                forget();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
        return deleted;
    }

    /** The next of this process who wants the lock need not wait. */
    private void abandon() {
        synchronized (ABANDONED) {
            ABANDONED.add(key);
        }
        forget();
    }

    private void forget() {
        if (key != null) {
            HELD.remove(key, this);
            key = null;
        }
    }

    private boolean isHeld(LockFile file) {
        return HELD.containsKey(keyOf(file.stat())) && file.holder().equals(Optional.of(LockHolder.self()));
    }

    /** The number of a file says little once it is deleted, and so does our name once it was overridden. */
    private boolean isOurs(LockFile file) {
        return HELD.get(keyOf(file.stat())) == this
                && file.content().equals(LockHolder.self().toString());
    }

    /**
     * Makes the lock file; false if there is one. It gets its name when it has its content, so that a process that is
     * killed in between leaves no lock of nobody.
     */
    private boolean create() throws IOException {
        if (disk.stat(lock).isPresent()) {
            return false;
        }
        Path unnamed = WholeFile.temporary(lock);
        try {
            write(unnamed);
            disk.link(unnamed, lock);
            if (key == null) {
                key = lock;
                register();
            }
            return true;
        } catch (FileAlreadyExistsException taken) {
            forget();
            return false;
        } catch (NoSuchFileException noDirectory) {
            forget();
            throw noDirectory;
        } catch (AccessDeniedException e) {
            forget();
            String advice = "give the user this server runs as write permission in " + lock.getParent();
            throw new StoreException(Kind.TEMPORARY, "May not make the lock file " + lock + ": " + advice, e);
        } catch (FileSystemException e) {
            forget();
            String advice = " (" + e.getReason() + "): is the file system full or mounted read-only?";
            throw new StoreException(Kind.TEMPORARY, "Cannot make the lock file " + lock + advice, e);
        } catch (IOException | RuntimeException e) {
            forget();
            throw e;
        } finally {
            deleteQuietly(unnamed);
        }
    }

    private void write(Path unnamed) throws IOException {
        try (Disk.Writing file = disk.create(unnamed)) {
            // Registered before it is a lock: a thread that finds it has to know whose it is. Where files have no
            // number this is not possible, the path may be that of another's lock.
            key = disk.stat(unnamed).map(Disk.Stat::key).orElse(null);
            if (key != null) {
                register();
            }
            file.write(ByteBuffer.wrap(LockHolder.self().toString().getBytes(StandardCharsets.UTF_8)));
        }
    }

    private void register() {
        HELD.put(key, this);
        // The file has the number of one that was given back.
        synchronized (ABANDONED) {
            ABANDONED.remove(key);
        }
    }

    private static boolean isAbandoned(Object key) {
        synchronized (ABANDONED) {
            return ABANDONED.contains(key) && !HELD.containsKey(key);
        }
    }

    private void deleteQuietly(Path file) {
        try {
            disk.delete(file);
        } catch (IOException e) {
            // The lock is taken or not whatever becomes of its first name.
            FolderState.warn("Cannot delete " + file, e);
        }
    }

    /** The file rather than its path, of which there may be several; the path where files have no number. */
    private Object keyOf(Disk.Stat stat) {
        return stat.key() == null ? lock : stat.key();
    }

    private boolean isStale(LockFile found, long now) {
        Optional<LockHolder> holder = found.holder();
        boolean self = holder.equals(Optional.of(LockHolder.self()));
        if (self && isAbandoned(keyOf(found.stat()))) {
            return true;
        }
        boolean ours = isHeld(found);
        LockHolder.Fate fate = ours
                ? LockHolder.Fate.ALIVE
                : holder.map(known -> known.fate(found.stat().modified())).orElseGet(() -> fateOfNameless(found));
        if (fate != LockHolder.Fate.UNKNOWN) {
            SEEN.remove(lock);
            return fate == LockHolder.Fate.DEAD;
        }
        Sighting first = SEEN.compute(
                lock, (path, seen) -> seen != null && seen.file.equals(found) ? seen : new Sighting(found, now));
        return now - first.nanos >= STALE.toNanos();
    }

    /** A loss of power leaves lock files without their content; else a holder's name is there the next moment. */
    private static LockHolder.Fate fateOfNameless(LockFile found) {
        boolean leftBehind = found.content().isEmpty()
                && LockHolder.startOfSelf()
                        .filter(found.stat().modified()::isBefore)
                        .isPresent();
        return leftBehind ? LockHolder.Fate.DEAD : LockHolder.Fate.UNKNOWN;
    }

    /**
     * Puts a stale lock out of the way. Others may have found it too, and the first of them may already have the lock:
     * what was moved is looked at again, and put back if it is another one.
     */
    private void override(LockFile stale) throws IOException {
        Path aside = WholeFile.temporary(lock);
        // Threads of this process at least do it one by one.
        synchronized (SEEN) {
            // A new lock of this process may look the same: it can have the number of one that was just deleted.
            if (!LockFile.look(disk, lock).equals(Optional.of(stale)) || isHeld(stale)) {
                return;
            }
            try {
                disk.rename(lock, aside);
            } catch (NoSuchFileException overriddenByAnother) {
                return;
            }
        }
        try {
            if (!LockFile.look(disk, aside).equals(Optional.of(stale)) || isHeld(stale)) {
                disk.link(aside, lock);
            }
        } catch (FileAlreadyExistsException lost) {
            // There is a new lock already. The holder of the one that was moved finds that out when it ends.
        } finally {
            disk.delete(aside);
        }
    }

    private static StoreException timedOut(Path lock, LockFile found, Duration timeout) {
        String holder = found.holder()
                .map(known -> "process " + known.pid() + " on " + known.host())
                .orElse("an unknown process");
        return new StoreException(
                Kind.TEMPORARY,
                "The lock " + lock + " was not free for " + timeout.toSeconds() + " s; it is held by " + holder
                        + " since " + found.stat().modified());
    }
}
