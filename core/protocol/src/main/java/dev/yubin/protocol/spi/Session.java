package dev.yubin.protocol.spi;

import io.netty.buffer.ByteBuf;
import java.io.IOException;
import java.util.concurrent.Executor;

/**
 * One connection's dialogue: what a protocol gives to the {@link CommandLane}. The lane calls one method at a time, on
 * the event loop or on the store executor, so a session needs no locks.
 *
 * @param <C> the protocol's command objects
 */
public interface Session<C> {
    /**
     * Greets the client. On the event loop.
     *
     * @return how the session goes on
     */
    Outcome greet(Output out);

    /**
     * Where a command runs: on an executor if it may block, the services' store executor as a rule; null is the event loop.
     * On the event loop.
     */
    Executor executorFor(C command);

    /**
     * Whether a command may run now. If not, the lane waits for {@link CommandLane#poke()} and asks again. On the event
     * loop.
     */
    default boolean ready(C command) {
        return true;
    }

    /** Runs a command. What it throws goes to {@link #failed}. */
    Outcome execute(C command, Output out) throws IOException;

    /**
     * TLS has begun: forgets all that the client has said, as if it had just been greeted (RFC 3207 §4.2). On the event
     * loop.
     */
    default void secured() {
        throw new IllegalStateException("This protocol does not start TLS");
    }

    /** Takes message content that came between commands, and its ownership. On the event loop; must not block. */
    default void content(ByteBuf octets) {
        octets.release();
        throw new IllegalStateException("This protocol takes no content here");
    }

    /**
     * A command threw, or could not be run: tells the client to try again later. It is logged already. Called where the
     * command ran.
     *
     * @return how the session goes on
     */
    Outcome failed(C command, Throwable failure, Output out);

    /**
     * Says the last words, if the protocol has any for this; the connection closes behind them. On the event loop,
     * perhaps while a command still runs elsewhere: they go to this output and to no other.
     */
    void farewell(Farewell why, Output out);

    /** The connection is gone and no command is running: lets go of locks and half-received mail. May block. */
    void closed();
}
