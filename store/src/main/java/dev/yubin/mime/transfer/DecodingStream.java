package dev.yubin.mime.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;

/**
 * Decodes a stream block by block. The memory it takes does not depend on the input, no input is refused, and the only
 * exceptions are those of the source. Closing it closes the source.
 */
abstract class DecodingStream extends InputStream {
    private static final int BLOCK = 8192;

    /** What a decoder may write before it has read one octet of a block: what it held back of the blocks before. */
    static final int SLACK = 1024;

    /** Where decoders put what they decode, from {@link #filled} on. */
    final byte[] plain = new byte[BLOCK + SLACK];

    int filled;

    private final InputStream source;
    private final byte[] block = new byte[BLOCK];
    private int next;
    private int limit;
    private int taken;
    private boolean ended;

    DecodingStream(InputStream source) {
        this.source = source;
    }

    /**
     * Decodes octets into {@link #plain}, which has room for {@link #SLACK} octets more than there are between the two
     * positions; a decoder that needs more stops before.
     *
     * @return where it stopped
     */
    abstract int decode(byte[] encoded, int from, int to);

    /** The input has ended: writes what was held back. */
    abstract void finish();

    @Override
    public final int read() throws IOException {
        return fill() ? plain[taken++] & 0xFF : -1;
    }

    @Override
    public final int read(byte[] target, int offset, int length) throws IOException {
        Objects.checkFromIndexSize(offset, length, target.length);
        if (length == 0) {
            return 0;
        }
        if (!fill()) {
            return -1;
        }
        int count = Math.min(length, filled - taken);
        System.arraycopy(plain, taken, target, offset, count);
        taken += count;
        return count;
    }

    @Override
    public final int available() {
        return filled - taken;
    }

    @Override
    public final void close() throws IOException {
        source.close();
    }

    /** Makes sure that there is a decoded octet; false at the end. */
    private boolean fill() throws IOException {
        while (taken == filled) {
            if (next == limit) {
                if (ended) {
                    return false;
                }
                int count = source.read(block, 0, block.length);
                ended = count < 0;
                next = 0;
                limit = Math.max(0, count);
            }
            taken = 0;
            filled = 0;
            if (ended) {
                finish();
            } else {
                next = decode(block, next, limit);
            }
        }
        return true;
    }
}
