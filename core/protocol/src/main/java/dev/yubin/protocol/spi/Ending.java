package dev.yubin.protocol.spi;

import dev.yubin.protocol.Timers;
import dev.yubin.store.Lease;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import java.time.Duration;

/**
 * Closes a connection so that the peer can read the last reply. A socket closed with unread input resets the connection,
 * and a reset takes with it what the peer has not read yet; so our half is closed first, and the rest when the peer has
 * closed its half or has had time to. On the connection's event loop.
 */
final class Ending {
    /** How long the peer may take to close after it was told that we do. */
    private static final Duration LINGER = Duration.ofSeconds(1);

    private Ending() {}

    /** Closes after what was written. */
    static void closeGracefully(ChannelHandlerContext ctx, Timers timers, CommandLane<?> lane) {
        if (!(ctx.channel() instanceof DuplexChannel duplex) || duplex.isInputShutdown()) {
            closeAfterWrites(ctx);
            return;
        }
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(written -> {
            duplex.shutdownOutput();
            Lease linger = timers.schedule(LINGER, () -> lane.onLoop(duplex::close));
            duplex.closeFuture().addListener(closed -> linger.close());
        });
    }

    /** Closes after what was written, when the peer has closed its half. */
    static void closeAfterWrites(ChannelHandlerContext ctx) {
        ctx.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }
}
