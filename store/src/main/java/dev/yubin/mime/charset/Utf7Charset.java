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

    private static final char UNPAIRED = '\uFFFD';

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

        /** The first half of a surrogate pair, which is no text without the second, or 0. */
        private char high;

        Decoder(Charset charset) {
            super(charset, 0.5f, 1f);
        }

        @Override
        protected void implReset() {
            shifted = false;
            fresh = false;
            count = 0;
            high = 0;
        }

        @Override
        protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
            for (; in.hasRemaining(); in.get()) {
                int octet = in.get(in.position());
                if (octet < 0) {
                    implReset();
                    return CoderResult.malformedForLength(1);
                }
                if (out.remaining() < (high == 0 ? 1 : 2)) {
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

        @Override
        protected CoderResult implFlush(CharBuffer out) {
            if (high != 0 && !out.hasRemaining()) {
                return CoderResult.OVERFLOW;
            }
            endPair(out);
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
                    utf16((char) (bits >> count), out);
                }
                return;
            }
            endPair(out);
            // RFC 2152: "+-" is a plus sign; a hyphen that ends the base64 is not text, any other octet is.
            if (octet != '-' || fresh) {
                out.put(octet == '-' ? '+' : (char) octet);
            }
            implReset();
        }

        private void utf16(char c, CharBuffer out) {
            if (high != 0 && Character.isLowSurrogate(c)) {
                out.put(high).put(c);
                high = 0;
                return;
            }
            endPair(out);
            if (Character.isHighSurrogate(c)) {
                high = c;
            } else {
                out.put(Character.isLowSurrogate(c) ? UNPAIRED : c);
            }
        }

        private void endPair(CharBuffer out) {
            if (high != 0) {
                out.put(UNPAIRED);
            }
            high = 0;
        }
    }
}
