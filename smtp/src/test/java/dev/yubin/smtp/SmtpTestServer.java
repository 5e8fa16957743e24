package dev.yubin.smtp;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.ClosedDirectory;
import dev.yubin.protocol.Directory;
import dev.yubin.protocol.OpenDirectory;
import dev.yubin.protocol.Timers;
import dev.yubin.protocol.spi.Listener;
import dev.yubin.protocol.spi.Services;
import dev.yubin.protocol.spi.SharedRuntime;
import dev.yubin.store.AccountName;
import dev.yubin.store.MailStore;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** An SMTP listener for tests. Adds no trace headers, and hardly delays what follows bad commands, unless told to. */
final class SmtpTestServer implements AutoCloseable {
    static final String GREETING = "S: 220 mx.example.com ESMTP Yubin\n";

    /** What follows EHLO. */
    static final String KEYWORDS = """
            S: 250-mx.example.com
            S: 250-PIPELINING
            S: 250-SIZE 52428800
            S: 250-VRFY
            S: 250-EXPN
            S: 250-8BITMIME
            S: 250-SMTPUTF8
            S: 250-ENHANCEDSTATUSCODES
            S: 250-CHUNKING
            S: 250-BINARYMIME
            S: 250-LIMITS RCPTMAX=1000
            S: 250 HELP
            """;

    /** The beginning of most sessions. */
    static final String EHLO = GREETING + "C: EHLO client.example\n" + KEYWORDS;

    /** The beginning of those in which bob gets a message from alice. */
    static final String TO_BOB = EHLO + """
            C: MAIL FROM:<alice@example.org>
            S: 250 2.1.0 Sender OK
            C: RCPT TO:<bob@example.com>
            S: 250 2.1.5 Recipient OK
            """;

    /** The beginning of a transaction. */
    static final String TRANSACTION = """
            C: MAIL FROM:<a@example.org>
            S: 250 2.1.0 Sender OK
            C: RCPT TO:<bob@example.com>
            S: 250 2.1.5 Recipient OK
            """;

    /** The beginning of sessions with a server that speaks LMTP. */
    static final String LHLO = EHLO.replace("ESMTP", "LMTP").replace("EHLO", "LHLO");

    /** What leads to message text. */
    static final String DATA = """
            C: DATA
            S: 354 Go ahead, end with CRLF.CRLF
            """;

    /** The end of message text that is taken. */
    static final String ACCEPTED = """
            C: .
            S: 250 2.0.0 Message accepted as {...}
            """;

    private final SharedRuntime runtime = SharedRuntime.acquire();
    private final ExecutorService executor = Executors.newFixedThreadPool(4);
    private volatile boolean executorIsFull;
    private volatile boolean hookExecutorIsFull;
    private volatile boolean listenerFails;
    private final Queue<SmtpTransaction> accepted = new ConcurrentLinkedQueue<>();
    private final MailStore store;
    private final Listener listener;

    private SmtpTestServer(MailStore store, Directory directory, Timers timers, UnaryOperator<SmtpOptions> change) {
        this(store, directory, timers, SmtpOptions.defaults(), change);
    }

