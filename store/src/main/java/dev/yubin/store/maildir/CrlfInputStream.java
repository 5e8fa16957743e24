package dev.yubin.store.maildir;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/** A file of another program, with every line end as CRLF: those that are a bare LF there get their CR. */
final class CrlfInputStream extends InputStream {
    private static final int BUFFER = 8 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[BUFFER];
    private int at;
    private int end;
    private int last = -1;
    /** A CR was given out for the LF that comes next. */
    private boolean lineFeedDue;

    CrlfInputStream(InputStream in) {
        this.in = in;
    }

    @Override
    public int read() throws IOException {
        if (lineFeedDue) {
            lineFeedDue = false;
            last = '\n';
            return last;
        }
        if (at == end) {
            at = 0;
            end = Math.max(0, in.read(buffer));
            if (end == 0) {
                return -1;
            }
        }
        int octet = buffer[at++] & 0xff;
        if (octet == '\n' && last != '\r') {
            lineFeedDue = true;
            last = '\r';
            return last;
        }
        last = octet;
        return octet;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        int n = 0;
        // Never waits for more than there is: it reads files.
        while (n < length) {
            int octet = read();
            if (octet < 0) {
                break;
            }
            target[offset + n++] = (byte) octet;
        }
        return n == 0 && length > 0 ? -1 : n;
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
