package dev.yubin.bench.smtp;

import dev.yubin.MailServer;
import dev.yubin.MailServerBuilder;
import dev.yubin.bench.server.Trees;
import dev.yubin.store.AccountName;
import dev.yubin.store.MailStore;
import dev.yubin.store.MailboxName;
import dev.yubin.store.maildir.MaildirMailStore;
import dev.yubin.store.maildir.SyncPolicy;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** Yubin as it comes, but for the journal. */
final class YubinTaker implements MailTaker {
    private final MailServer server;
    /** Where its files are, or null. */
    private final Path directory;

    private YubinTaker(MailServerBuilder builder, Path directory) {
        this.server = builder.smtp(0).journal(0, 0).start();
        this.directory = directory;
    }

    static YubinTaker inMemory() {
        return new YubinTaker(MailServer.builder(), null);
    }

    static YubinTaker inFiles() throws IOException {
        Path directory = Files.createTempDirectory("yubin-bench-");
        MailServerBuilder builder = MailServer.builder()
                .store(() -> MaildirMailStore.builder(directory)
                        .sync(SyncPolicy.NEVER)
                        .open());
        return new YubinTaker(builder, directory);
    }

    @Override
    public int port() {
        return server.smtp().port();
    }

    @Override
    public long taken() throws IOException {
        MailStore store = server.store();
        List<AccountName> names;
        try (Stream<AccountName> accounts = store.accounts()) {
            names = accounts.toList();
        }
        long taken = 0;
        for (AccountName name : names) {
            taken += store.account(name)
                    .orElseThrow()
                    .open(MailboxName.INBOX)
                    .state()
                    .messages();
        }
        return taken;
    }

    @Override
    public void reset() {
        server.reset();
    }

    @Override
    public void close() {
        server.close();
        if (directory != null) {
            try {
                Trees.delete(directory);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
