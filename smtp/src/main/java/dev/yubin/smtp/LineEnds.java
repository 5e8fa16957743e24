package dev.yubin.smtp;

import io.netty.buffer.ByteBuf;

/** Whether each CR and LF of what passes is part of a CRLF (RFC 5321 §2.3.8), however it is cut into buffers. */
final class LineEnds {
    private boolean afterCr;
    private boolean bare;

    /** Looks at the next octets, and leaves them where they are. */
    void look(ByteBuf octets) {
        int at = octets.readerIndex();
        int end = octets.writerIndex();
        while (at < end && !bare) {
            if (afterCr) {
                bare = octets.getByte(at) != '\n';
                afterCr = false;
                at++;
            } else {
                int lineEnd = LineEndSearch.find(octets, at, end);
                bare = lineEnd >= 0 && octets.getByte(lineEnd) == '\n';
                afterCr = lineEnd >= 0 && !bare;
                at = lineEnd < 0 ? end : lineEnd + 1;
            }
        }
    }

    /** Whether there was a CR or LF on its own, if what has passed is all there is. */
    boolean anyBare() {
        return bare || afterCr;
    }
}
