package dev.yubin.clients;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;

/** Mails that clients are to send, each hard in its own way. All end in CRLF and have CRLF line ends. */
enum Letter {
    PLAIN("Hello.\r\n\r\nBye.\r\n"),
    NO_BODY(""),
    LEADING_DOTS(".\r\n..\r\n...three\r\n\r\n.\r\n.end.\r\n.\r\n"),
    EIGHT_BIT("こんにちは、世界。\r\nGrüße, ÿþ\r\n", StandardCharsets.UTF_8),
    LATIN_1("Grüße, ÿþ\r\n", StandardCharsets.ISO_8859_1),
    LONG_LINES(".".repeat(998) + "\r\n" + "x".repeat(998) + "\r\n"),
    /** Longer lines than RFC 5322 §2.1.1 and RFC 5321 §4.5.3.1.6 have, as many programs make them. */
    TOO_LONG_LINES("y".repeat(70_000) + "\r\n." + "z".repeat(9_000) + "\r\n"),
    MEGABYTES(randomText(4 * 1024 * 1024));

    private final byte[] octets;

    Letter(String body) {
        this(body, StandardCharsets.US_ASCII);
    }

    Letter(String body, Charset charset) {
        // With all the fields that clients add where they are missing.
        String text = "From: Alice <alice@example.org>\r\nTo: bob@example.com\r\nSubject: " + name()
                + "\r\nDate: Mon, 23 Nov 2026 12:00:00 +0000\r\nMessage-ID: <" + name() + "@example.org>\r\n\r\n"
                + body;
        octets = text.getBytes(charset);
    }

    byte[] octets() {
        return octets;
    }

    /** All but some. */
    static Letter[] allBut(Letter... some) {
        return EnumSet.complementOf(EnumSet.copyOf(List.of(some))).toArray(new Letter[0]);
    }

    /** Whether it has an octet above 127. */
    boolean isEightBit() {
        return this == EIGHT_BIT || this == LATIN_1;
    }

    /** The mail as a file with CRLF line ends. */
    Path file(Path directory) throws IOException {
        return Files.write(directory.resolve(name() + ".eml"), octets);
    }

    /** The mail as a file that has all of what goes behind DATA, for clients that let it through as it is. */
    Path stuffedFile(Path directory) throws IOException {
        String text = new String(octets, StandardCharsets.ISO_8859_1).replace("\r\n.", "\r\n..") + ".";
        return Files.write(directory.resolve(name() + ".data"), text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /** The mail as a file on Unix looks. */
    byte[] withLineFeeds() {
        // One char for each octet, and back.
        return new String(octets, StandardCharsets.ISO_8859_1)
                .replace("\r\n", "\n")
                .getBytes(StandardCharsets.ISO_8859_1);
    }

    private static String randomText(int octets) {
        Random random = new Random(2821);
        StringBuilder text = new StringBuilder(octets);
        while (text.length() < octets) {
            int length = random.nextInt(80);
            for (int i = 0; i < length; i++) {
                text.append(random.nextInt(4) == 0 ? '.' : (char) (' ' + random.nextInt(95)));
            }
            text.append("\r\n");
        }
        return text.toString();
    }
}
