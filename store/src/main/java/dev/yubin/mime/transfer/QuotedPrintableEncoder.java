package dev.yubin.mime.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/**
 * Writes quoted-printable (RFC 2045 §6.7) for text whose lines end with CRLF: these stay line ends, a CR or LF alone is
 * encoded. No line is longer than 76 characters. A line that is a single dot and one that begins with {@code From } are
 * written in another way, since SMTP and mbox files have their own use for them.
 */
public final class QuotedPrintableEncoder {
    /** RFC 2045 §6.7 rule 5: 76 with the {@code =} of the soft line break. */
    private static final int MAX_COLUMN = 75;

    private static final int NONE = -1;
    private static final String FROM = "From";
    private static final byte[] HEX = {'0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'A', 'B', 'C', 'D', 'E', 'F'};

    private final OutputStream out;
    private final byte[] encoded = new byte[8192];
    private int filled;
    private int column;

    /** How many characters of "From" the line begins with, as long as it is nothing else. */
    private int from;

    /** A blank, a CR, or a dot at the begin of a line: how it is written depends on what follows. */
    private int held = NONE;

    public QuotedPrintableEncoder(OutputStream out) {
        this.out = out;
    }

    public void encode(InputStream plain) throws IOException {
        byte[] block = new byte[8192];
        for (int n = plain.read(block); n >= 0; n = plain.read(block)) {
            for (int i = 0; i < n; i++) {
                octet(block[i] & 0xFF);
            }
        }
        if (held != NONE) {
            escaped(held);
        }
        out.write(encoded, 0, filled);
        filled = 0;
    }

    private void octet(int octet) throws IOException {
        if (held != NONE) {
            int before = held;
            held = NONE;
            if (before == '\r' && octet == '\n') {
                put('\r');
                put('\n');
                column = 0;
                from = 0;
                return;
            }
            if (before == '\r' || octet == '\r') {
                escaped(before);
            } else {
                literal(before);
            }
        }
        if (octet == '\r' || octet == ' ' || octet == '\t' || octet == '.' && column % MAX_COLUMN == 0) {
            held = octet;
        } else if (octet > ' ' && octet < 0x7F && octet != '=') {
            literal(octet);
        } else {
            escaped(octet);
        }
    }

    private void literal(int octet) throws IOException {
        if (octet == ' ' && from == FROM.length() && column == from) {
            escaped(octet);
            return;
        }
        makeRoom(1);
        if (from == column && from < FROM.length() && octet == FROM.charAt(from)) {
            from++;
        }
        put(octet);
        column++;
    }

    private void escaped(int octet) throws IOException {
        makeRoom(3);
        put('=');
        put(HEX[octet >> 4]);
        put(HEX[octet & 15]);
        column += 3;
    }

    private void makeRoom(int size) throws IOException {
        if (column + size > MAX_COLUMN) {
            put('=');
            put('\r');
            put('\n');
            column = 0;
            from = 0;
        }
    }

    private void put(int octet) throws IOException {
        if (filled == encoded.length) {
            out.write(encoded, 0, filled);
            filled = 0;
        }
        encoded[filled++] = (byte) octet;
    }
}
