package dev.yubin.bench.smtp;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;

/** Reads commands and mails, and says which fixed line answers them. Holds nothing of what it reads. */
final class CannedReplies {
    static final ByteBuf GREETING = canned("220 canned\r\n");
    static final ByteBuf TAKEN = canned("250 2.0.0 Taken\r\n");
    private static final ByteBuf HELLO = canned("250-canned\r\n250 PIPELINING\r\n");
    private static final ByteBuf OK = canned("250 2.1.0 Fine\r\n");
    private static final ByteBuf GO_ON = canned("354 Go on\r\n");
    private static final ByteBuf BYE = canned("221 2.0.0 Bye\r\n");

    /** How the octets before this one end, as far as it matters. */
    private enum Seen {
        COMMAND_START,
        COMMAND,
        LINE_START,
        TEXT,
        DOT,
        DOT_CR
    }

    private Seen seen = Seen.COMMAND_START;
    private byte verb;
    private boolean ended;

    private static ByteBuf canned(String line) {
        byte[] octets = line.getBytes(StandardCharsets.US_ASCII);
        return Unpooled.unreleasableBuffer(
                Unpooled.directBuffer(octets.length).writeBytes(octets).asReadOnly());
    }

    /** Whether the client has said QUIT. */
    boolean haveEnded() {
        return ended;
    }

    /** The next reply, or null if all has been read. Takes what it answers from the buffer. */
    ByteBuf next(ByteBuf in) {
        while (in.isReadable()) {
            switch (seen) {
                case COMMAND_START -> {
                    verb = in.readByte();
                    seen = Seen.COMMAND;
                }
                case COMMAND -> {
                    if (pastLineFeed(in)) {
                        return answer();
                    }
                }
                case LINE_START -> seen = in.getByte(in.readerIndex()) == '.' ? skip(in, Seen.DOT) : Seen.TEXT;
                case TEXT -> seen = pastLineFeed(in) ? Seen.LINE_START : Seen.TEXT;
                case DOT -> seen = in.getByte(in.readerIndex()) == '\r' ? skip(in, Seen.DOT_CR) : Seen.TEXT;
                case DOT_CR -> {
                    if (in.getByte(in.readerIndex()) == '\n') {
                        seen = skip(in, Seen.COMMAND_START);
                        return TAKEN;
                    }
                    seen = Seen.TEXT;
                }
            }
        }
        return null;
    }

    private static Seen skip(ByteBuf in, Seen then) {
        in.skipBytes(1);
        return then;
    }

    private static boolean pastLineFeed(ByteBuf in) {
        int at = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
        in.readerIndex(at < 0 ? in.writerIndex() : at + 1);
        return at >= 0;
    }

    private ByteBuf answer() {
        seen = verb == 'D' ? Seen.LINE_START : Seen.COMMAND_START;
        ended |= verb == 'Q';
        return switch (verb) {
            case 'E' -> HELLO;
            case 'D' -> GO_ON;
            case 'Q' -> BYE;
            default -> OK;
        };
    }
}
