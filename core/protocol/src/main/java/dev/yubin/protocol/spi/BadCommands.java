package dev.yubin.protocol.spi;

import dev.yubin.protocol.Limits;

/**
 * Counts what no right client says: after some of that each costs time, and at last the connection. One per session; the
 * running command uses it.
 */
public final class BadCommands {
    private final Limits limits;
    private int count;

    /** None so far. */
    public BadCommands(Limits limits) {
        this.limits = limits;
    }

    /**
     * One more.
     *
     * @return how the session goes on behind the reply; {@link Outcome#CLOSE} if it was one too many
     */
    public Outcome one() {
        count++;
        if (count >= limits.badCommands()) {
            return Outcome.CLOSE;
        }
        return count > limits.slowBadCommands() ? Outcome.after(limits.badCommandDelay(), Outcome.DONE) : Outcome.DONE;
    }

    /** How many there were. */
    public int count() {
        return count;
    }

    /** The client has done something right: it starts anew. */
    public void forget() {
        count = 0;
    }
}
