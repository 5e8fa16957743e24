package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.store.StoreException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DotLockTest {
    private static final Duration SHORT = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofSeconds(30);

    /** No system counts that far. */
    private static final long DEAD = 999_999_999;

    @TempDir
    Path root;

    private Disk disk;
    private Path lock;
    private final FakeClock clock = new FakeClock();

    @BeforeEach
    void setUp() {
        disk = new RealDisk(root, SyncPolicy.NEVER);
        lock = root.resolve("subscriptions.lock");
    }

    @Test
    void theFileNamesItsHolderAsDovecotDoesAndIsGoneAfterwards() throws Exception {
        try (DotLock held = DotLock.acquire(disk, lock, LONG)) {
            String host = Files.readString(Path.of("/proc/sys/kernel/hostname")).trim();
            assertThat(lock).hasContent(ProcessHandle.current().pid() + ":" + host);
            assertThat(held).isNotNull();
        }
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aSecondCloseDoesNotTakeTheLockFromTheNext() throws Exception {
        DotLock first = DotLock.acquire(disk, lock, LONG);
        first.close();
        try (DotLock second = DotLock.acquire(disk, lock, LONG)) {
            first.close();
            assertThat(lock).exists();
            assertThat(second).isNotSameAs(first);
        }
    }

    @Test
    void aLockOfThisProcessIsHeldUntilItIsClosed() throws Exception {
        try (DotLock held = DotLock.acquire(disk, lock, LONG)) {
            backdate(Duration.ofDays(2));
            clock.speed = 100_000;
            assertTimesOut(
                    Duration.ofDays(1), "process " + ProcessHandle.current().pid());
            assertThat(held).isNotNull();
        }
        DotLock.acquire(disk, lock, Duration.ZERO).close();
    }

    @Test
    void threadsExcludeEachOther() throws Exception {
        assertExclusive(() -> {});
    }

    @Test
    void threadsThatFindADeadLockExcludeEachOther() throws Exception {
        assertExclusive(() -> write(DEAD + ":" + LockHolder.self().host()));
    }

    @Test
    void aFileSystemWithoutFileNumbersWillDo() throws Exception {
        disk = new PassingDisk(disk) {
            @Override
            public Optional<Stat> stat(Path path) throws IOException {
                return super.stat(path)
                        .map(stat -> new Stat(stat.isDirectory(), stat.isFile(), stat.size(), stat.modified(), null));
            }
        };
        write(DEAD + ":" + LockHolder.self().host());
        try (DotLock held = DotLock.acquire(disk, lock, SHORT, clock)) {
            backdate(Duration.ofDays(1));
            assertTimesOut(SHORT, "process " + ProcessHandle.current().pid());
            assertThat(held).isNotNull();
        }
        assertThat(root).isEmptyDirectory();
    }

    private interface Action {
        void run() throws Exception;
    }

    /** Many threads count with nothing but the lock to guard them. */
    private void assertExclusive(Action afterRelease) throws Exception {
        int threads = 4;
        int rounds = 50;
        AtomicInteger counter = new AtomicInteger();
        List<Future<?>> running = new ArrayList<>();
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        for (int thread = 0; thread < threads; thread++) {
            Disk own = new RealDisk(root, SyncPolicy.NEVER);
            running.add(pool.submit(() -> {
                for (int round = 0; round < rounds; round++) {
                    try (DotLock held = DotLock.acquire(own, lock, LONG)) {
                        assertThat(held).isNotNull();
                        int before = counter.get();
                        Thread.yield();
                        counter.set(before + 1);
                        // As if this process had died here, and another one had begun: the file stays as it is.
                        afterRelease.run();
                    }
                }
                return null;
            }));
        }
        for (Future<?> each : running) {
            each.get(50, TimeUnit.SECONDS);
        }
        pool.shutdown();
        assertThat(counter).hasValue(threads * rounds);
    }

    @Test
    void anEmptyLockIsTakenAtOnceIfItIsOlderThanThisProcess() throws Exception {
        write("");
        assertTimesOut(SHORT, "an unknown process");
        backdate(Duration.ofDays(1));
        DotLock.acquire(disk, lock, Duration.ZERO, clock).close();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void theLockOfADeadProcessIsTakenAtOnce() throws Exception {
        write(DEAD + ":" + LockHolder.self().host());
        DotLock.acquire(disk, lock, Duration.ZERO, clock).close();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aLockWithOurNumberFromBeforeWeRanIsTakenAtOnce() throws Exception {
        write(LockHolder.self().toString());
        backdate(Duration.ofDays(1));
        DotLock.acquire(disk, lock, Duration.ZERO, clock).close();
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void aLockWithOurNumberThatWeDoNotHoldMayBeOfAnotherClassLoader() throws Exception {
        write(LockHolder.self().toString());
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().plusSeconds(3600)));
        assertTimesOut(SHORT, "process");
        DotLock.acquire(disk, lock, DotLock.STALE.plusSeconds(1), clock).close();
    }

    @Test
    void theLockOfALivingProcessIsNeverTaken() throws Exception {
        write(living() + ":" + LockHolder.self().host());
        clock.speed = 100_000;
        assertTimesOut(
                Duration.ofDays(1),
                "process " + living() + " on " + LockHolder.self().host());
    }

    @Test
    void theHolderIsUnknownIfItsNumberWentToAYoungerProcess() throws Exception {
        write(living() + ":" + LockHolder.self().host());
        backdate(Duration.ofDays(10_000));
        assertTimesOut(SHORT, "process " + living());
        DotLock.acquire(disk, lock, DotLock.STALE.plusSeconds(1), clock).close();
    }

    @Test
    void aHolderElsewhereHasTwoMinutesFromWhenWeFirstSawItsLock() throws Exception {
        write("1:another.example");
        backdate(Duration.ofDays(1));
        assertTimesOut(DotLock.STALE.minusSeconds(1), "process 1 on another.example");
        clock.now += Duration.ofSeconds(2).toNanos();
        DotLock.acquire(disk, lock, Duration.ZERO, clock).close();
    }

    @Test
    void aLockThatChangesIsNotStale() throws Exception {
        write("");
        assertTimesOut(DotLock.STALE.minusSeconds(1), "an unknown process");
        backdate(Duration.ofSeconds(-1));
        assertTimesOut(DotLock.STALE.minusSeconds(1), "an unknown process");
    }

    @Test
    void aLockThatIsFreedInTheMeantimeIsTaken() throws Exception {
        write("1:another.example");
        clock.onPark = () -> Files.deleteIfExists(lock);
        DotLock.acquire(disk, lock, SHORT, clock).close();
    }

    @Test
    void aStaleLockThatAnotherOverrodeFirstIsLeftToIt() throws Exception {
        write(DEAD + ":" + LockHolder.self().host());
        boolean[] done = new boolean[1];
        Disk raced = new PassingDisk(disk) {
            @Override
            public void rename(Path from, Path to) throws IOException {
                if (!done[0]) {
                    done[0] = true;
                    Files.delete(lock);
                    write("1:another.example");
                }
                super.rename(from, to);
            }
        };
        assertThatThrownBy(() -> DotLock.acquire(raced, lock, SHORT, clock)).hasMessageContaining("another.example");
        assertThat(lock).hasContent("1:another.example");
        assertThat(root).isDirectoryContaining(lock::equals).isDirectoryNotContaining("glob:**temp*");
    }

    @Test
    void aLockThatWasOverriddenIsNotDeletedByItsFormerHolder() throws Exception {
        DotLock held = DotLock.acquire(disk, lock, LONG);
        // In place, so that it is the same file, as when its number is used again.
        Files.writeString(lock, "1:another.example");
        held.close();
        assertThat(lock).hasContent("1:another.example");
    }

    @Test
    void aLockThatIsOverriddenWhileItIsGivenBackIsLeftToTheNext() throws Exception {
        List<DotLock> next = new ArrayList<>();
        Disk raced = new PassingDisk(disk) {
            @Override
            public InputStream open(Path file, long offset) throws IOException {
                if (next.isEmpty()) {
                    next.add(DotLock.acquire(disk, lock, LONG));
                }
                return super.open(file, offset);
            }
        };
        DotLock held = DotLock.acquire(raced, lock, LONG);
        Files.writeString(lock, DEAD + ":" + LockHolder.self().host());
        // Its number is not used again.
        Path kept = Files.createLink(root.resolve("kept"), lock);
        held.close();
        assertThat(lock).hasContent(LockHolder.self().toString());
        next.get(0).close();
        assertThat(root).isDirectoryContaining(kept::equals).isDirectoryNotContaining("glob:**lock");
    }

    @Test
    void anInterruptIsKeptForLater() throws Exception {
        write("1:another.example");
        clock.onPark = () -> Files.deleteIfExists(lock);
        Thread.currentThread().interrupt();
        DotLock.acquire(disk, lock, SHORT, clock).close();
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void withoutADirectoryItSaysSo() {
        assertThatThrownBy(() -> DotLock.acquire(disk, root.resolve("gone/x.lock"), SHORT, clock))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void whatStopsItIsTemporaryAndSaysWhatToDo() {
        assertFails(new AccessDeniedException("x"), "write permission");
        assertFails(new FileSystemException("x", null, "Read-only file system"), "read-only");
    }

    @Test
    void aFullDiskLeavesNoLock() {
        Disk full = new PassingDisk(disk) {
            @Override
            public Writing create(Path file) throws IOException {
                Writing real = super.create(file);
                return new Writing() {
                    @Override
                    public void write(ByteBuffer octets) throws IOException {
                        throw new IOException("No space left on device");
                    }

                    @Override
                    public void close() throws IOException {
                        real.close();
                    }
                };
            }
        };
        assertThatThrownBy(() -> DotLock.acquire(full, lock, SHORT, clock)).hasMessageContaining("No space");
        assertThat(root).isEmptyDirectory();
    }

    private void assertFails(IOException failure, String advice) {
        Disk broken = new PassingDisk(disk) {
            @Override
            public Writing create(Path file) throws IOException {
                throw failure;
            }
        };
        assertTemporary(() -> DotLock.acquire(broken, lock, SHORT, clock), advice);
    }

    private void assertTimesOut(Duration timeout, String holder) {
        assertTemporary(() -> DotLock.acquire(disk, lock, timeout, clock), holder);
    }

    private void assertTemporary(org.assertj.core.api.ThrowableAssert.ThrowingCallable action, String message) {
        assertThatThrownBy(action)
                .hasMessageContaining(message)
                .hasMessageContaining(lock.toString())
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.TEMPORARY));
    }

    private void write(String content) throws IOException {
        Files.writeString(lock, content);
    }

    private void backdate(Duration by) throws IOException {
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minus(by)));
    }

    /** A process that outlives this one. */
    private static long living() {
        return ProcessHandle.current().parent().orElseThrow().pid();
    }

    /** A clock that runs fast, and only while the lock is waited for. */
    private static final class FakeClock implements DotLock.Clock {
        private interface Event {
            void happen() throws IOException;
        }

        private long now = 1_000;
        private int speed = 10;
        private Event onPark = () -> {};

        @Override
        public long nanos() {
            return now;
        }

        @Override
        public void park(long nanos) {
            now += nanos * speed;
            try {
                onPark.happen();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        }
    }
}
