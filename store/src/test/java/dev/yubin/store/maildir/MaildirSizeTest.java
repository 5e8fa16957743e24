package dev.yubin.store.maildir;

import static dev.yubin.store.Quota.Resource.MAILBOX;
import static dev.yubin.store.Quota.Resource.MESSAGE;
import static dev.yubin.store.Quota.Resource.STORAGE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.Quota;
import dev.yubin.store.maildir.MaildirSize.Usage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MaildirSizeTest {
    @TempDir
    Path root;

    private Path file;
    private Disk disk;
    private MaildirSize size;

    private Usage real = new Usage(100, 2);
    private int counts;
    private long now;

    @BeforeEach
    void setUp() {
        file = root.resolve("maildirsize");
        disk = new RealDisk(root, SyncPolicy.NEVER);
        size = on(disk);
    }

    @Test
    void withoutAFileThereAreNoLimitsAndNoneIsMade() throws Exception {
        assertThat(size.limits()).isEqualTo(QuotaLimits.NONE);
        size.add(10, 1);
        assertThat(size.reserve(Long.MAX_VALUE, 1)).isTrue();
        assertThat(root).isEmptyDirectory();
        assertThat(counts).isZero();
    }

    @Test
    void usageIsCountedOnceAndThenSummedUp() throws Exception {
        assertThat(size.usage()).isEqualTo(new Usage(100, 2));
        assertThat(file).hasContent("0S\n100 2\n");
        size.add(17, 1);
        size.add(-100, -2);
        assertThat(size.usage()).isEqualTo(new Usage(17, 1));
        assertThat(file).hasContent("0S\n100 2\n17 1\n-100 -2\n");
        assertThat(counts).isEqualTo(1);
    }

    @Test
    void limitsAreSetOneByOneAndLifted() throws Exception {
        set(STORAGE, 5000);
        set(MESSAGE, 3);
        set(MAILBOX, 7);
        assertThat(file).hasContent("5000S,3C,7YM\n100 2\n");
        assertThat(size.limits().values()).isEqualTo(Map.of(STORAGE, 5000L, MESSAGE, 3L, MAILBOX, 7L));
        size.setLimits(limits -> limits.with(STORAGE, OptionalLong.empty()));
        assertThat(file).hasContent("3C,7YM\n100 2\n");
        assertThat(root.toFile().list()).containsExactlyInAnyOrder("maildirsize", "yubin-counted");
    }

    @Test
    void aLimitOfZeroIsNotTheZeroThatMeansNone() throws Exception {
        write("0S,0C\n0 0\n");
        assertThat(size.limits()).isEqualTo(QuotaLimits.NONE);
        set(STORAGE, 0);
        set(MESSAGE, 0);
        set(MAILBOX, 0);
        assertThat(file).hasContent("0YS,0YC,0YM\n0 0\n");
        assertThat(size.limits().values()).isEqualTo(Map.of(STORAGE, 0L, MESSAGE, 0L, MAILBOX, 0L));
    }

    @ParameterizedTest
    @CsvSource({"105, 100, 1, true", "105, 6, 1, false", "105, 5, 0, true", "90, 0, 0, true", "90, -5, -1, true"})
    void whatGrowsBeyondALimitIsRefused(long limit, long octets, long messages, boolean fits) throws Exception {
        real = new Usage(octets == 100 ? 5 : 100, 2);
        set(STORAGE, limit);
        assertThat(size.reserve(octets, messages)).isEqualTo(fits);
        assertThat(size.usage()).isEqualTo(fits ? real.plus(octets, messages) : real);
    }

    @Test
    void theNumberOfMessagesIsALimitToo() throws Exception {
        set(MESSAGE, 3);
        assertThat(size.reserve(1000, 1)).isTrue();
        assertThat(size.reserve(1, 1)).isFalse();
        assertThat(size.reserve(1, 0)).isTrue();
    }

    @Test
    void nothingIsRefusedBeforeItWasCounted() throws Exception {
        write("50S\n90 9\n");
        real = new Usage(10, 1);
        assertThat(size.reserve(40, 1)).isTrue();
        assertThat(file).hasContent("50S\n10 1\n40 1\n");
    }

    @Test
    void refusalsAreFoundedOnACountOfTheLastQuarterOfAnHour() throws Exception {
        write("50S\n90 9\n");
        assertThat(size.reserve(1, 1)).isFalse();
        real = new Usage(10, 1);
        now += MaildirSize.TRUST.toNanos() - 1;
        assertThat(size.reserve(1, 1)).isFalse();
        assertThat(counts).isEqualTo(1);
        now += 1;
        assertThat(size.reserve(1, 1)).isTrue();
        assertThat(counts).isEqualTo(2);
    }

    @Test
    void whatOthersReservedInTheMeantimeIsSeen() throws Exception {
        write("50S\n10 1\n");
        Disk raced = new PassingDisk(disk) {
            @Override
            public void append(Path to, ByteBuffer octets) throws IOException {
                if (!Files.readString(file).contains("30 1\n")) {
                    Files.writeString(file, Files.readString(file) + "30 1\n");
                }
                super.append(to, octets);
            }
        };
        assertThat(on(raced).reserve(20, 1)).isFalse();
        assertThat(size.usage()).isEqualTo(new Usage(40, 2));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\n",
                "1000S",
                "1000S\n",
                "17 1\n17 1\n",
                "nonsense\n1 1\n",
                "1000S\nnonsense\n",
                "1000S\n1 1\n\n",
                "1000S\n1\n",
                "1000S\n1 1 1\n",
                "1000S\n5 1\n-6 0\n",
                "1000S\n5 1\n0 -2\n",
                "1000S\n99999999999999999999 1\n",
                "1000S\n9223372036854775807 1\n",
                "1000S\n9223372036854775807 1\n1 1\n",
                "99999999999999999999S\n1 1\n"
            })
    void aFileThatMakesNoSenseIsCountedAnew(String content) throws Exception {
        write(content);
        assertThat(size.usage()).isEqualTo(real);
        assertThat(size.limits().values()).isEqualTo(content.startsWith("1000S\n") ? Map.of(STORAGE, 1000L) : Map.of());
        size.usage();
        assertThat(counts).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"1000S,10C\n5 1\n", "10C,1000S\n5 1\n", "1000S,10C,3X,7AB\n 5   1 \n", "1000S,10C\n5 1\n99"})
    void whatOthersWriteIsUnderstood(String content) throws Exception {
        write(content);
        assertThat(size.usage()).isEqualTo(new Usage(5, 1));
        assertThat(size.limits().values()).isEqualTo(Map.of(STORAGE, 1000L, MESSAGE, 10L));
        assertThat(counts).isZero();
    }

    @Test
    void aLineThatLostItsEndDoesNotBecomeAnotherNumber() throws Exception {
        write("1000S\n100 2\n9");
        assertThat(size.reserve(10, 1)).isTrue();
        assertThat(size.usage()).isEqualTo(new Usage(110, 3));
    }

    @Test
    void aLongFileBecomesOneSum() throws Exception {
        write("9S\n" + "10 1\n".repeat(1024));
        assertThat(size.usage()).isEqualTo(new Usage(10_240, 1024));
        assertThat(file).hasContent("9S\n10240 1024\n");
        assertThat(counts).isZero();
    }

    @Test
    void linesThatComeWhileItIsWrittenAnewAreKept() throws Exception {
        write("9S\n" + "10 1\n".repeat(1100) + "1");
        Disk raced = new PassingDisk(disk) {
            @Override
            public void rename(Path from, Path to) throws IOException {
                disk.append(file, ByteBuffer.wrap("7 1\n20 2\n".getBytes()));
                super.rename(from, to);
            }
        };
        on(raced).usage();
        assertThat(file).hasContent("9S\n11000 1100\n17 1\n20 2\n");
    }

    @Test
    void manyAtOnceNeverExceedTheLimitNorLoseALine() throws Exception {
        real = new Usage(0, 0);
        set(MESSAGE, 500);
        AtomicInteger reserved = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < 4; thread++) {
            running.add(pool.submit(() -> {
                for (int round = 0; round < 200; round++) {
                    if (size.reserve(123_456_789, 1)) {
                        reserved.incrementAndGet();
                    }
                }
                return null;
            }));
        }
        for (Future<?> each : running) {
            each.get(60, TimeUnit.SECONDS);
        }
        pool.shutdown();
        assertThat(reserved).hasValue(500);
        assertThat(size.usage()).isEqualTo(new Usage(500 * 123_456_789L, 500));
        assertThat(Files.size(file)).isLessThan(MaildirSizeContent.MAX_LENGTH + 100L);
    }

    private MaildirSize on(Disk where) {
        return new MaildirSize(
                where,
                root,
                () -> {
                    counts++;
                    return real;
                },
                () -> Instant.ofEpochSecond(1_800_000_000, now));
    }

    private void set(Quota.Resource resource, long limit) throws IOException {
        size.setLimits(limits -> limits.with(resource, OptionalLong.of(limit)));
    }

    private void write(String content) throws IOException {
        Files.writeString(file, content);
    }
}
