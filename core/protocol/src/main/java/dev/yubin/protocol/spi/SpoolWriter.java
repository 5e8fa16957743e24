package dev.yubin.protocol.spi;

import dev.yubin.store.MessageContent;
import dev.yubin.store.Spool;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes a message from the event loop to the store's spool. For a store that does not block, straight; else through a
 * bounded queue that one task at a time drains on the store executor, while the connection is not read if the queue is
 * full.
 */
public final class SpoolWriter {
    private static final Logger LOG = LoggerFactory.getLogger(SpoolWriter.class);

    /** Above so many octets in the queue the connection is no longer read. */
    static final int HIGH = 256 * 1024;

    /** Below so many octets in the queue it is read again. */
    static final int LOW = 64 * 1024;

    /** What a buffer costs besides its octets: many tiny ones must not fill the memory either. */
    static final int BUFFER_COST = 256;

    /** After so many buffers the executor's thread is given back. */
    private static final int BURST = 64;

    private final Spool.Incoming incoming;
    private final CommandLane lane;
    private final Services services;
    /** Whether the store blocks, so that octets go through the queue. */
    private final boolean queued;

    private final Deque<ByteBuf> queue = new ArrayDeque<>();
    private long outstanding;
    private boolean draining;
    private boolean discarded;
    private boolean closed;
    private IOException failure;

    private SpoolWriter(Spool.Incoming incoming, CommandLane lane, Services services, boolean queued) {
        this.incoming = incoming;
        this.lane = lane;
        this.services = services;
        this.queued = queued;
    }

    /**
     * Whether opening a spool and writing to it blocks: it does if the store does, or brings no spool of its own.
     */
    public static boolean blocks(Services services) {
        return services.store().blocking()
                || services.store().feature(Spool.class).isEmpty();
    }

    /**
     * Begins a message. May block as {@link #blocks} says.
     *
     * @param announcedSize how large the message is to be according to its sender, in octets, or -1
     * @param first octets of our own that come in front of what arrives
     */
    public static SpoolWriter open(Services services, CommandLane lane, long announcedSize, byte[] first)
            throws IOException {
        Spool spool = services.store().feature(Spool.class).orElseGet(OverflowSpool::new);
        Spool.Incoming incoming = spool.open(announcedSize < 0 ? -1 : announcedSize + first.length);
        SpoolWriter writer = new SpoolWriter(incoming, lane, services, blocks(services));
        try {
            if (first.length > 0) {
                incoming.write(ByteBuffer.wrap(first));
            }
        } catch (IOException | RuntimeException e) {
            writer.closeQuietly();
            throw e;
        }
        return writer;
    }

    /** Takes octets and their ownership. On the event loop. */
    public void write(ByteBuf octets) {
        if (!queued) {
            writeNow(octets);
            return;
        }
        boolean start;
        boolean full;
        synchronized (this) {
            queue.add(octets);
            outstanding += cost(octets);
            start = !draining;
            draining = true;
            full = outstanding > HIGH;
        }
        if (full) {
            lane.holdContent(true);
        }
        if (start) {
            startDraining();
        }
    }

    /** Whether all that was taken has been written, or has failed. */
    public synchronized boolean isDrained() {
        return !draining;
    }

    /**
     * Ends the message. Only when drained.
     *
     * @throws IOException if any octet could not be written
     */
    public MessageContent finish() throws IOException {
        synchronized (this) {
            if (failure != null) {
                throw failure;
            }
        }
        return incoming.finish();
    }

    /** Lets go of the message, delivered or not. May block as {@link #blocks} says. */
    public void close() throws IOException {
        synchronized (this) {
            discarded = true;
        }
        if (mayClose()) {
            incoming.close();
        } // Else drain() does.
    }

    private void startDraining() {
        try {
            services.storeExecutor().execute(this::drain);
        } catch (RejectedExecutionException e) {
            // The server closes, or the executor is full. Nothing is written here, on the event loop.
            fail(new IOException("The store executor takes no more work", e));
            drain();
        }
    }

    private void drain() {
        int written = 0;
        for (ByteBuf octets = poll(); octets != null; octets = poll()) {
            writeNow(octets);
            if (++written == BURST) {
                // Other connections get their turn of the executor's threads.
                startDraining();
                return;
            }
        }
        if (mayClose()) {
            closeQuietly();
        }
        lane.poke();
    }

    private ByteBuf poll() {
        boolean letOn;
        ByteBuf next;
        synchronized (this) {
            next = queue.poll();
            draining = next != null;
            long before = outstanding;
            outstanding -= next == null ? 0 : cost(next);
            letOn = before > LOW && outstanding <= LOW || next == null;
        }
        if (letOn) {
            lane.onLoop(() -> lane.holdContent(false));
        }
        return next;
    }

    private static int cost(ByteBuf octets) {
        return octets.readableBytes() + BUFFER_COST;
    }

    /** Whether it is time to close the spool; true to one caller only, since close() and drain() may both ask. */
    private synchronized boolean mayClose() {
        boolean may = discarded && !draining && !closed;
        closed |= may;
        return may;
    }

    private synchronized boolean isDiscarded() {
        return discarded;
    }

    private void closeQuietly() {
        try {
            incoming.close();
        } catch (IOException | RuntimeException e) {
            // Nobody waits for it any more, and what is left is a temporary file: stores clean those up by age.
            LOG.debug("A spool could not be closed", e);
        }
    }

    private void writeNow(ByteBuf octets) {
        try {
            if (failed() == null && !isDiscarded()) {
                for (ByteBuffer part : octets.nioBuffers()) {
                    incoming.write(part);
                }
            }
        } catch (IOException e) {
            fail(e);
        } catch (Throwable e) { // Whatever it is: the command that waits for the end must hear of it.
            fail(new IOException("The spool failed", e));
        } finally {
            octets.release();
        }
    }

    private synchronized IOException failed() {
        return failure;
    }

    private synchronized void fail(IOException cause) {
        failure = cause;
    }
}
