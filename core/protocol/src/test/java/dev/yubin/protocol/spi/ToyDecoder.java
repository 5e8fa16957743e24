package dev.yubin.protocol.spi;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;

/** Lines of {@link ToyProtocol}, and content behind CONTENT. */
final class ToyDecoder extends CommandDecoder {
    private final CrlfFramer lines;
    private int content;
    private boolean endDue;
    volatile int mostPending;

    ToyDecoder(int lineLength) {
        lines = new CrlfFramer(lineLength);
    }

    void expectContent(int size) {
        content = size;
        endDue = true;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object msg) throws Exception {
        super.channelRead(ctx, msg);
        mostPending = Math.max(mostPending, actualReadableBytes());
    }

    @Override
    protected Object next(ByteBuf in) {
        if (content > 0) {
            int now = Math.min(content, in.readableBytes());
            content -= now;
            return in.readRetainedSlice(now);
        }
        Frame frame = lines.next(in);
        if (frame == null) {
            return null;
        }
        if (endDue) {
            endDue = false;
            return new ToySession.Command("END", "");
        }
        if (frame instanceof Frame.Line line) {
            String[] words = line.text().split(" ", 2);
            return new ToySession.Command(words[0], words.length == 1 ? "" : words[1]);
        }
        return new ToySession.Command("?", ((Frame.Broken) frame).fault().name());
    }
}
