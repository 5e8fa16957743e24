package dev.yubin.bench.pop3;

import dev.yubin.bench.server.CannedListener;
import dev.yubin.bench.smtp.SampleText;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The least that a server on Netty can do: finds the ends of lines, and answers by the first letters of a command what
 * it has got ready. All mails are one; which one is asked for it does not see, and nothing is ever deleted.
 */
final class CannedMaildrop implements MaildropServer {
    private static final ByteBuf OK = canned("+OK\r\n".getBytes(StandardCharsets.US_ASCII));

    private final CannedListener listener = new CannedListener(Handler::new);
    private volatile ByteBuf listing = OK;
    private volatile ByteBuf mail = OK;

    private static ByteBuf canned(byte[]... pieces) {
        int length = Arrays.stream(pieces).mapToInt(piece -> piece.length).sum();
        ByteBuffer octets = ByteBuffer.allocateDirect(length);
        for (byte[] piece : pieces) {
            octets.put(piece);
        }
        return Unpooled.unreleasableBuffer(Unpooled.wrappedBuffer(octets.flip()).asReadOnly());
    }

    @Override
    public int port() {
        return listener.port();
    }

    @Override
    public void fill(int mails, int size) {
        StringBuilder lines = new StringBuilder("+OK\r\n");
        for (int i = 1; i <= mails; i++) {
            lines.append(i).append(" 1234567890.").append(i).append("\r\n");
        }
        listing = canned(lines.append(".\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        mail = canned(
                ("+OK " + size + " octets\r\n").getBytes(StandardCharsets.US_ASCII),
                SampleText.part(size, 0, size),
                ".\r\n".getBytes(StandardCharsets.US_ASCII));
    }

    @Override
    public long mails() {
        return 0;
    }

    @Override
    public void close() {
        listener.close();
    }

    /** One connection. */
    private final class Handler extends ChannelInboundHandlerAdapter {
        /** How many octets of the line there were, and the first two of them. */
        private int column;

        private int verb;
        private boolean ended;

        @Override
        public void channelActive(ChannelHandlerContext context) {
            context.writeAndFlush(OK.duplicate());
        }

        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ByteBuf in = (ByteBuf) message;
            try {
                while (in.isReadable()) {
                    byte octet = in.readByte();
                    if (octet == '\n') {
                        context.write(reply().duplicate());
                        column = 0;
                        verb = 0;
                    } else if (column++ < 2) {
                        verb = verb << 8 | octet;
                    }
                }
            } finally {
                in.release();
            }
        }

        private ByteBuf reply() {
            ended |= verb == ('Q' << 8 | 'U');
            return switch (verb) {
                case 'U' << 8 | 'I' -> listing;
                case 'R' << 8 | 'E' -> mail;
                default -> OK;
            };
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
            if (ended) {
                context.close();
            }
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
            context.close();
        }
    }
}
