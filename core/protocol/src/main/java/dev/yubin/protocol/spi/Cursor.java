package dev.yubin.protocol.spi;

import java.io.IOException;

/**
 * Long output that is written piece by piece, each when the peer has taken the one before: no thread waits for a peer.
 * A cursor holds nothing that must be closed; it opens what it reads from anew in each step, or its session holds it.
 */
public interface Cursor {
    /** About how much one step writes, in octets. */
    int STEP = 64 * 1024;

    /**
     * Writes the next piece, about {@link #STEP} octets.
     *
     * @return whether there is more
     * @throws IOException if there should be more and it cannot be had: the connection is then closed, because the peer
     *     cannot be told any other way that what it got is not the whole
     */
    boolean step(Output out) throws IOException;

    /** Whether a step may block; if so steps do not run on the event loop. */
    boolean blocks();
}
