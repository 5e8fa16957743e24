package dev.yubin.store.maildir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.store.AccountName;
import dev.yubin.store.MailAccount;
import dev.yubin.store.MailboxName;
import dev.yubin.store.StoreException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UidValidityFileTest {
    /** 0x60000000. */
    private static final long NOW = 1_610_612_736L;

    @TempDir
    Path root;

    private Disk disk;

    @BeforeEach
    void setUp() {
        disk = new RealDisk(root, SyncPolicy.NEVER);
    }

    @Test
    void theFirstValueIsTheTimeAndIsKeptAsDovecotKeepsIt() throws Exception {
        assertThat(next(NOW)).isEqualTo(NOW);
        assertThat(names()).containsExactly("dovecot-uidvalidity", "dovecot-uidvalidity.60000000");
        assertThat(root.resolve("dovecot-uidvalidity")).hasContent("60000000");
    }

    /** RFC 9051 §2.3.1.1: it is not 0. A test's clock may begin there. */
    @Test
    void anInboxOfTheYear1970HasOneToo() throws Exception {
        AccountName bob = AccountName.parse("bob@example.com");
        try (MaildirMailStore store = MaildirMailStore.open(disk, root, () -> Instant.EPOCH)) {
            store.create(bob);
        }
        try (MaildirMailStore again = MaildirMailStore.open(disk, root, () -> Instant.EPOCH)) {
            MailAccount account = again.account(bob).orElseThrow();
            assertThat(account.open(MailboxName.INBOX).state().uidValidity()).isEqualTo(1);
        }
    }

    @Test
    void eachValueIsHigherThanTheLastAndAtLeastTheTime() throws Exception {
        assertThat(next(NOW)).isEqualTo(NOW);
        assertThat(next(NOW)).isEqualTo(NOW + 1);
        assertThat(next(NOW - 1000)).isEqualTo(NOW + 2);
        assertThat(next(NOW + 1000)).isEqualTo(NOW + 1000);
        assertThat(names()).containsExactly("dovecot-uidvalidity", "dovecot-uidvalidity.600003e8");
    }

    @Test
    void theNameCountsWhateverTheFileSays() throws Exception {
        write("dovecot-uidvalidity", "61234567");
        write("dovecot-uidvalidity.61234570", "");
        assertThat(next(NOW)).isEqualTo(0x61234571L);
        assertThat(root.resolve("dovecot-uidvalidity")).hasContent("61234571");
    }

    @Test
    void ofSeveralNamesTheHighestCountsAndTheOthersGo() throws Exception {
        write("dovecot-uidvalidity.61000000", "");
        write("dovecot-uidvalidity.62000000", "");
        write("dovecot-uidvalidity.00000001", "");
        assertThat(next(NOW)).isEqualTo(0x62000001L);
        assertThat(names()).containsExactly("dovecot-uidvalidity", "dovecot-uidvalidity.62000001");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "nonsense", "6123456", "612345678", "+1234567", "00000000", "fffffffg"})
    void withoutACounterAllMailboxesCount(String garbled) throws Exception {
        write("dovecot-uidvalidity", garbled);
        write("dovecot-uidvalidity." + garbled, "");
        write("dovecot-uidlist", "3 V1700000000 N5 G0123456789abcdef0123456789abcdef\n1 :x\n");
        write(".Sub.a/dovecot-uidlist", "3 V1800000000 N1 Gx Xfoo\n");
        write(".Old/dovecot-uidlist", "1 1900000000 7\n1 x\n");
        write(".Broken/dovecot-uidlist", "3 V9999999999 N1\n");
        write(".Broken2/dovecot-uidlist", "3 N1 V-5 V2\n");
        write(".Broken3/dovecot-uidlist", "");
        Files.createDirectories(root.resolve(".Empty/cur"));
        write("Not a folder/dovecot-uidlist", "3 V2100000000 N1\n");
        assertThat(next(NOW)).isEqualTo(1_900_000_001L);
    }

    @Test
    void aFileWithoutItsNameCounts() throws Exception {
        write("dovecot-uidvalidity", "61234567");
        assertThat(next(NOW)).isEqualTo(0x61234568L);
    }

    @Test
    void valuesTakenAtOnceAreDifferent() throws Exception {
        Set<Long> taken = ConcurrentHashMap.newKeySet();
        int threads = 4;
        int rounds = 50;
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        List<Future<?>> running = new ArrayList<>();
        for (int thread = 0; thread < threads; thread++) {
            Disk own = new RealDisk(root, SyncPolicy.NEVER);
            running.add(pool.submit(() -> {
                long last = 0;
                for (int round = 0; round < rounds; round++) {
                    long value = UidValidityFile.next(own, root, NOW);
                    assertThat(value).isGreaterThan(last);
                    last = value;
                    taken.add(value);
                }
                return null;
            }));
        }
        for (Future<?> each : running) {
            each.get(60, TimeUnit.SECONDS);
        }
        pool.shutdown();
        assertThat(taken).hasSize(threads * rounds);
    }

    @Test
    void aCounterThatADirectoryDoesNotShowAtFirstIsFound() throws Exception {
        write("dovecot-uidvalidity.61000000", "");
        boolean[] shown = new boolean[1];
        Disk blinking = new PassingDisk(disk) {
            @Override
            public List<String> list(Path directory) throws IOException {
                List<String> names = new ArrayList<>(super.list(directory));
                if (!shown[0]) {
                    names.remove("dovecot-uidvalidity.61000000");
                }
                shown[0] = true;
                return names;
            }
        };
        assertThat(UidValidityFile.next(blinking, root, NOW)).isEqualTo(0x61000001L);
    }

    @Test
    void itIsOnTheDiskBeforeItIsUsed() {
        Disk failing = new PassingDisk(disk) {
            @Override
            public void sync(Path path) throws IOException {
                throw new IOException("no power: " + path.getFileName());
            }
        };
        assertThatThrownBy(() -> UidValidityFile.next(failing, root, NOW))
                .hasMessage("no power: " + root.getFileName());
    }

    @Test
    void theEndOfTheNumbersIsSaid() throws Exception {
        write("dovecot-uidvalidity.fffffffe", "");
        assertThat(next(NOW)).isEqualTo(0xffff_ffffL);
        assertThatThrownBy(() -> next(NOW))
                .isInstanceOfSatisfying(
                        StoreException.class, e -> assertThat(e.kind()).isEqualTo(StoreException.Kind.CORRUPT));
    }

    @Test
    void anAccountThatIsGoneIsNotMade() {
        assertThatThrownBy(() -> UidValidityFile.next(disk, root.resolve("gone"), NOW))
                .isInstanceOf(NoSuchFileException.class);
    }

    private long next(long now) throws IOException {
        return UidValidityFile.next(disk, root, now);
    }

    private void write(String name, String content) throws IOException {
        Files.createDirectories(root.resolve(name).getParent());
        Files.writeString(root.resolve(name), content);
    }

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }
}
