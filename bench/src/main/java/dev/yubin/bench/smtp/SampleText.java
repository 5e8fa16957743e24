package dev.yubin.bench.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A mail as it is sent behind DATA, {@code CRLF.CRLF} included: a header as mail has it, and lines of text. */
public final class SampleText {
    private static final String HEADER = """
            Date: Mon, 23 Nov 2026 09:30:00 +0900
            From: Shop <sender@example.org>
            To: Bob <bob@example.com>
            Subject: Your order of today
            Message-ID: <4711.2026@shop.example.org>
            MIME-Version: 1.0
            Content-Type: text/plain; charset=utf-8

            """.replace("\n", "\r\n");
    private static final String LINE =
            "The quick brown fox jumps over the lazy dog, and the dog reads its mail again\r\n";

    private static final byte[] HEADER_OCTETS = HEADER.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] LINE_OCTETS = LINE.getBytes(StandardCharsets.US_ASCII);
    private static final byte[] END = {'.', '\r', '\n'};

    private final ByteBuffer octets;

    /** A mail of that many octets, the end of the data not counted. */
    public SampleText(int size) {
        byte[] mail = Arrays.copyOf(part(size, 0, size), size + END.length);
        System.arraycopy(END, 0, mail, size, END.length);
        octets = Step.direct(mail);
    }

    /** A part of the mail of that many octets, for whoever has no room for all of it. */
    public static byte[] part(int size, int from, int length) {
        byte[] part = new byte[length];
        for (int i = 0; i < length; i++) {
            part[i] = octet(size, from + i);
        }
        return part;
    }

    private static byte octet(int size, int at) {
        if (at == size - 1) {
            return '\n';
        }
        if (at == size - 2) {
            return '\r';
        }
        int inText = at - HEADER_OCTETS.length;
        byte octet = inText < 0 ? HEADER_OCTETS[at] : LINE_OCTETS[inText % LINE_OCTETS.length];
        return at == size - 3 && octet == '\r' ? (byte) '-' : octet; // A CR alone would be refused, and rightly so.
    }

    ByteBuffer octets() {
        return octets;
    }
}
