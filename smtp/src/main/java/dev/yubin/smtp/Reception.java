package dev.yubin.smtp;

import dev.yubin.protocol.spi.SpoolWriter;
import dev.yubin.store.MessageContent;
import io.netty.buffer.ByteBuf;
import java.io.IOException;

/** A message that is coming in: where its octets go, and whether there are too many. */
final class Reception {
    private final SpoolWriter spool;
    private final String id;
    private final int traceLength;
    private final long maxSize;
    private long received;

    /**
     * A reception into a spool that already holds the trace headers.
     *
     * @param id the message's id
     * @param traceLength how many octets of trace headers there are
     * @param maxSize how many octets the message may have besides them
     */
    Reception(SpoolWriter spool, String id, int traceLength, long maxSize) {
        this.spool = spool;
        this.id = id;
        this.traceLength = traceLength;
        this.maxSize = maxSize;
    }

    String id() {
        return id;
    }

    /** Takes message text. What is beyond the largest size is dropped: the message will be refused. */
    void content(ByteBuf octets) {
        received += octets.readableBytes();
        if (received > maxSize) {
            octets.release();
        } else {
            spool.write(octets);
        }
    }

    boolean isTooLarge() {
        return received > maxSize;
    }

    /** Whether so much has come that the end of the message is not waited for. */
    boolean isFlood() {
        return received / 2 > maxSize;
    }

    boolean isDrained() {
        return spool.isDrained();
    }

    /** The message as it is to be stored: trace headers first. */
    MessageContent finish() throws IOException {
        return spool.finish();
    }

    /** The message as it was sent. */
    MessageContent asSent(MessageContent stored) {
        return stored.from(traceLength);
    }

    void close() throws IOException {
        spool.close();
    }
}
