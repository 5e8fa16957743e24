package dev.yubin.bench;

import dev.yubin.bench.server.Trees;
import dev.yubin.store.AccountName;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MailboxState;
import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import dev.yubin.store.maildir.MaildirMailStore;
import dev.yubin.store.maildir.SyncPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Collections;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** What it takes to open a mailbox in a Maildir: again, and after the index was lost. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 10)
@Measurement(iterations = 20)
public class MaildirOpenBenchmark {
    private static final AccountName ALICE = AccountName.of("alice", "example.com");

    /** How many messages the mailbox has. */
    @Param("100000")
    public int size;

    private Path directory;

    /** Makes the mailbox. */
    @Setup(Level.Trial)
    public void fill() throws IOException {
        directory = Files.createTempDirectory("yubin-bench");
        try (MaildirMailStore store = open()) {
            NewMessage message = NewMessage.of(MessageContent.of(new byte[1024]), Instant.now());
            store.create(ALICE).open(MailboxName.INBOX).append(Collections.nCopies(size, message));
        }
    }

    /** Deletes it. */
    @TearDown(Level.Trial)
    public void delete() throws IOException {
        Trees.delete(directory);
    }

    /** As after a restart of the server. */
    @Benchmark
    public MailboxState again() throws IOException {
        try (MaildirMailStore store = open()) {
            return store.create(ALICE).open(MailboxName.INBOX).state();
        }
    }

    /** As by a store that never saw the Maildir. */
    @Benchmark
    public MailboxState withoutIndex() throws IOException {
        Files.delete(directory.resolve(ALICE.toString()).resolve("yubin-index"));
        return again();
    }

    private MaildirMailStore open() throws IOException {
        return MaildirMailStore.builder(directory).sync(SyncPolicy.NEVER).open();
    }
}
