package dev.yubin.protocol.spi;

import dev.yubin.store.MessageContent;
import dev.yubin.store.Spool;
import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;

/**
 * Takes a message from the event loop to the store's spool. For a store that does not block, straight; else through a
 * bounded queue that one task at a time drains on the store executor, while the connection is not read if the queue is
 * full.
 */
public final class SpoolWriter {
    /** Above so many octets in the queue the connection is no longer read. */
    static final int HIGH = 256 * 1024;

    /** Below so many octets in the queue it is read again. */
    static final int LOW = 64 * 1024;

    private final Spool.Incoming incoming;
    private final CommandLane<?> lane;
    private final Services services;
    /** Whether the store blocks, so that octets go through the queue. */
    private final boolean queued;

    private final Deque<ByteBuf> queue = new ArrayDeque<>();
    private long outstanding;
    private boolean draining;
    private boolean discarded;
    private IOException failure;

    private SpoolWriter(Spool.Incoming incoming, CommandLane<?> lane, Services services, boolean queued) {
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
     * @param expectedSize what the sender announced, in octets, or -1
     */
    public static SpoolWriter open(Services services, CommandLane<?> lane, long expectedSize) throws IOException {
        Spool spool = services.store().feature(Spool.class).orElseGet(OverflowSpool::new);
        return new SpoolWriter(spool.open(expectedSize), lane, services, blocks(services));
    }

    /** Writes octets of our own in front of what arrives. From the command that opened the writer. */
    public void writeFirst(byte[] octets) throws IOException {
        incoming.write(ByteBuffer.wrap(octets));
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
            outstanding += octets.readableBytes();
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
            if (draining) {
                return; // drain() closes
            }
        }
        incoming.close();
    }

    private void startDraining() {
        try {
            services.storeExecutor().execute(this::drain);
        } catch (RejectedExecutionException e) {
            drain(); // The server closes: nobody reads on.
        }
    }

    private void drain() {
        for (ByteBuf octets = poll(); octets != null; octets = poll()) {
            writeNow(octets);
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
            outstanding -= next == null ? 0 : next.readableBytes();
            letOn = before > LOW && outstanding <= LOW || next == null;
        }
        if (letOn) {
            lane.onLoop(() -> lane.holdContent(false));
        }
        if (next == null && isDiscarded()) {
            closeQuietly();
        }
        return next;
    }

    private synchronized boolean isDiscarded() {
        return discarded;
    }

    private void closeQuietly() {
        try {
            incoming.close();
        } catch (IOException e) {
            // Nobody waits for it any more, and what is left is a temporary file: stores clean those up by age.
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
        } catch (RuntimeException e) {
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
