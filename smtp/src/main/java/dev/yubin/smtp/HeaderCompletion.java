package dev.yubin.smtp;

import dev.yubin.mime.MailDate;
import dev.yubin.mime.MessageId;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;

/**
 * Adds the Date and Message-ID that a new message lacks (RFC 6409 §8.2, §8.3). They go in front of what the client sent,
 * so the header is held back until it is known what it has.
 */
final class HeaderCompletion {
    /** A header that is longer is left as it is. */
    static final int MAX_HEADER = 64 * 1024;

    private final HeaderWatch header;
    private final Instant now;
    private final String hostName;
    private final ByteBuf held = Unpooled.buffer(1024);

    HeaderCompletion(HeaderWatch header, Instant now, String hostName) {
        this.header = header;
        this.now = now;
        this.hostName = hostName;
    }

    /** Takes octets and their ownership; the watch has looked at them. */
    void hold(ByteBuf octets) {
        held.writeBytes(octets);
        octets.release();
    }

    /** Whether nothing more need be held back. */
    boolean isOver() {
        return header.isOver() || isTooLong();
    }

    /** The fields that are missing. */
    byte[] missingFields() {
        if (isTooLong()) {
            return new byte[0];
        }
        String date = header.isDated() ? "" : "Date: " + MailDate.format(now.atOffset(ZoneOffset.UTC)) + "\r\n";
        String id = header.isIdentified() ? "" : "Message-ID: <" + MessageId.generate(hostName) + ">\r\n";
        return (date + id).getBytes(StandardCharsets.US_ASCII);
    }

    private boolean isTooLong() {
        return header.octets() > MAX_HEADER;
    }

    /** What was held back. */
    ByteBuf held() {
        return held;
    }
}
