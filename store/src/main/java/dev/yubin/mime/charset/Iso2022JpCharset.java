package dev.yubin.mime.charset;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;

/**
 * ISO-2022-JP (RFC 1468) as mail has it. The JDK's decoder of that name knows no characters of NEC and IBM, its Windows
 * one writes other punctuation than was encoded, neither knows JIS X 0212 (RFC 2237), and both turn a text to rubbish
 * that forgot to go back to ASCII at the end of a line. This one reads what all of them do, and Korean and simplified
 * Chinese characters (RFC 1554). Encoding is left to the JDK's.
 */
final class Iso2022JpCharset extends Charset {
    static final String NAME = "ISO-2022-JP";

    private static final int ESCAPE = 0x1B;
    private static final int SHIFT_OUT = 0x0E;
    private static final int SHIFT_IN = 0x0F;

    private final Charset jdk;

    /** The charset, which encodes as the given one, or not at all for null. */
    Iso2022JpCharset(Charset jdk) {
        super(NAME, null);
        this.jdk = jdk;
    }

    @Override
    public boolean contains(Charset other) {
        return jdk == null ? other.equals(StandardCharsets.US_ASCII) : jdk.contains(other);
    }

    @Override
    public boolean canEncode() {
        return jdk != null;
    }

    @Override
    public CharsetDecoder newDecoder() {
        return new Decoder(this);
    }

    @Override
    public CharsetEncoder newEncoder() {
        if (jdk == null) {
            throw new UnsupportedOperationException("This JDK does not encode " + NAME);
        }
        return jdk.newEncoder();
    }

    private static final class Decoder extends CharsetDecoder {
        private JisSet set = JisSet.ASCII;
        private boolean shifted;

        Decoder(Charset charset) {
            super(charset, 0.5f, 1f);
        }

        @Override
        protected void implReset() {
            set = JisSet.ASCII;
            shifted = false;
        }

        @Override
        protected CoderResult decodeLoop(ByteBuffer in, CharBuffer out) {
            while (in.hasRemaining()) {
                int octet = in.get(in.position());
                CoderResult stop = octet == ESCAPE ? escape(in) : character(octet, in, out);
                if (stop != null) {
                    return stop;
                }
            }
            return CoderResult.UNDERFLOW;
        }

        /** Takes one character; null, or why it cannot and has taken nothing. */
        private CoderResult character(int octet, ByteBuffer in, CharBuffer out) {
            if (octet == SHIFT_OUT || octet == SHIFT_IN) {
                shifted = octet == SHIFT_OUT;
                in.get();
                return null;
            }
            if (octet < 0) {
                return CoderResult.malformedForLength(1);
            }
            if (!out.hasRemaining()) {
                return CoderResult.OVERFLOW;
            }
            if (octet == '\r' || octet == '\n') {
                // RFC 1468: a line ends in ASCII, whether it says so or not.
                implReset();
            }
            if (octet <= ' ' || octet == 0x7F) {
                out.put((char) octet);
                in.get();
                return null;
            }
            JisSet current = shifted ? JisSet.KATAKANA : set;
            return current.isDouble() ? two(octet, current, in, out) : one(octet, current, in, out);
        }

        private static CoderResult one(int octet, JisSet set, ByteBuffer in, CharBuffer out) {
            char c = set.character(octet);
            if (c == JisSet.NONE) {
                return CoderResult.unmappableForLength(1);
            }
            in.get();
            out.put(c);
            return null;
        }

        private static CoderResult two(int first, JisSet set, ByteBuffer in, CharBuffer out) {
            if (in.remaining() < 2) {
                return CoderResult.UNDERFLOW;
            }
            int second = in.get(in.position() + 1);
            if (second <= ' ' || second == 0x7F) {
                return CoderResult.malformedForLength(1);
            }
            char c = set.character(first, second);
            if (c == JisSet.NONE) {
                return CoderResult.unmappableForLength(2);
            }
            in.position(in.position() + 2);
            out.put(c);
            return null;
        }

        /** {@code ESC ( x} for sets of one octet, {@code ESC $ x} or {@code ESC $ ( x} for those of two. */
        private CoderResult escape(ByteBuffer in) {
            int at = in.position() + 1;
            int end = in.limit();
            boolean twoOctets = at < end && in.get(at) == '$';
            if (at < end && !twoOctets && in.get(at) != '(') {
                return CoderResult.malformedForLength(1);
            }
            at++;
            if (twoOctets && at < end && in.get(at) == '(') {
                at++;
            }
            if (at >= end) {
                return CoderResult.UNDERFLOW;
            }
            JisSet next = JisSet.announced(twoOctets, in.get(at));
            if (next == null) {
                return CoderResult.malformedForLength(1);
            }
            set = next;
            in.position(at + 1);
            return null;
        }
    }
}
