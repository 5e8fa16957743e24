package dev.yubin.mime.charset;

import dev.yubin.mime.transfer.Base64Decoder;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;

/** UTF-7 (RFC 2152), which the JDK does not have and old mail is written in. For decoding only. */
final class Utf7Charset extends Charset {
    static final Utf7Charset INSTANCE = new Utf7Charset();

    private Utf7Charset() {
        super("UTF-7", new String[] {"UNICODE-1-1-UTF-7"});
    }

    @Override
    public boolean contains(Charset other) {
        return true;
    }

    @Override
    public boolean canEncode() {
        return false;
    }

    @Override
    public CharsetEncoder newEncoder() {
        throw new UnsupportedOperationException("UTF-7 is for decoding only");
    }

    @Override
    public CharsetDecoder newDecoder() {
        return new Decoder(this);
    }

    private static final class Decoder extends CharsetDecoder {
        private boolean shifted;

        /** Just behind the {@code +}. */
        private boolean fresh;

        private int bits;
        private int count;

        Decoder(Charset charset) {
            super(charset, 0.5f, 1f);
        }

        @Override
        protected void implReset() {
            shifted = false;
            fresh = false;
            count = 0;
        }

        @Override
        protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
            for (; in.hasRemaining(); in.get()) {
                int octet = in.get(in.position());
                if (octet < 0) {
                    implReset();
                    return CoderResult.malformedForLength(1);
                }
                if (!out.hasRemaining()) {
                    return CoderResult.OVERFLOW;
                }
                if (shifted) {
                    unshift(octet, out);
                } else if (octet == '+') {
                    shifted = true;
                    fresh = true;
                } else {
                    out.put((char) octet);
                }
            }
            return CoderResult.UNDERFLOW;
        }

        private void unshift(int octet, CharBuffer out) {
            int value = Base64Decoder.value(octet);
            if (value >= 0) {
                fresh = false;
                bits = bits << 6 | value;
                count += 6;
                if (count >= 16) {
                    count -= 16;
                    out.put((char) (bits >> count));
                }
                return;
            }
            // RFC 2152: "+-" is a plus sign; a hyphen that ends the base64 is not text, any other octet is.
            if (octet != '-' || fresh) {
                out.put(octet == '-' ? '+' : (char) octet);
            }
            implReset();
        }
    }
}
