package dev.yubin.bench.smtp;

import java.nio.ByteBuffer;

/** Finds replies in what a server sends, which may have several lines each (RFC 5321 §4.2.1). */
final class ReplyScanner {
    private int column;
    private int code;
    private boolean lastLine;

    /** The code of the next reply that is complete, or -1 if there is none yet. Takes it from the buffer. */
    int next(ByteBuffer in) {
        while (in.hasRemaining()) {
            byte octet = in.get();
            if (octet == '\n') {
                int found = lastLine ? code : -1;
                column = 0;
                code = 0;
                if (found >= 0) {
                    return found;
                }
            } else {
                if (column < 3) {
                    code = code * 10 + octet - '0';
                } else if (column == 3) {
                    lastLine = octet != '-';
                }
                column++;
            }
        }
        return -1;
    }
}
