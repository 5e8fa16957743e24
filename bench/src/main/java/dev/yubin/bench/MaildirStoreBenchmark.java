package dev.yubin.bench;

import dev.yubin.bench.server.Trees;
import dev.yubin.store.MailStore;
import dev.yubin.store.maildir.MaildirMailStore;
import dev.yubin.store.maildir.SyncPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Warmup;

/**
 * {@link MailboxOperations} in Maildirs, without fsync, which would be all that is measured. Below the directory for
 * temporary files; {@code -Djava.io.tmpdir} says where.
 */
@Fork(value = 3, jvmArgsAppend = "-Xmx3g")
@Warmup(iterations = 40, batchSize = MailboxOperations.BATCH)
@Measurement(iterations = 30, batchSize = MailboxOperations.BATCH)
public class MaildirStoreBenchmark extends MailboxOperations {
    private Path directory;

    @Override
    protected MailStore createStore() throws IOException {
        directory = Files.createTempDirectory("yubin-bench");
        return MaildirMailStore.builder(directory).sync(SyncPolicy.NEVER).open();
    }

    @Override
    public void close() throws IOException {
        super.close();
        Trees.delete(directory);
    }
}
