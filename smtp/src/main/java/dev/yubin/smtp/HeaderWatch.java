package dev.yubin.smtp;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/**
 * Looks at a message's header while it comes in: which fields are there, and how often it was passed on. Looks at
 * nothing behind the header.
 */
final class HeaderWatch {
    private static final int LONGEST_NAME = "message-id".length();

    private final byte[] name = new byte[LONGEST_NAME];
    /** How much of a line's beginning is known; -1 behind the name, where nothing matters but the end of the line. */
    private int length;

    /** Whether the name has ended, but for its colon. */
    private boolean spaced;

    private boolean over;
    private long octets;
    private int hops;
    private boolean dated;
    private boolean identified;

    /** Looks at the next octets, and leaves them where they are. */
    void look(ByteBuf text) {
        int start = text.readerIndex();
        int at = start;
        int end = text.writerIndex();
        while (at < end && !over) {
            if (length >= 0) {
                name(text.getByte(at++));
            } else {
                int lineFeed = text.indexOf(at, end, (byte) '\n');
                at = lineFeed < 0 ? end : lineFeed + 1;
                length = lineFeed < 0 ? -1 : 0;
            }
        }
        octets += at - start;
    }

    private void name(byte octet) {
        switch (octet) {
            case '\n' -> {
                over = length == 0;
                length = 0;
                spaced = false;
            }
            case '\r' -> {}
            case ':' -> {
                field(new String(name, 0, length, StandardCharsets.US_ASCII));
                skipRest();
            }
            case ' ', '\t' -> {
                // A folded line, or space in front of the colon.
                length = length == 0 ? -1 : length;
                spaced = length > 0;
            }
            default -> {
                if (length == LONGEST_NAME || spaced) {
                    skipRest();
                } else {
                    name[length++] = (byte) (octet >= 'A' && octet <= 'Z' ? octet + 'a' - 'A' : octet);
                }
            }
        }
    }

    /** Nothing more of this line matters. */
    private void skipRest() {
        length = -1;
        spaced = false;
    }

    private void field(String field) {
        switch (field) {
            case "received" -> hops++;
            case "date" -> dated = true;
            case "message-id" -> identified = true;
            default -> {} // Any other field.
        }
    }

    /** Whether the empty line behind the header has come. */
    boolean isOver() {
        return over;
    }

    /** How many octets the header has, with the empty line if that has come. */
    long octets() {
        return octets;
    }

    /** How many servers have passed the message on: it has a Received field for each (RFC 5321 §6.3). */
    int hops() {
        return hops;
    }

    /** Whether there is a Date field. */
    boolean isDated() {
        return dated;
    }

    /** Whether there is a Message-ID field. */
    boolean isIdentified() {
        return identified;
    }
}
