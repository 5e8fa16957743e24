package dev.yubin.protocol.spi;

import dev.yubin.protocol.Transcript;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.SingleThreadEventLoop;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A port on which a protocol is spoken, and the connections made to it. Thread-safe. */
public final class Listener {
    private static final Logger LOG = LoggerFactory.getLogger(Listener.class);

    private final Protocol protocol;
    private final Services services;
    private final Consumer<Transcript> transcripts;
    /** The open connections, each with what completes when it is no longer among them. */
    private final Map<Connection, CompletableFuture<Void>> connections = new ConcurrentHashMap<>();

    private final Admission admission;
    private final AtomicLong accepted = new AtomicLong();
    private Channel channel;
    private volatile boolean closing;

    /**
     * A listener that is not bound yet.
     *
     * @param transcripts is given each new connection's transcript
     */
    public Listener(Protocol protocol, Services services, Consumer<Transcript> transcripts) {
        if (protocol.startsWithTls() && services.tls() == null) {
            throw new IllegalArgumentException("The services have no TLS for " + protocol.name());
        }
        this.protocol = protocol;
        this.services = services;
        this.transcripts = transcripts;
        this.admission = new Admission(protocol.limits());
    }

    /** Begins to listen; call once. The future fails if the address cannot be had. */
    public ChannelFuture bind(EventLoopGroup loops, InetSocketAddress address) {
        ChannelFuture bound = new ServerBootstrap()
                .group(loops)
                .channel(NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, 1024)
                // Small replies must not wait for the peer's delayed ACK.
                .childOption(ChannelOption.TCP_NODELAY, true)
                // A peer may close its half and still wait for replies.
                .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
                .childHandler(new ChannelInitializer<SocketChannel>() {
                    @Override
                    protected void initChannel(SocketChannel accept) {
                        open(accept);
                    }
                })
                .bind(address);
        channel = bound.channel();
        return bound;
    }

    /** The protocol's name. */
    public String name() {
        return protocol.name();
    }

    /** Where it listens, once bound. */
    public InetSocketAddress address() {
        return (InetSocketAddress) channel.localAddress();
    }

    /** How many connections are open. */
    public int connections() {
        return connections.size();
    }

    Admission admission() {
        return admission;
    }

    /** Accepts no more, and says good-bye on each connection after the command that is running there. */
    public CompletableFuture<Void> close() {
        closing = true;
        CompletableFuture<Void> portFree = new CompletableFuture<>();
        if (channel.eventLoop().isShuttingDown()) {
            // No loop is left that would close the port, or tell when it has: nothing to wait for.
            LOG.warn("The event loops of the {} listener were shut down before their server was closed", name());
            portFree.complete(null);
        } else {
            channel.close().addListener(closed -> afterNextSelect(() -> portFree.complete(null)));
        }
        return portFree.thenCompose(free -> {
            connections.keySet().forEach(Connection::goodbye);
            return CompletableFuture.allOf(connections.values().toArray(CompletableFuture<?>[]::new));
        });
    }

    /**
     * Runs on the port's event loop after it has selected once more. Until then the JDK keeps the socket of a closed
     * channel open, and nobody else can have the port.
     */
    private void afterNextSelect(Runnable task) {
        EventLoop loop = channel.eventLoop();
        if (loop instanceof SingleThreadEventLoop iterating) {
            iterating.executeAfterEventLoopIteration(() -> loop.execute(task));
        } else {
            task.run();
        }
    }

    /** Closes what is still open, without a word. */
    public void closeNow() {
        connections.keySet().forEach(Connection::cut);
    }

    private void open(SocketChannel accept) {
        InetSocketAddress peer = accept.remoteAddress();
        if (peer == null) {
            // Gone already.
            accept.close();
            return;
        }
        Admission.Place place = admission.arrive();
        if (place.verdict() == Admission.Verdict.TURNED_AWAY) {
            accept.close();
            return;
        }
        String number = protocol.name() + " #" + accepted.incrementAndGet();
        Connection connection = new Connection(accept, services, protocol.limits(), transcript(number, peer));
        connections.put(connection, connection.ended().thenRun(() -> {
            connections.remove(connection);
            place.leave();
        }));
        accept.closeFuture().addListener(closed -> connection.closedBeforeItBegan());
        if (closing) {
            // Came while the port was being closed. Looked at only now, so that close() or we see the other.
            accept.close();
        } else if (isProxy(peer) && place.verdict() == Admission.Verdict.ADMITTED) {
            ProxyGate.install(connection, route -> {
                if (route != null) {
                    connection.cameBy(route, transcript(number, route.client()));
                }
                admit(connection, place);
            });
        } else {
            admit(connection, place);
        }
    }

    private boolean isProxy(InetSocketAddress peer) {
        return protocol.proxies().contains(peer.getAddress());
    }

    private static Transcript transcript(String number, InetSocketAddress client) {
        return new Transcript(number + " from " + client.getHostString() + ":" + client.getPort());
    }

    /** The client is known: it may speak, is told that it may not, or is closed. */
    private void admit(Connection connection, Admission.Place place) {
        Admission.Verdict verdict = place.from(connection.remoteAddress().getAddress());
        if (verdict == Admission.Verdict.TURNED_AWAY) {
            connection.channel().close();
            return;
        }
        if (verdict == Admission.Verdict.REFUSED) {
            connection.refuse(Farewell.TOO_MANY_CONNECTIONS);
        }
        transcripts.accept(connection.transcript());
        if (protocol.startsWithTls()) {
            TlsGate.atTheEndOf(connection.channel().pipeline(), connection, () -> protocol.open(connection));
        } else {
            protocol.open(connection);
        }
    }
}
