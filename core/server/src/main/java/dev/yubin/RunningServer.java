package dev.yubin;

import dev.yubin.pop3.Maildrops;
import dev.yubin.protocol.OpenDirectory;
import dev.yubin.protocol.Timers;
import dev.yubin.protocol.Tls;
import dev.yubin.protocol.TlsOptions;
import dev.yubin.protocol.spi.Listener;
import dev.yubin.protocol.spi.Services;
import dev.yubin.protocol.spi.SharedRuntime;
import dev.yubin.store.AccountName;
import dev.yubin.store.MailStore;
import io.netty.channel.ChannelFuture;
import io.netty.channel.EventLoopGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What runs behind a {@link MailServer}: its parts, and the order in which they start and end. */
final class RunningServer {
    private static final Logger LOG = LoggerFactory.getLogger(RunningServer.class);

    private static final int STORE_THREADS = 32;
    private static final long CLOSE_SECONDS = 5;

    private final SharedRuntime runtime;
    private final Journal journal;
    /** What to forget at a reset, or null. */
    private final OpenDirectory claims;

    /** As the server started. */
    private final TlsOptions tlsOptions;

    private final Services services;
    private final boolean storeIsOurs;
    private final ExecutorService ownExecutor;
    private final HookExecutor hookExecutor = new HookExecutor();
    private final Maildrops maildrops = new Maildrops();
    private final List<Listener> listeners = new ArrayList<>();
    private List<Endpoint> endpoints = List.of();
    private volatile boolean closed;

    private RunningServer(ServerPlan plan) {
        // What can fail comes before what must be given back.
        Tls tls = Tls.of(plan.tls, plan.hostName);
        MailStore store = plan.openStore();
        DirectoryPlan.Opened directories = openDirectories(plan, store);
        this.runtime = SharedRuntime.acquire();
        this.journal = plan.newJournal();
        this.storeIsOurs = plan.storeIsOurs;
        this.ownExecutor = plan.storeExecutor == null ? newStoreExecutor() : null;
        Executor executor = ownExecutor == null ? plan.storeExecutor : ownExecutor;
        Timers timers = plan.clock == null ? runtime.timers() : plan.clock;
        this.claims = directories.claims();
        this.tlsOptions = plan.tls;
        this.services = Services.builder()
                .hostName(plan.hostName)
                .store(store)
                .directory(directories.directory())
                .authenticator(directories.authenticator())
                .tls(tls)
                .timers(timers)
                .storeExecutor(executor)
                .hookExecutor(plan.hookExecutor == null ? hookExecutor : plan.hookExecutor)
                .build();
    }

    private static DirectoryPlan.Opened openDirectories(ServerPlan plan, MailStore store) {
        try {
            return plan.directories.open(store, plan.hostName);
        } catch (RuntimeException | Error e) {
            if (plan.storeIsOurs) {
                closeStore(store);
            }
            throw e;
        }
    }

    static RunningServer start(ServerPlan plan) {
        RunningServer server = new RunningServer(plan);
        try {
            server.listen(plan);
            return server;
        } catch (RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    /** Threads that exist only while they have something to do. */
    private static ExecutorService newStoreExecutor() {
        ThreadPoolExecutor executor = new ThreadPoolExecutor(
                STORE_THREADS,
                STORE_THREADS,
                10,
                TimeUnit.SECONDS,
                // Bounded by the connections: each has one command at a time.
                new LinkedBlockingQueue<>(),
                new DefaultThreadFactory("yubin-store", true));
        executor.allowCoreThreadTimeOut(true);
        return executor;
    }

    private void listen(ServerPlan plan) {
        EventLoopGroup loops = plan.eventLoops == null ? runtime.loops() : plan.eventLoops;
        ListenerPlan.Parts parts = new ListenerPlan.Parts(plan.hostName, plan.limits, journal, maildrops);
        List<ChannelFuture> bindings = new ArrayList<>();
        for (ListenerPlan wanted : plan.listeners) {
            Listener listener = new Listener(wanted.speaker().protocol(parts), services, journal::opened);
            listeners.add(listener);
            bindings.add(listener.bind(loops, address(plan, wanted)));
        }
        // All are under way before the first is waited for.
        List<Endpoint> bound = new ArrayList<>();
        for (int i = 0; i < bindings.size(); i++) {
            ListenerPlan wanted = plan.listeners.get(i);
            ChannelFuture binding = bindings.get(i).awaitUninterruptibly();
            if (!binding.isSuccess()) {
                throw cannotListen(wanted.name(), address(plan, wanted), binding.cause());
            }
            bound.add(new Endpoint(wanted.name(), listeners.get(i).address()));
        }
        endpoints = List.copyOf(bound);
    }

    private static InetSocketAddress address(ServerPlan plan, ListenerPlan wanted) {
        return new InetSocketAddress(plan.bind, wanted.port());
    }

    private static UncheckedIOException cannotListen(String name, InetSocketAddress address, Throwable cause) {
        BindException failure;
        if (cause instanceof BindException already) {
            failure = already;
        } else {
            failure = new BindException(cause.getMessage());
            failure.initCause(cause);
        }
        return new UncheckedIOException(
                "Cannot listen for " + name + " on " + Endpoint.authority(address) + ": " + failure.getMessage(),
                failure);
    }

    List<Endpoint> endpoints() {
        return endpoints;
    }

    Journal journal() {
        return journal;
    }

    Services services() {
        return services;
    }

    int connections() {
        return listeners.stream().mapToInt(Listener::connections).sum();
    }

    boolean isClosed() {
        return closed;
    }

    void reset() throws IOException {
        List<AccountName> names;
        try (Stream<AccountName> all = services.store().accounts()) {
            names = all.toList();
        }
        for (AccountName name : names) {
            services.store().remove(name);
        }
        if (claims != null) {
            claims.reset();
        }
        services.failedLogins().reset();
        maildrops.reset();
        journal.clear();
        // Last, because files are read again, which may fail.
        if (services.tls().options() != tlsOptions) {
            services.tls().use(tlsOptions);
        }
    }

    synchronized void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            closeListeners();
            if (ownExecutor != null) {
                endExecutor();
            }
            hookExecutor.close();
            journal.close();
            if (storeIsOurs) {
                closeStore(services.store());
            }
        } finally {
            runtime.release();
        }
    }

    private void closeListeners() {
        CompletableFuture<?> all =
                CompletableFuture.allOf(listeners.stream().map(Listener::close).toArray(CompletableFuture<?>[]::new));
        if (!ends(all)) {
            listeners.forEach(Listener::closeNow);
            if (!ends(all)) {
                LOG.warn("A command did not end; its connection was closed without it");
            }
        }
    }

    private static boolean ends(CompletableFuture<?> all) {
        try {
            all.get(CLOSE_SECONDS, TimeUnit.SECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException("Closing cannot fail", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private void endExecutor() {
        ownExecutor.shutdown();
        try {
            if (!ownExecutor.awaitTermination(CLOSE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("A call to the store did not end");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void closeStore(MailStore store) {
        try {
            store.close();
        } catch (IOException | RuntimeException e) {
            LOG.error("The store could not be closed", e);
        }
    }
}
