package dev.yubin.pop3;

import dev.yubin.protocol.Transcript;
import dev.yubin.protocol.spi.Cursor;
import dev.yubin.protocol.spi.Output;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.embedded.EmbeddedChannel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;

/** Takes what a cursor writes, as the lane does. */
final class CursorOutput implements AutoCloseable {
    private final EmbeddedChannel channel = new EmbeddedChannel(new ChannelDuplexHandler());
    private final Output output;
    private final Method drain;
    private boolean more;

    CursorOutput(ByteBufAllocator allocator) throws ReflectiveOperationException {
        // Only the lane makes these.
        Constructor<Output> maker = Output.class.getDeclaredConstructor(ByteBufAllocator.class, Transcript.class);
        maker.setAccessible(true);
        output = maker.newInstance(allocator, new Transcript("test"));
        drain = Output.class.getDeclaredMethod("drainTo", ChannelHandlerContext.class);
        drain.setAccessible(true);
    }

    /** All that a cursor writes, step by step. */
    byte[] all(Cursor cursor) throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        do {
            octets.writeBytes(step(cursor));
        } while (more);
        return octets.toByteArray();
    }

    /** Looks at a message's header before its first step, as RETR and TOP do. */
    boolean hasUtf8Header(ContentCursor cursor) throws IOException {
        cursor.begin(output);
        return cursor.hasUtf8Header();
    }

    /** What a cursor writes in one step. */
    byte[] step(Cursor cursor) throws IOException {
        more = cursor.step(output);
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        drain(octets);
        return octets.toByteArray();
    }

    /** Whether another step is to follow. */
    boolean hasMore() {
        return more;
    }

    /** Takes what was written so far. */
    void drain(ByteArrayOutputStream octets) throws IOException {
        try {
            drain.invoke(output, channel.pipeline().firstContext());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        }
        channel.flush();
        for (ByteBuf piece = channel.readOutbound(); piece != null; piece = channel.readOutbound()) {
            piece.readBytes(octets, piece.readableBytes());
            piece.release();
        }
    }

    @Override
    public void close() {
        channel.finishAndReleaseAll();
    }
}
