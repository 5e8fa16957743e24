package dev.yubin.pop3;

import dev.yubin.protocol.Authenticator;
import dev.yubin.protocol.OpenDirectory;
import dev.yubin.protocol.Timers;
import dev.yubin.protocol.spi.Listener;
import dev.yubin.protocol.spi.Services;
import dev.yubin.protocol.spi.SharedRuntime;
import dev.yubin.store.AccountName;
import dev.yubin.store.MailStore;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.MessageContent;
import dev.yubin.store.NewMessage;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;

/** A POP3 listener on a free port of the loopback address, over one store, with one thread for what may block. */
final class Pop3TestServer implements AutoCloseable {
    private final SharedRuntime runtime = SharedRuntime.acquire();
    private final ExecutorService executor = Executors.newSingleThreadExecutor();
    private final MailStore store;
    private final Listener listener;

    /** Everybody may log in. */
    Pop3TestServer() {
        this(new MemoryMailStore());
    }

    Pop3TestServer(MailStore store) {
        this(store, new OpenDirectory(store, List.of(), "mx.example.com"), null);
    }

    /** A server whose clock is the given one, or the system's if that is null. */
    Pop3TestServer(MailStore store, Authenticator authenticator, Timers clock) {
        this(store, authenticator, clock, Pop3Options.defaults());
    }

    /** Everybody may log in. */
    Pop3TestServer(Timers clock, Pop3Options options) {
        this(new MemoryMailStore(), null, clock, options);
    }

    Pop3TestServer(Authenticator authenticator, Pop3Options options) {
        this(new MemoryMailStore(), authenticator, null, options);
    }

    private Pop3TestServer(MailStore store, Authenticator authenticator, Timers clock, Pop3Options options) {
        this.store = store;
        Timers timers = clock == null ? runtime.timers() : clock;
        OpenDirectory directory = new OpenDirectory(store, List.of(), "mx.example.com");
        Services services = Services.builder()
                .hostName("pop.example")
                .store(store)
                .directory(directory)
                .authenticator(authenticator == null ? directory : authenticator)
                .timers(timers)
                .storeExecutor(executor)
                .build();
        Pop3Protocol protocol = new Pop3Protocol("pop.example", options, new MaildropLocks());
        listener = new Listener(protocol, services, transcript -> {});
        listener.bind(runtime.loops(), new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .syncUninterruptibly();
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
