package dev.yubin.mime.transfer;

import java.io.InputStream;
import java.util.HexFormat;

/**
 * Quoted-printable (RFC 2045 §6.7). {@code =} with something else than two hexadecimal digits (of any case) or the end
 * of the line behind it stands for itself; at the very end it is dropped. Lines may end with LF alone.
 *
 * <p>White space at the end of a line is deleted (rule 3), also behind the {@code =} of a soft line break; of a run
 * longer than {@value #MAX_TAIL} octets, which no encoder writes, only the last of it is.
 */
public final class QuotedPrintableDecoder extends DecodingStream {
    private static final int MAX_TAIL = 1000;

    /** What the last octets were. All but the first mean that some octets wait to be taken back or to stay. */
    private enum State {
        TEXT,
        CR,
        EQUALS,
        EQUALS_DIGIT,
        EQUALS_BLANK,
        EQUALS_CR
    }

    private final byte[] held = new byte[MAX_TAIL + 1];
    private State state = State.TEXT;

    /**
     * How many octets at the end of what is decoded are not certain: white space that may end a line, an {@code =} and
     * what is behind it. They are written as they are, and taken back when it turns out what they mean.
     */
    private int tail;

    public QuotedPrintableDecoder(InputStream source) {
        super(source);
    }

    @Override
    int decode(byte[] encoded, int from, int to) {
        System.arraycopy(held, 0, plain, filled, tail);
        filled += tail;
        int i = from;
        while (i < to) {
            i = state == State.TEXT && tail == 0 ? certain(encoded, i, to) : i;
            if (i < to) {
                one(encoded[i++]);
            }
        }
        filled -= tail;
        System.arraycopy(plain, filled, held, 0, tail);
        return to;
    }

    @Override
    void finish() {
        boolean dropped =
                state == State.TEXT || state == State.EQUALS || state == State.EQUALS_BLANK || state == State.EQUALS_CR;
        if (!dropped) {
            System.arraycopy(held, 0, plain, filled, tail);
            filled += tail;
        }
        tail = 0;
    }

    /** What is certain at one look: octets that stand for themselves, escapes, line ends. Up to the first other. */
    private int certain(byte[] encoded, int from, int to) {
        byte[] out = plain;
        int end = filled;
        int i = from;
        // Nothing certain needs more than the two octets behind it.
        while (i < to - 2) {
            byte octet = encoded[i];
            if (isLiteral(octet) || octet == ' ' && isLiteral(encoded[i + 1])) {
                i++;
            } else if (octet == '=' && HexFormat.isHexDigit(encoded[i + 1]) && HexFormat.isHexDigit(encoded[i + 2])) {
                octet = (byte) (HexFormat.fromHexDigit(encoded[i + 1]) << 4 | HexFormat.fromHexDigit(encoded[i + 2]));
                i += 3;
            } else if (octet == '\r' && encoded[i + 1] == '\n') {
                out[end++] = octet;
                octet = '\n';
                i += 2;
            } else {
                break;
            }
            out[end++] = octet;
        }
        filled = end;
        return i;
    }

    private static boolean isLiteral(byte octet) {
        return octet > ' ' && octet != '=' || octet < 0;
    }

    private void one(byte octet) {
        switch (state) {
            case TEXT -> text(octet);
            case CR -> afterReturn(octet);
            case EQUALS -> afterEquals(octet);
            case EQUALS_DIGIT -> afterDigit(octet);
            case EQUALS_BLANK -> softBreak(octet);
            case EQUALS_CR -> afterSoftReturn(octet);
        }
    }

    private void text(byte octet) {
        if (octet == ' ' || octet == '\t') {
            wait(octet, State.TEXT);
        } else if (octet == '\r') {
            wait(octet, State.CR);
        } else if (octet == '=') {
            tail = 0;
            wait(octet, State.EQUALS);
        } else {
            if (octet == '\n') {
                takeBack();
            }
            tail = 0;
            plain[filled++] = octet;
        }
    }

    private void afterReturn(byte octet) {
        if (octet == '\n') {
            takeBack();
            plain[filled++] = '\r';
            plain[filled++] = '\n';
        } else {
            stay(octet);
        }
    }

    private void afterEquals(byte octet) {
        if (HexFormat.isHexDigit(octet)) {
            wait(octet, State.EQUALS_DIGIT);
        } else {
            softBreak(octet);
        }
    }

    private void afterDigit(byte octet) {
        if (!HexFormat.isHexDigit(octet)) {
            stay(octet);
            return;
        }
        int high = HexFormat.fromHexDigit(plain[filled - 1]);
        int low = HexFormat.fromHexDigit(octet);
        takeBack();
        plain[filled++] = (byte) (high << 4 | low);
    }

    /** Behind {@code =} and perhaps white space: the end of the line, or all of it is text. */
    private void softBreak(byte octet) {
        if (octet == ' ' || octet == '\t') {
            wait(octet, State.EQUALS_BLANK);
        } else if (octet == '\n') {
            takeBack();
        } else if (octet == '\r') {
            wait(octet, State.EQUALS_CR);
        } else {
            stay(octet);
        }
    }

    private void afterSoftReturn(byte octet) {
        if (octet == '\n') {
            takeBack();
        } else {
            stay(octet);
        }
    }

    private void wait(byte octet, State next) {
        plain[filled++] = octet;
        tail++;
        state = next;
        if (tail > MAX_TAIL && octet != '\r') {
            tail = 0;
            state = State.TEXT;
        }
    }

    private void takeBack() {
        filled -= tail;
        tail = 0;
        state = State.TEXT;
    }

    /** What waited is text, and the octet is looked at as if nothing had been before it. */
    private void stay(byte octet) {
        tail = 0;
        state = State.TEXT;
        text(octet);
    }
}
