package dev.yubin.protocol.spi;

import dev.yubin.store.Lease;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.handler.codec.haproxy.HAProxySSLTLV;
import io.netty.util.NetUtil;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Waits for the header with which a trusted proxy begins (HAProxy's PROXY protocol, versions 1 and 2), then lets the
 * dialogue begin. Netty's decoder in front of it gives nothing else through before, and goes away behind the header.
 * Without a good header in time the connection is closed without a word: there is nobody to tell. Used, and so loaded,
 * by listeners that have proxies only. On the connection's event loop.
 */
final class ProxyGate extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyGate.class);

    /** How long a header may take; less if the idle limit is. The specification asks for 3 seconds at least. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** How much may stand behind the addresses in a header of version 2. */
    static final int MAX_TLV_OCTETS = 4096;

    private final Connection connection;
    private final Consumer<Route> begin;
    private ChannelHandlerContext ctx;
    private Lease timer = () -> {};
    private boolean done;

    private ProxyGate(Connection connection, Consumer<Route> begin) {
        this.connection = connection;
        this.begin = begin;
    }

    /**
     * Waits on a connection that is empty yet.
     *
     * @param begin puts the dialogue's handlers into the pipeline; is given the client's way, or null if the proxy
     *     speaks for itself or does not know
     */
    static void install(Connection connection, Consumer<Route> begin) {
        connection
                .channel()
                .pipeline()
                .addLast("proxy", new HAProxyMessageDecoder(MAX_TLV_OCTETS))
                .addLast("gate", new ProxyGate(connection, begin));
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
    }

    /** Kept back until the header is here: the lane greets then. */
    @Override
    public void channelActive(ChannelHandlerContext context) {
        Duration idle = connection.limits().idle();
        Duration patience = idle.compareTo(PATIENCE) < 0 ? idle : PATIENCE;
        timer = connection
                .services()
                .timers()
                .schedule(patience, () -> LoopTask.submit(ctx, () -> giveUp("no PROXY header within " + patience)));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (done || !(message instanceof HAProxyMessage header)) {
            ReferenceCountUtil.release(message);
            return;
        }
        Route route;
        try {
            route = routeOf(header);
        } finally {
            header.release();
        }
        timer.close();
        done = true;
        try {
            begin.accept(route);
        } catch (RuntimeException | Error failure) {
            LOG.error("The dialogue could not begin: {}", connection.transcript(), failure);
            ctx.close();
            return;
        }
        ctx.fireChannelActive();
        ctx.pipeline().remove(this);
    }

    /** The way the client came; null for health checks of the proxy's own, and for what is no TCP. */
    private static Route routeOf(HAProxyMessage header) {
        HAProxyProxiedProtocol protocol = header.proxiedProtocol();
        boolean isTcp = protocol == HAProxyProxiedProtocol.TCP4 || protocol == HAProxyProxiedProtocol.TCP6;
        if (!isTcp || header.command() == HAProxyCommand.LOCAL) {
            return null;
        }
        boolean encrypted =
                header.tlvs().stream().anyMatch(tlv -> tlv instanceof HAProxySSLTLV tls && tls.isPP2ClientSSL());
        return new Route(
                address(header.sourceAddress(), header.sourcePort()),
                address(header.destinationAddress(), header.destinationPort()),
                encrypted);
    }

    /** No name is looked up. The decoder lets IPv6 addresses with zones through, of which not all can be used. */
    private static InetSocketAddress address(String text, int port) {
        InetAddress address = NetUtil.createInetAddressFromIpAddressString(text);
        if (address == null) {
            throw new CorruptedFrameException("no IP address: " + text);
        }
        return new InetSocketAddress(address, port);
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            giveUp("closed before a PROXY header");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        giveUp("closed before a PROXY header");
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        giveUp(failure instanceof IOException ? "connection lost" : "no good PROXY header: " + failure.getMessage());
        ctx.close();
    }

    private void giveUp(String why) {
        if (!done) {
            done = true;
            timer.close();
            connection.transcript().note(why);
            LOG.debug("{}", connection.transcript());
            ctx.close();
        }
    }
}
