package dev.yubin.bench.pop3;

import dev.yubin.MailServer;
import dev.yubin.bench.server.Trees;
import dev.yubin.store.ForwardingMailStore;
import dev.yubin.store.ForwardingMailbox;
import dev.yubin.store.MailStore;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MessageContent;
import dev.yubin.store.maildir.MaildirMailStore;
import dev.yubin.store.maildir.SyncPolicy;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/** Yubin as it comes, with a store that counts how often the octets of a mail are asked for. */
final class YubinMaildrop implements MaildropServer {
    private final MailServer server;
    private final AtomicLong contents = new AtomicLong();
    /** Where its files are, or null. */
    private final Path directory;

    private YubinMaildrop(MailStore store, Path directory) {
        this.server = MailServer.builder()
                .pop3(0)
                .user(Mails.USER, Mails.PASSWORD)
                .store(new Counting(store))
                .start();
        this.directory = directory;
    }

    static YubinMaildrop inMemory() {
        return new YubinMaildrop(new MemoryMailStore(), null);
    }

    static YubinMaildrop inFiles(Path directory) throws IOException {
        MailStore store =
                MaildirMailStore.builder(directory).sync(SyncPolicy.NEVER).open();
        return new YubinMaildrop(store, directory);
    }

    @Override
    public int port() {
        return server.pop3().port();
    }

    @Override
    public void fill(int mails, int size) throws IOException {
        Mails.add(server.store(), mails, size);
    }

    @Override
    public long mails() throws IOException {
        return Mails.count(server.store());
    }

    @Override
    public long contentsRead() {
        return contents.get();
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

    /** A store that counts. */
    private final class Counting extends ForwardingMailStore {
        Counting(MailStore store) {
            super(store);
        }

        @Override
        protected Mailbox wrap(Mailbox mailbox) {
            return new ForwardingMailbox(mailbox) {
                @Override
                public MessageContent content(long uid) throws IOException {
                    contents.incrementAndGet();
                    return super.content(uid);
                }
            };
        }
    }
}
