package dev.yubin.pop3;

import dev.yubin.store.MailStore;
import dev.yubin.store.maildir.MaildirMailStore;
import dev.yubin.store.maildir.SyncPolicy;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** A store with a POP3 server in front of it, both of which can be started anew, and another program at the same mail. */
final class MailPlace implements AutoCloseable {
    /** Null if mail is kept in memory. */
    private final Path root;

    private final MailStore another;
    private MailStore store;
    private Pop3TestServer server;
    private int files;

    private MailPlace(Path root, MailStore another) throws IOException {
        this.root = root;
        this.another = another;
        start();
    }

    /** What another program would do is done through the same store, which is never closed. */
    static MailPlace memory() throws IOException {
        return new MailPlace(null, new MemoryMailStore());
    }

    static MailPlace maildir() throws IOException {
        Path root = Files.createTempDirectory("yubin-pop3");
        return new MailPlace(root, open(root));
    }

    private static MailStore open(Path root) throws IOException {
        return MaildirMailStore.builder(root).sync(SyncPolicy.NEVER).open();
    }

    private void start() throws IOException {
        store = root == null ? another : open(root);
        server = Pop3TestServer.with()
                .store(store)
                .options(pop3 -> pop3.limits(limits -> limits.badCommands(1_000_000)))
                .start();
    }

    private void stop() throws IOException {
        server.close();
        if (store != another) {
            store.close();
        }
    }

    void restart() throws IOException {
        stop();
        start();
    }

    Pop3TestServer server() {
        return server;
    }

    MailStore store() {
        return store;
    }

    /** The store as another program has it. */
    MailStore another() {
        return another;
    }

    boolean hasFiles() {
        return root != null;
    }

    /** Puts a file into a Maildir, as an MTA does. */
    Path drop(String user, String message) throws IOException {
        String name = "1700000000.M" + files++ + "P1.elsewhere";
        return Files.write(root.resolve(user).resolve("new").resolve(name), MultiLine.octets(message));
    }

    /** Moves a file that was dropped to where seen mail is, as another mail reader does. */
    void see(Path file) throws IOException {
        Path folder = file.getParent().getParent();
        Files.move(file, folder.resolve("cur").resolve(file.getFileName() + ":2,S"));
    }

    @Override
    public void close() throws IOException {
        stop();
        another.close();
        if (root != null) {
            List<Path> all;
            try (Stream<Path> below = Files.walk(root)) {
                all = below.sorted(Comparator.reverseOrder()).toList();
            }
            for (Path path : all) {
                Files.delete(path);
            }
        }
    }
}
