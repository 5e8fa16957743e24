package dev.yubin.bench.smtp;

import dev.yubin.bench.server.CannedListener;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The least that a server on Netty can do: finds the ends of lines and of mails, and answers fixed lines by the first
 * letter of a command. Runs on as many NIO event loops as Yubin does.
 */
final class CannedServer implements MailTaker {
    private final AtomicLong taken = new AtomicLong();
    private final CannedListener listener = new CannedListener(Handler::new);

    @Override
    public int port() {
        return listener.port();
    }

    @Override
    public long taken() {
        return taken.get();
    }

    @Override
    public void reset() {
        taken.set(0);
    }

    @Override
    public void close() {
        listener.close();
    }

    /** One connection. */
    private final class Handler extends ChannelInboundHandlerAdapter {
        private final CannedReplies replies = new CannedReplies();

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(CannedReplies.GREETING.duplicate());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf in = (ByteBuf) message;
            try {
                for (ByteBuf reply = replies.next(in); reply != null; reply = replies.next(in)) {
                    if (reply == CannedReplies.TAKEN) {
                        taken.incrementAndGet();
                    }
                    context.write(reply.duplicate());
                }
            } finally {
                in.release();
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
            if (replies.haveEnded()) {
                context.close();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            context.close();
        }
    }
}
