package dev.yubin.store;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A stream that ends after so many octets of another. */
final class FirstOctets extends FilterInputStream {
    private long left;

    FirstOctets(InputStream in, long octets) {
        super(in);
        this.left = octets;
    }

    @Override
    public int read() throws IOException {
        int octet = left > 0 ? in.read() : -1;
        if (octet >= 0) {
            left--;
        }
        return octet;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (left == 0 && length > 0) {
            return -1;
        }
        int n = in.read(into, offset, (int) Math.min(length, left));
        if (n > 0) {
            left -= n;
        }
        return n;
    }

    @Override
    public long skip(long octets) throws IOException {
        long n = in.skip(Math.min(octets, left));
        left -= n;
        return n;
    }

    @Override
    public int available() throws IOException {
        return (int) Math.min(in.available(), left);
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    @Override
    public void mark(int limit) {
        // It would have to remember what is left, too.
    }

    @Override
    public void reset() throws IOException {
        throw new IOException("No mark can be set in a range of a content");
    }
}
