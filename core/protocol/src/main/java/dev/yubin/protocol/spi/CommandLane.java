package dev.yubin.protocol.spi;

/**
 * Where one connection's commands run, one at a time and in order: what a session may ask of it. How they run stands in
 * {@link LaneHandler}.
 */
public final class CommandLane {
    private final LaneHandler<?> handler;
    private volatile boolean cancelled;
    private volatile boolean late;

    CommandLane(LaneHandler<?> handler) {
        this.handler = handler;
    }

    /** Whether the connection is lost: a command that works for long asks now and then, and stops. From any thread. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Whether the client of the running command was told that the store takes too long. From any thread. */
    public boolean isLate() {
        return late;
    }

    /** Asks the session again whether the waiting command is ready. From any thread. */
    public void poke() {
        handler.poke();
    }

    /** Ends the session because of content that came in, of which the rest is thrown away. On the event loop. */
    public void end(Farewell why) {
        handler.end(why);
    }

    /** Stops decoding and reading because the session has as much content as it can hold, or goes on. On the loop. */
    public void holdContent(boolean hold) {
        handler.holdContent(hold);
    }

    /**
     * Runs a task on the connection's event loop; what it throws ends the connection. From any thread.
     *
     * @return false if the loop has ended
     */
    public boolean onLoop(Runnable task) {
        return handler.onLoop(task);
    }

    /** The connection is lost. */
    void cancel() {
        cancelled = true;
    }

    /** The client of the running command was told that the store takes too long. */
    void tooLate() {
        late = true;
        cancelled = true;
    }
}
