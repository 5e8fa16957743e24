package dev.yubin.smtp;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.Directory;
import dev.yubin.protocol.Timers;
import dev.yubin.protocol.Tls;
import dev.yubin.protocol.Transcript;
import dev.yubin.protocol.spi.Listener;
import dev.yubin.protocol.spi.Services;
import dev.yubin.protocol.spi.SharedRuntime;
import dev.yubin.store.AccountName;
import dev.yubin.store.MailStore;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
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
import java.util.stream.Collectors;

/** An SMTP listener for tests. Adds no trace headers, and hardly delays what follows bad commands, unless told to. */
final class SmtpTestServer implements AutoCloseable {
    static final String GREETING = "S: 220 mx.example.com ESMTP Yubin\n";

    /** What every server offers behind EHLO; the last of all keywords has a space in place of the dash. */
    private static final List<String> ALWAYS_OFFERED = List.of(
            "mx.example.com",
            "PIPELINING",
            "SIZE 52428800",
            "VRFY",
            "EXPN",
            "8BITMIME",
            "SMTPUTF8",
            "ENHANCEDSTATUSCODES",
            "CHUNKING",
            "BINARYMIME",
            "LIMITS RCPTMAX=1000",
            "HELP");

    /** What follows EHLO. */
    static final String KEYWORDS = keywords();

    /** The beginning of most sessions. */
    static final String EHLO = GREETING + hello();

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
    private final Queue<Transcript> transcripts = new ConcurrentLinkedQueue<>();
    private final MailStore store;
    /** Null if there is none. */
    private final Tls tls;

    private final Listener listener;

    SmtpTestServer(SmtpTestSetup setup) {
        store = setup.store;
        tls = setup.tls;
        Services services = Services.builder()
                .hostName("mx.example.com")
                .store(store)
                .directory(setup.directory)
                .authenticator(setup.authenticator)
                .tls(tls)
                .timers(setup.timers == null ? runtime.timers() : setup.timers)
                .storeExecutor(this::execute)
                .hookExecutor(this::executeHook)
                .build();
        listener = new Listener(
                new SmtpProtocol("mx.example.com", setup.options, this::accept), services, transcripts::add);
        listener.bind(runtime.loops(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly();
    }

    /** A server that is put together step by step. Everybody exists, nobody can log in, there is no TLS. */
    static SmtpTestSetup with() {
        return new SmtpTestSetup();
    }

    /** Everybody exists. */
    static SmtpTestServer open() {
        return with().start();
    }

    static SmtpTestServer open(UnaryOperator<SmtpOptions> options) {
        return with().options(options).start();
    }

    static SmtpTestServer open(Timers timers, UnaryOperator<SmtpOptions> options) {
        return with().timers(timers).options(options).start();
    }

    static SmtpTestServer over(MailStore store) {
        return with().store(store).start();
    }

    /** Only bob exists, and only example.com is local. */
    static SmtpTestServer closed() {
        return closed(smtp -> smtp);
    }

    static SmtpTestServer closed(UnaryOperator<SmtpOptions> options) {
        return with().users("bob", "secret")
                .authenticator(null)
                .options(options)
                .start();
    }

    /** With this directory, over this store. */
    static SmtpTestServer over(MailStore store, Directory directory, UnaryOperator<SmtpOptions> options) {
        return with().store(store).directory(directory).options(options).start();
    }

    static SmtpTestServer over(MailStore store, Timers timers) {
        return with().store(store).timers(timers).start();
    }

    static SmtpTestServer over(MailStore store, UnaryOperator<SmtpOptions> options) {
        return with().store(store).options(options).start();
    }

    /** One that speaks LMTP. Everybody exists. */
    static SmtpTestServer lmtp() {
        return with().lmtp().start();
    }

    /** The reply to EHLO of a server that offers these, too. */
    static String keywords(String... more) {
        List<String> all = new ArrayList<>(ALWAYS_OFFERED);
        all.addAll(List.of(more));
        String last = all.remove(all.size() - 1);
        return all.stream().map(line -> "S: 250-" + line + '\n').collect(Collectors.joining()) + "S: 250 " + last
                + '\n';
    }

    /** EHLO and its reply. */
    static String hello(String... more) {
        return "C: EHLO client.example\n" + keywords(more);
    }

    /** A dialogue with this server, whose certificate the client trusts. */
    Dialogue dialogue(Dialogue.Delivery delivery) {
        Dialogue dialogue = Dialogue.with(port()).delivery(delivery);
        return tls == null ? dialogue : dialogue.trusting(tls.clientSslContext());
    }

    /** Plays a script as it is written. */
    void play(String script) {
        dialogue(Dialogue.Delivery.AS_WRITTEN).play(script);
    }

    /** Plays a script in every way, each time with a server of its own. */
    static void playInEveryWay(Supplier<SmtpTestServer> servers, String script) {
        playInEveryWay(servers, script, server -> {});
    }

    /** Plays a script in every way, each time with a server of its own, and looks at what the server made of it. */
    static void playInEveryWay(Supplier<SmtpTestServer> servers, String script, Consumer<SmtpTestServer> check) {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            try (SmtpTestServer server = servers.get()) {
                server.dialogue(delivery).play(script);
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

    Tls tls() {
        return tls;
    }

    /** What was said in all sessions so far. */
    String transcripts() {
        return transcripts.stream().map(Transcript::toString).collect(Collectors.joining("\n"));
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
