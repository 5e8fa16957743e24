package dev.yubin.bench.pop3;

import dev.yubin.bench.server.Trees;
import dev.yubin.store.MailStore;
import dev.yubin.store.maildir.MaildirMailStore;
import dev.yubin.store.maildir.SyncPolicy;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The Dovecot that is installed on this machine. Its Maildir is filled by Yubin's store, which writes the files that
 * Dovecot writes, but with CRLF; a first session, in which Dovecot makes its index, is part of that. It needs no
 * privileges; for root, of whom Dovecot serves no mail, it runs in a user namespace as a user that is not root in there.
 */
public final class Dovecot implements MaildropHost {
    private static final long SECONDS = 20;

    private final Path home;
    private final Path root;
    private final int port;
    private final Process process;

    private Dovecot(Path home, Path root, int port, Process process) {
        this.home = home;
        this.root = root;
        this.port = port;
        this.process = process;
    }

    /** Its version; empty if it is not installed, or cannot be started here. */
    public static Optional<String> version() {
        Optional<String> version = output("dovecot", "--version");
        List<String> nothing = new ArrayList<>(unprivileged());
        nothing.add("true");
        return output(nothing.toArray(String[]::new)).flatMap(works -> version);
    }

    static Dovecot start() throws IOException {
        Path home = Files.createTempDirectory("yd"); // The path of a socket has at most 107 octets.
        Path root = Trees.make(MaildropContender.MAILDIR_ROOM);
        int port = freePort();
        Path settings = home.resolve("dovecot.conf");
        Files.writeString(settings, DovecotSettings.text(home, root, user(), group(), port));
        List<String> command = new ArrayList<>(unprivileged());
        command.addAll(List.of("dovecot", "-F", "-c", settings.toString()));
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(home.resolve("out").toFile())
                .start();
        Dovecot started = new Dovecot(home, root, port, process);
        try {
            started.awaitGreeting();
        } catch (IOException | RuntimeException e) {
            started.close();
            throw e;
        }
        return started;
    }

    private void awaitGreeting() throws IOException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS);
        while (process.isAlive() && System.nanoTime() < end) {
            try (MaildropClient client = new MaildropClient(port)) {
                client.quit();
                return;
            } catch (IOException notYet) {
                LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
            }
        }
        Path log = home.resolve("log");
        throw new IOException(
                "Dovecot does not start: " + Files.readString(Files.exists(log) ? log : home.resolve("out")));
    }

    @Override
    public MaildropContender contender() {
        return MaildropContender.DOVECOT;
    }

    @Override
    public int port() {
        return port;
    }

    @Override
    public long fill(int mails, int size) throws IOException {
        try (MailStore store = store()) {
            Mails.add(store, mails, size);
        }
        try (MaildropClient client = new MaildropClient(port)) {
            client.logIn();
            client.listing("UIDL");
            client.quit();
        }
        return -1;
    }

    @Override
    public long mails() throws IOException {
        try (MailStore store = store()) {
            return Mails.count(store);
        }
    }

    private MailStore store() throws IOException {
        return MaildirMailStore.builder(root).sync(SyncPolicy.NEVER).open();
    }

    @Override
    public long cpuNanos() {
        return ProcessTree.cpuNanos(process);
    }

    @Override
    public void close() throws IOException {
        List<ProcessHandle> children = process.descendants().toList();
        process.destroy();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            for (ProcessHandle child : children) {
                child.onExit().get(SECONDS, TimeUnit.SECONDS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (java.util.concurrent.ExecutionException | java.util.concurrent.TimeoutException e) {
            throw new IOException("Dovecot does not end", e);
        }
        Trees.delete(home);
        Trees.delete(root);
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }

    /** Root becomes a user of Dovecot's package: there is one wherever Dovecot is installed. */
    private static List<String> unprivileged() {
        return isRoot() ? List.of("unshare", "--user", "--map-user=dovecot", "--map-group=dovecot") : List.of();
    }

    private static String user() {
        return isRoot() ? "dovecot" : System.getProperty("user.name");
    }

    private static String group() throws IOException {
        return isRoot()
                ? "dovecot"
                : output("id", "-gn").orElseThrow(() -> new IOException("The user's group is not known"));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    /** What a command says; empty if it cannot be run, or fails. */
    private static Optional<String> output(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).trim();
            return process.waitFor() == 0 ? Optional.of(said) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }
}
