package dev.yubin.pop3;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** What a message's header is written in. */
final class HeaderText {
    private HeaderText() {}

    /**
     * Whether a line of a header is UTF-8 that is not ASCII (RFC 6532). Octets that are neither are rubbish from before
     * there was UTF-8, not internationalized mail. The header is all in front of the empty line, as it is for TOP; where
     * there is none, text that does not begin like a field is no header.
     *
     * @param beginning the beginning of a message; what of its header is not in there is not looked at, nor is a line of
     *     which the end is not in there
     */
    static boolean isUtf8(ByteBuf beginning) {
        int from = beginning.readerIndex();
        int end = end(beginning);
        boolean isAscii = beginning.forEachByte(from, end - from, octet -> octet >= 0) < 0;
        return !isAscii && hasUtf8Line(beginning, from, end) && (hasEnd(beginning) || beginsWithField(beginning));
    }

    /** Whether there is an empty line. */
    static boolean hasEnd(ByteBuf beginning) {
        int end = end(beginning);
        return isEmpty(beginning, end, nextLineFeed(beginning, end));
    }

    /** Where the empty line is; if there is none, behind the last line. */
    private static int end(ByteBuf beginning) {
        int line = beginning.readerIndex();
        int lineFeed = nextLineFeed(beginning, line);
        while (lineFeed >= 0 && !isEmpty(beginning, line, lineFeed)) {
            line = lineFeed + 1;
            lineFeed = nextLineFeed(beginning, line);
        }
        return line;
    }

    private static boolean hasUtf8Line(ByteBuf octets, int from, int end) {
        int line = from;
        while (line < end) {
            int next = nextLineFeed(octets, line) + 1;
            if (isUtf8(octets, line, next - line)) {
                return true;
            }
            line = next;
        }
        return false;
    }

    private static int nextLineFeed(ByteBuf octets, int from) {
        return octets.indexOf(from, octets.writerIndex(), (byte) '\n');
    }

    private static boolean isEmpty(ByteBuf octets, int line, int lineFeed) {
        return lineFeed == line || lineFeed == line + 1 && octets.getByte(line) == '\r';
    }

    private static boolean isUtf8(ByteBuf octets, int from, int length) {
        boolean ascii = octets.forEachByte(from, length, octet -> octet >= 0) < 0;
        return !ascii && ByteBufUtil.isText(octets, from, length, StandardCharsets.UTF_8);
    }

    /** A name without white space, and a colon. */
    private static boolean beginsWithField(ByteBuf octets) {
        int end = octets.forEachByte(octet -> octet != ' ' && octet != '\r' && octet != ':');
        return end > octets.readerIndex() && octets.getByte(end) == ':';
    }
}
