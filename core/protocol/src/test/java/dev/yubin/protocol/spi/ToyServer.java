package dev.yubin.protocol.spi;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Networks;
import dev.yubin.protocol.Transcript;
import dev.yubin.protocol.VirtualClock;
import dev.yubin.store.MailStore;
import dev.yubin.store.memory.MemoryMailStore;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** {@link ToyProtocol} on a free port: one event loop, two store threads, a clock that stands still. */
final class ToyServer implements AutoCloseable {
    static final Duration IDLE = Duration.ofMinutes(5);
    static final Limits LIMITS = Limits.withIdle(IDLE);

    final VirtualClock clock = new VirtualClock(Instant.EPOCH);
    final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final BlockingQueue<Runnable> queue = new LinkedBlockingQueue<>();
    final ExecutorService executor = new ThreadPoolExecutor(2, 2, 0, TimeUnit.SECONDS, queue);
    final Queue<Transcript> transcripts = new ConcurrentLinkedQueue<>();
    final ToyProtocol protocol;
    final Services services;
    final Listener listener;

    ToyServer() throws InterruptedException {
        this(LIMITS, new MemoryMailStore(), null);
    }

    ToyServer(Limits limits, MailStore store, Executor instead) throws InterruptedException {
        this(limits, Networks.none(), false, store, instead);
    }

    /** With proxies. */
    ToyServer(Limits limits, Networks proxies) throws InterruptedException {
        this(limits, proxies, false, new MemoryMailStore(), null);
    }

    private ToyServer(Limits limits, Networks proxies, boolean tls, MailStore store, Executor instead)
            throws InterruptedException {
        protocol = new ToyProtocol(limits, proxies, tls);
        services = ToyServices.of(store, clock, instead == null ? executor : instead);
        listener = new Listener(protocol, services, transcripts::add);
        listener.bind(loops, new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .sync();
    }

    /** One whose connections begin with TLS. */
    static ToyServer overTls(Limits limits, Networks proxies) throws InterruptedException {
        return new ToyServer(limits, proxies, true, new MemoryMailStore(), null);
    }

    /** A new client that has been greeted. */
    ToyClient client() throws IOException {
        ToyClient client = new ToyClient(listener.address());
        String greeting = client.line();
        if (!"hello".equals(greeting)) {
            throw new AssertionError("Greeted with " + greeting);
        }
        return client;
    }

    /** The session of the oldest client not asked for yet. */
    ToySession session() throws InterruptedException {
        ToySession session = protocol.sessions.poll(20, TimeUnit.SECONDS);
        if (session == null) {
            throw new AssertionError("No session");
        }
        return session;
    }

    /** Waits until all that the event loop had to do is done. */
    void settle() throws Exception {
        loops.submit(() -> {}).get(20, TimeUnit.SECONDS);
    }

    /** Waits until something is true. */
    static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError("Waited too long");
            }
            Thread.onSpinWait();
        }
    }

    /** How much work waits for a store thread. */
    int queued() {
        return queue.size();
    }

    @Override
    public void close() {
        listener.closeNow();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(5, TimeUnit.SECONDS);
        executor.shutdownNow();
    }
}
