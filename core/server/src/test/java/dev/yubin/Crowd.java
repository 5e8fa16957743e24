package dev.yubin;

import io.netty.bootstrap.Bootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Many clients on one thread that connect, hear what they are told, and never say anything. */
final class Crowd implements AutoCloseable {
    /** How many connect at a time: fewer than may wait for a listener to accept them. */
    private static final int AT_A_TIME = 100;

    private final EventLoopGroup loop = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final AtomicInteger begun = new AtomicInteger();
    /** The head of a record and its first octet (RFC 8446 §5.1). */
    private static final byte[] BEGINNING_OF_HANDSHAKE = {22, 3, 1, 2, 0, 1};

    private final AtomicInteger greeted = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private final CompletableFuture<Void> allGreeted = new CompletableFuture<>();
    private final List<Endpoint> endpoints;
    private final int size;
    private final Bootstrap bootstrap = new Bootstrap().group(loop).channel(NioSocketChannel.class);

    private Crowd(List<Endpoint> endpoints, int size) {
        this.endpoints = endpoints;
        this.size = size;
    }

    /** So many clients, in turn at each of the endpoints, once all are greeted, or, over TLS, have begun a handshake. */
    static Crowd gather(List<Endpoint> endpoints, int size) throws Exception {
        Crowd crowd = new Crowd(endpoints, size);
        try {
            for (int i = 0; i < AT_A_TIME; i++) {
                crowd.connectNext();
            }
            crowd.await(crowd.allGreeted);
            return crowd;
        } catch (Exception | Error e) {
            crowd.close();
            throw e;
        }
    }

    private void connectNext() {
        int number = begun.getAndIncrement();
        if (number < size) {
            Endpoint endpoint = endpoints.get(number % endpoints.size());
            Bootstrap client = bootstrap.clone().handler(new ChannelInitializer<SocketChannel>() {
                @Override
                protected void initChannel(SocketChannel channel) {
                    channel.pipeline().addLast(new Listening(endpoint.protocol().endsWith("s")));
                }
            });
            client.connect(endpoint.address()).addListener(connected -> {
                if (!connected.isSuccess()) {
                    fail(connected.cause());
                }
            });
        }
    }

    private void fail(Throwable why) {
        allGreeted.completeExceptionally(why);
    }

    /** How many connections the server has closed. */
    int ended() {
        return ended.get();
    }

    private void await(CompletableFuture<Void> event) throws Exception {
        try {
            event.get(60, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError(
                    "Of " + size + " clients " + greeted + " were greeted, and " + ended + " have ended", e);
        }
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 20, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private final class Listening extends SimpleChannelInboundHandler<ByteBuf> {
        private final boolean tls;
        private boolean heard;

        Listening(boolean tls) {
            this.tls = tls;
        }

        /** Over TLS it is not greeted: it begins a handshake and does not go on. */
        @Override
        public void channelActive(ChannelHandlerContext ctx) {
            if (tls) {
                ctx.writeAndFlush(Unpooled.copiedBuffer(BEGINNING_OF_HANDSHAKE)).addListener(written -> arrived());
            }
        }

        @Override
        protected void channelRead0(ChannelHandlerContext ctx, ByteBuf octets) {
            // The greeting: the next one's turn.
            if (!heard && !tls) {
                arrived();
            }
            heard = true;
        }

        private void arrived() {
            connectNext();
            if (greeted.incrementAndGet() == size) {
                allGreeted.complete(null);
            }
        }

        @Override
        public void channelInactive(ChannelHandlerContext ctx) {
            ended.incrementAndGet();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
            fail(cause);
        }
    }
}