    private SmtpTestServer(
            MailStore store, Directory directory, Timers timers, SmtpOptions role, UnaryOperator<SmtpOptions> change) {
        this.store = store;
        Services services = Services.builder()
                .hostName("mx.example.com")
                .store(store)
                .directory(directory)
                .timers(timers == null ? runtime.timers() : timers)
                .storeExecutor(this::execute)
                .hookExecutor(this::executeHook)
                .build();
        SmtpOptions options =
                change.apply(role.traceHeaders(false).limits(limits -> limits.badCommandDelay(Duration.ofMillis(1))));
        listener = new Listener(new SmtpProtocol("mx.example.com", options, this::accept), services, transcript -> {});
        listener.bind(runtime.loops(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly();
    }

    /** Everybody exists. */
    static SmtpTestServer open() {
        return open(smtp -> smtp);
    }

    static SmtpTestServer open(UnaryOperator<SmtpOptions> options) {
        return over(new MemoryMailStore(), options);
    }

    static SmtpTestServer open(Timers timers, UnaryOperator<SmtpOptions> options) {
        MailStore store = new MemoryMailStore();
        return new SmtpTestServer(store, everybody(store), timers, options);
    }

    static SmtpTestServer open(Timers timers) {
        return open(timers, smtp -> smtp);
    }

    static SmtpTestServer over(MailStore store) {
        return over(store, smtp -> smtp);
    }

    private static OpenDirectory everybody(MailStore store) {
        return new OpenDirectory(store, List.of(), "mx.example.com");
    }

    /** Only bob exists, and only example.com is local. */
    static SmtpTestServer closed() {
        return closed(smtp -> smtp);
    }

    static SmtpTestServer closed(UnaryOperator<SmtpOptions> options) {
        ClosedDirectory directory = new ClosedDirectory(List.of("example.com"), "mx.example.com");
        directory.add("bob", "secret");
        return new SmtpTestServer(new MemoryMailStore(), directory, null, options);
    }

    /** With this directory, over this store. */
    static SmtpTestServer over(MailStore store, Directory directory, UnaryOperator<SmtpOptions> options) {
        return new SmtpTestServer(store, directory, null, options);
    }

    static SmtpTestServer over(MailStore store, Timers timers) {
        return new SmtpTestServer(store, everybody(store), timers, smtp -> smtp);
    }

    static SmtpTestServer over(MailStore store, UnaryOperator<SmtpOptions> options) {
        return over(store, everybody(store), options);
    }

    /** One that speaks LMTP. Everybody exists. */
    static SmtpTestServer lmtp() {
        return lmtp(new MemoryMailStore(), smtp -> smtp);
    }

    static SmtpTestServer lmtp(MailStore store, UnaryOperator<SmtpOptions> options) {
        return lmtp(store, everybody(store), options);
    }

    static SmtpTestServer lmtp(MailStore store, Directory directory, UnaryOperator<SmtpOptions> options) {
        return new SmtpTestServer(store, directory, null, SmtpOptions.lmtp(), options);
    }

    /** Plays a script in every way, each time with a server of its own, and looks at what the server made of it. */
    static void playInEveryWay(Supplier<SmtpTestServer> servers, String script, Consumer<SmtpTestServer> check) {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            try (SmtpTestServer server = servers.get()) {
                Dialogue.with(server.port()).delivery(delivery).play(script);
                check.accept(server);
            }
        }
    }

    private void execute(Runnable task) {
        if (executorIsFull) {
            throw new RejectedExecutionException("full");
        }
        executor.execute(task);
    }

    private void executeHook(Runnable task) {
        if (hookExecutorIsFull) {
            throw new RejectedExecutionException("full");
        }
        executor.execute(task);
    }

    private void accept(SmtpTransaction transaction) {
        if (listenerFails) {
            throw new IllegalStateException("a listener's bug");
        }
        accepted.add(transaction);
    }

    /** From now on the store executor takes no more work, or does again. */
    void executorIsFull(boolean full) {
        executorIsFull = full;
    }

    /** From now on the hook executor takes no more work, or does again. */
    void hookExecutorIsFull(boolean full) {
        hookExecutorIsFull = full;
    }

    /** From now on the listener of accepted messages fails. */
    void listenerFails() {
        listenerFails = true;
    }

    int port() {
        return listener.address().getPort();
    }

    int connections() {
        return listener.connections();
    }

    List<SmtpTransaction> accepted() {
        return List.copyOf(accepted);
    }

    /** The messages in an account's INBOX, one character per octet; none if there is no such account. */
    List<String> inbox(String account) {
        try {
            List<String> messages = new ArrayList<>();
            var found = store.account(AccountName.parse(account));
            if (found.isPresent()) {
                Mailbox inbox = found.get().open(MailboxName.INBOX);
                for (long uid : inbox.uids().toArray()) {
                    messages.add(new String(inbox.content(uid).toByteArray(), StandardCharsets.ISO_8859_1));
                }
            }
            return messages;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Closes as the server does, and waits. */
    @Override
    public void close() {
        try {
            listener.close().get(20, TimeUnit.SECONDS);
            executor.shutdown();
            if (!executor.awaitTermination(20, TimeUnit.SECONDS)) {
                throw new AssertionError("The store is still at work");
            }
        } catch (Exception e) {
            throw new AssertionError("The listener did not close", e);
        } finally {
            executor.shutdown();
            runtime.release();
        }
    }
}
