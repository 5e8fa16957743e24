package dev.yubin.bench.smtp;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

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

    private final ByteBuffer octets;

    /** A mail of that many octets, the end of the data not counted. */
    public SampleText(int size) {
        byte[] mail = new byte[size + 3];
        byte[] header = HEADER.getBytes(StandardCharsets.US_ASCII);
        byte[] line = LINE.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(header, 0, mail, 0, header.length);
        for (int at = header.length; at < size; at += line.length) {
            System.arraycopy(line, 0, mail, at, Math.min(line.length, size - at));
        }
        mail[size - 2] = '\r';
        mail[size - 1] = '\n';
        mail[size] = '.';
        mail[size + 1] = '\r';
        mail[size + 2] = '\n';
        if (mail[size - 3] == '\r') {
            mail[size - 3] = '-'; // A CR alone would be refused, and rightly so.
        }
        octets = Step.direct(mail);
    }

    ByteBuffer octets() {
        return octets;
    }
}
