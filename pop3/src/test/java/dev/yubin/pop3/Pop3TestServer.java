package dev.yubin.pop3;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.Authenticator;
import dev.yubin.protocol.OpenDirectory;
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
import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** A POP3 listener on a free port of the loopback address, over one store, with one thread for what may block. */
final class Pop3TestServer implements AutoCloseable {
    private final SharedRuntime runtime = SharedRuntime.acquire();
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final Queue<Transcript> transcripts = new ConcurrentLinkedQueue<>();
    private final MailStore store;
    /** Null if there is none. */
    private final Tls tls;

    private final Listener listener;

    /** Everybody may log in. */
    Pop3TestServer() {
        this(new Pop3TestSetup());
    }

    Pop3TestServer(MailStore store) {
        this(new Pop3TestSetup().store(store));
    }

    /** A server whose clock is the given one, or the system's if that is null. */
    Pop3TestServer(MailStore store, Authenticator authenticator, Timers clock) {
        this(new Pop3TestSetup().store(store).authenticator(authenticator).timers(clock));
    }

    /** Everybody may log in. */
    Pop3TestServer(Timers clock, Pop3Options options) {
        this(new Pop3TestSetup().timers(clock).options(pop3 -> options));
    }

    Pop3TestServer(Authenticator authenticator, Pop3Options options) {
        this(new Pop3TestSetup().authenticator(authenticator).options(pop3 -> options));
    }

    Pop3TestServer(Pop3TestSetup setup) {
        store = setup.store;
        tls = setup.tls;
        OpenDirectory everybody = new OpenDirectory(store, List.of(), "mx.example.com");
        Services services = Services.builder()
                .hostName("pop.example")
                .store(store)
                .directory(everybody)
                .authenticator(setup.authenticator == null ? everybody : setup.authenticator)
                .tls(tls)
                .timers(setup.timers == null ? runtime.timers() : setup.timers)
                .storeExecutor(setup.executor == null ? executor : setup.executor)
                .build();
        Pop3Protocol protocol = new Pop3Protocol("pop.example", setup.options, setup.maildrops);
        listener = new Listener(protocol, services, transcripts::add);
        listener.bind(runtime.loops(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly();
    }

    /** A server that is put together step by step. */
    static Pop3TestSetup with() {
        return new Pop3TestSetup();
    }

    /** Null if there is none. */
    Tls tls() {
        return tls;
    }

    /** What was said in all sessions so far. */
    String transcripts() {
        return transcripts.stream().map(Transcript::toString).collect(Collectors.joining("\n"));
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

    int port() {
        return listener.address().getPort();
    }

    Mailbox inbox(String user) throws IOException {
        return store.create(AccountName.parse(user)).open(MailboxName.INBOX);
    }

    /** Puts messages into a user's INBOX. */
    Pop3TestServer put(String user, String... messages) throws IOException {
        for (String message : messages) {
            MessageContent content = MessageContent.of(message.getBytes(StandardCharsets.ISO_8859_1));
            inbox(user).append(List.of(NewMessage.of(content, Instant.EPOCH)));
        }
        return this;
    }

    /** Waits until only so many connections are left, and all that the others held is free. */
    void awaitConnections(int count) {
        awaitConnections(count, Thread::onSpinWait);
    }

    /** As {@link #awaitConnections(int)}, and does something again and again meanwhile. */
    void awaitConnections(int count, Runnable meanwhile) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (listener.connections() != count) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(listener.connections() + " connections are open, not " + count);
            }
            meanwhile.run();
        }
    }

    /** Waits until all that may block and has been begun is done, and does something behind it. */
    void afterStoreCalls(Runnable task) throws Exception {
        executor.submit(task).get(10, TimeUnit.SECONDS);
    }

    /** Begins to shut down, as a server does that has said when it will be gone. */
    CompletableFuture<Void> shutDown() {
        return listener.close();
    }

    @Override
    public void close() {
        shutDown();
        listener.closeNow();
        awaitConnections(0);
        executor.shutdown();
        runtime.release();
    }
}
