package dev.yubin.protocol.spi;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Closes a connection so that the peer can read the last reply. A socket closed with unread input resets the connection,
 * and a reset takes with it what the peer has not read yet; so our half is closed first, and the rest when the peer has
 * closed its half or has had time to. On the connection's event loop.
 */
final class Ending {
    private static final Logger LOG = LoggerFactory.getLogger(Ending.class);

    /** How long the peer may take to close after it was told that we do. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private Ending() {}

    /** Closes after what was written. */
    static void closeGracefully(ChannelHandlerContext ctx) {
        if (!(ctx.channel() instanceof DuplexChannel duplex) || duplex.isInputShutdown()) {
            closeAfterWrites(ctx);
            return;
        }
        lastWrite(ctx).addListener(written -> linger(duplex, ctx.pipeline().firstContext()));
    }

    /** Closes after what was written, beneath the handlers behind this one. */
    static void lingerBeneath(ChannelHandlerContext ctx) {
        if (ctx.channel() instanceof DuplexChannel duplex && !duplex.isInputShutdown()) {
            ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> linger(duplex, ctx));
        } else {
            ctx.close();
        }
    }

    private static void linger(DuplexChannel channel, ChannelHandlerContext beneath) {
        // Real time: how long a peer needs to close has nothing to do with the clock of a test.
        ScheduledFuture<?> linger =
                channel.eventLoop().schedule(() -> beneath.close(), LINGER.toMillis(), TimeUnit.MILLISECONDS);
        channel.closeFuture().addListener(closed -> linger.cancel(false));
        channel.shutdownOutput();
    }

    /** What was written, and under TLS the alert that says that no more will come (RFC 8446 §6.1). */
    private static ChannelFuture lastWrite(ChannelHandlerContext ctx) {
        SslHandler tls = ctx.pipeline().get(SslHandler.class);
        if (tls == null) {
            return ctx.writeAndFlush(Unpooled.EMPTY_BUFFER);
        }
        ctx.flush();
        return tls.closeOutbound();
    }

    /** Closes after what was written, when the peer has closed its half. */
    static void closeAfterWrites(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** Closes a connection in whose pipeline something was thrown. */
    static void afterFailure(Throwable failure, Connection connection) {
        if (failure instanceof IOException
                || failure instanceof DecoderException && failure.getCause() instanceof SSLException) {
            connection.transcript().note("connection lost"); // The peer went away; nothing of ours is wrong.
        } else {
            LOG.error("Unexpected failure: {}", connection.transcript(), failure);
        }
        connection.channel().close();
    }

    /** Lets a session go, here or where it may block. */
    static void letGo(Connection connection, Session<?> session, boolean blocks) {
        if (blocks) {
            try {
                connection.services().storeExecutor().execute(() -> letGo(connection, session));
                return;
            } catch (RuntimeException | Error e) {
                // The server closes, or the executor is full, or a thread cannot be had: a lock must not stay taken for
                // that.
                LOG.debug("The store executor takes no more work", e);
            }
        }
        letGo(connection, session);
    }

    /** Lets a session go here. */
    static void letGo(Connection connection, Session<?> session) {
        try {
            session.closed();
        } catch (Throwable e) { // Whatever it is: stores in other languages throw what they do not declare.
            LOG.error("Could not clean up: {}", connection.transcript(), e);
        } finally {
            connection.ended().complete(null);
        }
    }
}
