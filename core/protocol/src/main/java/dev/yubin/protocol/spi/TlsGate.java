package dev.yubin.protocol.spi;

import dev.yubin.protocol.Tls;
import dev.yubin.store.Lease;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where a connection becomes encrypted: waits for the client's first octets, which must be a TLS record, puts Netty's
 * handler in front, and lets the dialogue go on when the handshake is over. Until the client has said something it costs
 * no TLS engine. A handshake that fails or takes too long closes the connection. On the connection's event loop; the
 * handshake's arithmetic, and making keys for the first one, is done on the store executor.
 */
final class TlsGate extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(TlsGate.class);

    /** The type of the record that a handshake begins with (RFC 8446 §5.1). */
    private static final int HANDSHAKE = 22;

    /** Who waits longer than this waits for something. */
    private static final Duration PATIENCE = Duration.ofSeconds(1);

    private final Connection connection;
    private final Tls tls;
    private final Runnable secured;
    private final Queue<Object> early = new ArrayDeque<>();
    private ChannelHandlerContext ctx;
    private Lease timer = () -> {};
    /** When the gate began to wait, on the server's clock. */
    private long since;

    private boolean begun;
    /** Whether the handlers behind the gate wait to hear that the connection is active. */
    private boolean activeHeld;

    private boolean done;

    private TlsGate(Connection connection, Runnable secured) {
        this.connection = connection;
        this.tls = connection.services().tls();
        this.secured = secured;
    }

    /** In front of a connection on which nothing was said yet. What is behind it is active only when the gate is open. */
    static void atTheEndOf(ChannelPipeline pipeline, Connection connection, Runnable secured) {
        pipeline.addLast("gate of tls", new TlsGate(connection, secured));
    }

    /** In front of a dialogue that waits for this. */
    static void inFrontOf(ChannelPipeline pipeline, Connection connection, Runnable secured) {
        TlsGate gate = new TlsGate(connection, secured);
        pipeline.addFirst("gate of tls", gate);
        gate.startTimer();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
    }

    /** Kept back until the handshake is over: the lane greets then. */
    @Override
    public void channelActive(ChannelHandlerContext context) {
        activeHeld = true;
        startTimer();
    }

    private void startTimer() {
        Duration limit = connection.limits().handshake();
        since = connection.services().timers().nanoTime();
        timer = connection.services().timers().schedule(limit, () -> LoopTask.submit(ctx, () -> tooLate(limit)));
    }

    private void tooLate(Duration limit) {
        giveUp("no TLS handshake within " + limit, begun ? null : adviceOnSilence());
        // Told already or not: Netty's handler may be the one that waits.
        connection.cut();
    }

    /** A client that begins in plain text waits for the greeting, and has no reason to say anything. */
    private String adviceOnSilence() {
        return activeHeld
                ? "it said nothing at all: if it waits for a greeting, it wants a port that begins without TLS"
                : "it was told to begin, and said nothing at all";
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (done) {
            ((ByteBuf) message).release();
            return;
        }
        early.add(message);
        if (!begun && ((ByteBuf) message).isReadable()) {
            begun = true;
            begin((ByteBuf) message);
        }
    }

    private void begin(ByteBuf first) {
        if (first.getByte(first.readerIndex()) != HANDSHAKE) {
            giveUp(
                    "plain text in place of a TLS handshake",
                    activeHeld
                            ? "it wants a port that begins without TLS, or must begin with TLS itself"
                            : "it was told to begin, and went on as before");
        } else if (tls.isReady()) {
            shakeHands(tls.serverContext());
        } else {
            // Keys are made for the first connection. No more is read meanwhile than is on its way through the
            // pipeline.
            ctx.channel().config().setAutoRead(false);
            prepare();
        }
    }

    private void prepare() {
        try {
            connection.services().storeExecutor().execute(() -> {
                try {
                    SslContext context = tls.serverContext();
                    LoopTask.submit(ctx, () -> prepared(context));
                } catch (RuntimeException | Error e) {
                    LOG.error("There can be no TLS", e);
                    LoopTask.submit(ctx, () -> giveUp("no TLS: " + e.getMessage(), null));
                }
            });
        } catch (RejectedExecutionException e) {
            giveUp("no TLS: the executor takes no more work", null);
        }
    }

    private void prepared(SslContext context) {
        if (!done) {
            shakeHands(context);
            ctx.channel().config().setAutoRead(true);
        }
    }

    private void shakeHands(SslContext context) {
        SslHandler handler = new SslHandler(
                context.newEngine(ctx.alloc()), connection.services().storeExecutor());
        // Time is measured here, on the server's clock.
        handler.setHandshakeTimeoutMillis(0);
        RecordGuard guard = new RecordGuard(connection);
        ctx.pipeline().addBefore(ctx.name(), "records", guard).addBefore(ctx.name(), "tls", handler);
        ChannelHandlerContext front = ctx.pipeline().context(guard);
        for (Object octets = early.poll(); octets != null; octets = early.poll()) {
            guard.channelRead(front, octets);
        }
        front.fireChannelReadComplete();
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent handshake) {
            if (handshake.isSuccess()) {
                open();
            } else {
                failed(handshake.cause());
            }
        } else if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
            closedEarly();
        } else {
            context.fireUserEventTriggered(event);
        }
    }

    private void open() {
        if (done) {
            return;
        }
        connection.secured(ctx.pipeline().get(SslHandler.class).engine().getSession());
        done = true;
        timer.close();
        ctx.pipeline().get(RecordGuard.class).handshakeOver();
        connection.tls().ifPresent(facts -> connection.transcript().note(facts.toString()));
        try {
            secured.run();
        } catch (RuntimeException | Error failure) {
            LOG.error("The dialogue could not go on: {}", connection.transcript(), failure);
            connection.cut();
            return;
        }
        if (activeHeld) {
            ctx.fireChannelActive();
        }
        ctx.pipeline().remove(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        closedEarly();
        timer.close();
        context.fireChannelInactive();
    }

    private void closedEarly() {
        long waited = connection.services().timers().nanoTime() - since;
        // Scanners and health checks are gone sooner.
        boolean gaveUpWaiting = !begun && waited > PATIENCE.toNanos();
        giveUp("closed before the TLS handshake was over", gaveUpWaiting ? adviceOnSilence() : null);
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        failed(failure);
    }

    /** What is wrong with TLS Netty's handler tells the client by an alert, behind which it closes the connection. */
    private void failed(Throwable cause) {
        HandshakeFailure failure = HandshakeFailure.of(cause, ctx.pipeline().get(RecordGuard.class));
        if (failure.isBug() && !done) {
            LOG.error("A TLS handshake failed unexpectedly: {}", connection.transcript(), cause);
        }
        String why = "TLS handshake failed: " + failure.what();
        if (cause instanceof SSLException || cause instanceof DecoderException) {
            tell(why, failure.advice());
        } else {
            giveUp(why, failure.advice());
        }
    }

    private void giveUp(String why, String advice) {
        if (!done) {
            tell(why, advice);
            timer.close();
            connection.cut();
        }
        for (Object octets = early.poll(); octets != null; octets = early.poll()) {
            ((ByteBuf) octets).release();
        }
    }

    /**
     * Tells why there will be no TLS, once.
     *
     * @param advice what to do about it, which somebody should hear of; null if there is nothing
     */
    private void tell(String why, String advice) {
        if (done) {
            return;
        }
        done = true;
        String told = advice == null ? why : why + "; " + advice;
        connection.transcript().note(told);
        if (advice == null) {
            LOG.debug("{}", connection.transcript());
        } else {
            LOG.info(
                    "{}, port {}: {}",
                    connection.transcript().session(),
                    connection.localAddress().getPort(),
                    told);
        }
    }
}
