package dev.yubin.smtp;

import dev.yubin.protocol.spi.CommandLane;
import dev.yubin.protocol.spi.Services;
import dev.yubin.protocol.spi.SpoolWriter;
import dev.yubin.store.MessageContent;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.io.IOException;
import java.time.Instant;

/** A message that is coming in: where its octets go, and what is wrong with them. */
final class Reception {
    private final SpoolWriter spool;
    private final String id;
    private final long maxSize;
    private final HeaderWatch header;
    /** How many octets of ours are in front of the message. */
    private long prefix;

    private long received;
    private boolean bareLineEnd;
    /** Looks for bare line ends, or null if the decoder does, or nobody need do. */
    private LineEnds lineEnds;
    /** What the header still has to go through, or null. */
    private HeaderCompletion completion;

    private Reception(SpoolWriter spool, String id, int traceLength, long maxSize, HeaderWatch header) {
        this.spool = spool;
        this.id = id;
        this.prefix = traceLength;
        this.maxSize = maxSize;
        this.header = header;
    }

    /** Opens a spool for the message of the session's transaction, and puts the trace headers into it. */
    static Reception open(SmtpSession session, CommandLane lane) throws IOException {
        SmtpOptions options = session.options();
        Services services = session.services();
        String id = SmtpProtocol.nextId();
        Instant now = services.timers().now();
        byte[] trace = options.traceHeaders() ? TraceHeaders.of(session, id, now) : new byte[0];
        long announced = session.transaction().envelope().parameters().size().orElse(-1);
        SpoolWriter spool = SpoolWriter.open(services, lane, announced, trace);
        HeaderWatch header = new HeaderWatch();
        Reception reception = new Reception(spool, id, trace.length, options.maxMessageSize(), header);
        if (options.completeHeaders()) {
            reception.completion = new HeaderCompletion(header, now, services.hostName());
        }
        return reception;
    }

    /** From now on line ends are looked at: message text that no decoder looks through. */
    void watchLineEnds() {
        lineEnds = new LineEnds();
    }

    String id() {
        return id;
    }

    /** Takes message text. What is beyond the largest size is dropped: the message will be refused. */
    void content(ByteBuf octets) {
        received += octets.readableBytes();
        if (received > maxSize) {
            octets.release();
            return;
        }
        header.look(octets);
        if (lineEnds != null) {
            lineEnds.look(octets);
        }
        if (completion == null) {
            spool.write(octets);
            return;
        }
        completion.hold(octets);
        if (completion.isOver()) {
            release();
        }
    }

    /** Passes on what was held back of the header. On the event loop. */
    private void release() {
        byte[] fields = completion.missingFields();
        if (fields.length > 0) {
            prefix += fields.length;
            spool.write(Unpooled.wrappedBuffer(fields));
        }
        spool.write(completion.held());
        completion = null;
    }

    /** The decoder saw a CR or LF on its own. */
    void bareLineEndSeen() {
        bareLineEnd = true;
    }

    /** Whether so many octets more would be too many. */
    boolean wouldBeTooLarge(long more) {
        return more > maxSize - received;
    }

    /** Whether so much has come that the end of the message is not waited for. */
    boolean isFlood() {
        return received / 2 > maxSize;
    }

    /** All of the message has come. On the event loop; may be called again. */
    void ended() {
        if (completion != null) {
            release();
        }
    }

    boolean isDrained() {
        return spool.isDrained();
    }

    /** Why the whole message is refused, or null if it is not. */
    Reply refusal(SmtpOptions options) {
        if (received > maxSize) {
            return Replies.TOO_LARGE;
        }
        boolean bare = bareLineEnd || lineEnds != null && lineEnds.anyBare();
        if (bare && options.bareLineEnds() == BareLineEnds.REFUSE) {
            return Replies.BARE_LINE_END;
        }
        return header.hops() > options.maxHops() ? Replies.TOO_MANY_HOPS : null;
    }

    /** The message as it is to be stored: trace headers first. */
    MessageContent finish() throws IOException {
        return spool.finish();
    }

    /** The message as it was sent. */
    MessageContent asSent(MessageContent stored) {
        return stored.from(prefix);
    }

    void close() throws IOException {
        spool.close();
    }
}
