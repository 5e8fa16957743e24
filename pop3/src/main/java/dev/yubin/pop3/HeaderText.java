package dev.yubin.pop3;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;

/** What a message's header is written in. */
final class HeaderText {
    private HeaderText() {}

    /**
     * Whether a header holds UTF-8 that is not ASCII (RFC 6532). Octets that are neither are rubbish from before there was
     * UTF-8, not internationalized mail.
     *
     * @param beginning the beginning of a message; what of its header is not in there is not looked at
     */
    static boolean isUtf8(ByteBuf beginning) {
        int from = beginning.readerIndex();
        int length = endOfHeader(beginning) - from;
        boolean ascii = beginning.forEachByte(from, length, octet -> octet >= 0) < 0;
        return !ascii && ByteBufUtil.isText(beginning, from, length, StandardCharsets.UTF_8);
    }

    /** Behind the last line that is part of a header field (RFC 5322 §2.2); a line that is not whole is none. */
    private static int endOfHeader(ByteBuf octets) {
        int line = octets.readerIndex();
        int lineFeed = octets.indexOf(line, octets.writerIndex(), (byte) '\n');
        while (lineFeed >= 0 && isOfField(octets, line, lineFeed)) {
            line = lineFeed + 1;
            lineFeed = octets.indexOf(line, octets.writerIndex(), (byte) '\n');
        }
        return line;
    }

    /** Whether a line begins with white space or with a name and a colon. */
    private static boolean isOfField(ByteBuf octets, int line, int lineFeed) {
        byte first = octets.getByte(line);
        int colon = octets.forEachByte(line, lineFeed - line, octet -> octet > ' ' && octet != ':');
        return first == ' ' || first == '\t' || colon > line && octets.getByte(colon) == ':';
    }
}
