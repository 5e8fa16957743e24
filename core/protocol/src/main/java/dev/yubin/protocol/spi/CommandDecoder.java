package dev.yubin.protocol.spi;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.util.List;

/**
 * Turns octets into command objects, one at a time: it decodes the next one only when the {@link CommandLane} can take
 * it. So a command is always read in the state, with the limits and rights, that the command before it left behind, and
 * what a mode such as DATA changes needs no special case. What arrives meanwhile waits in a buffer of at most
 * {@value #MAX_PENDING} octets and one read; above that the connection is not read.
 */
public abstract class CommandDecoder extends ByteToMessageDecoder {
    /** How many octets may wait before the connection is no longer read. */
    public static final int MAX_PENDING = 64 * 1024;

    private LaneHandler<?> lane;
    private Intake intake;
    private LaneLimits limits;
    private ChannelHandlerContext context;
    /** Whether the client has begun to say something, and it looks like mail. */
    private boolean begun;

    /** For subclasses. */
    protected CommandDecoder() {}

    /**
     * Takes the next thing out of the buffer.
     *
     * @return a command, a {@link ByteBuf} of message content, or null if the buffer holds nothing complete. Octets may
     *     be taken from the buffer in any case.
     */
    protected abstract Object next(ByteBuf in);

    /**
     * Asked behind each piece of message content: the command that stands for the end of the content, if that was the
     * last piece and no octet of its own tells so; else null.
     */
    protected Object endOfContent() {
        return null;
    }

    void feeds(LaneHandler<?> target, Intake reading, LaneLimits counting) {
        lane = target;
        intake = reading;
        limits = counting;
    }

    /** Decodes on, after the lane was busy. On the event loop. */
    void resume() {
        if (actualReadableBytes() > 0) {
            try {
                super.channelRead(context, Unpooled.EMPTY_BUFFER);
            } catch (Exception e) {
                context.pipeline().fireExceptionCaught(e);
            }
        }
        measure();
    }

    /** Throws away what was received and not decoded. On the event loop. */
    void forget() {
        ByteBuf waiting = internalBuffer();
        waiting.skipBytes(waiting.readableBytes());
        measure();
    }

    /** A lane that takes commands is read on however much is here: it is the beginning of a command, and bounded. */
    private void measure() {
        int limit = intake.isFull() ? MAX_PENDING / 2 : MAX_PENDING;
        intake.full(!lane.isAccepting() && actualReadableBytes() > limit);
    }

    @Override
    protected final void decode(ChannelHandlerContext ctx, ByteBuf in, List<Object> out) {
        if (!begun && lane.isAccepting()) {
            begin(in);
        }
        if (lane.isDiscarding()) {
            in.skipBytes(in.readableBytes());
        } else if (begun && lane.isAccepting()) {
            Object next = next(in);
            if (next instanceof ByteBuf || next != null && limits.admitCommand()) {
                out.add(next);
            }
            // Now, because nobody asks for a command that takes no octets.
            Object end = next instanceof ByteBuf ? endOfContent() : null;
            if (end != null) {
                out.add(end);
            }
        }
    }

    private void begin(ByteBuf in) {
        FirstOctets first = FirstOctets.of(in);
        begun = first == FirstOctets.MAIL;
        if (first == FirstOctets.TLS || first == FirstOctets.HTTP) {
            limits.onNotMail(first);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
        super.channelRead(ctx, msg);
        measure();
    }

    /** Not as the super class does it: it reads on if it decoded nothing, even though the lane has stopped reading. */
    @Override
    public void channelReadComplete(ChannelHandlerContext ctx) {
        discardSomeReadBytes();
        ctx.fireChannelReadComplete();
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext ctx) {
        context = null;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        context = ctx;
    }

    /** What was received before the peer closed its half waits here like anything else; it is not thrown away. */
    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) throws Exception {
        if (event instanceof ChannelInputShutdownEvent) {
            ctx.fireUserEventTriggered(event);
        } else {
            super.userEventTriggered(ctx, event);
        }
    }
}
