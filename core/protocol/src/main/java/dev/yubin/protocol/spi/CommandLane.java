package dev.yubin.protocol.spi;

import dev.yubin.store.Lease;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs one connection's commands, one at a time and in order: on the event loop if they cannot block, else on the store
 * executor. Keeps the order of replies, flushes once when nothing more is at hand, and ends the connection. All fields
 * belong to the event loop, except {@link #cancelled}; {@link #output} belongs to the command while one runs.
 *
 * @param <C> the protocol's command objects
 */
public final class CommandLane<C> extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(CommandLane.class);

    /** After so many steps of a cursor the event loop's other connections get their turn. */
    private static final int BURST = 16;

    private enum State {
        /** Nothing runs: the decoder may decode. */
        IDLE,
        /** A command waits until its session is ready for it. */
        WAITING,
        /** A command or a step of its long output runs, or will do so in a moment. */
        RUNNING,
        /** Long output waits until the peer has taken what was written. */
        WRITING,
        /** The last reply is on its way; input is thrown away. */
        CLOSING,
        /** The connection is gone. */
        CLOSED
    }

    /** A piece of a command's work. */
    private interface Work {
        Outcome run() throws IOException;
    }

    private final Connection connection;
    private final CommandDecoder decoder;
    private final Session<C> session;
    private final Services services;
    private final IdleTimer idle;
    private ChannelHandlerContext ctx;
    private Output output;
    private State state = State.IDLE;
    private C command;
    private Cursor cursor;
    /** Counts what runs on the executor, so that a late time-out knows its own. */
    private long runs;

    private boolean inputFull;
    private boolean contentHeld;
    private boolean inputEnded;
    private boolean goodbyeWanted;
    /** The store took too long; the connection ends without waiting for it, the session when it has come back. */
    private boolean overdue;

    private boolean released;
    private volatile boolean cancelled;

    CommandLane(Connection connection, CommandDecoder decoder, Session<C> session) {
        this.connection = connection;
        this.decoder = decoder;
        this.session = session;
        this.services = connection.services();
        this.idle = new IdleTimer(services.timers(), connection.limits().idle(), this, this::onIdle);
    }

    /** Whether the connection is lost: a command that works for long asks now and then, and stops. From any thread. */
    public boolean isCancelled() {
        return cancelled;
    }

    /** Asks the session again whether the waiting command is ready. From any thread. */
    public void poke() {
        onLoop(() -> {
            if (state == State.WAITING && session.ready(command)) {
                run();
                resume();
            }
        });
    }

    /** Stops decoding and reading because the session has as much content as it can hold, or goes on. On the loop. */
    public void holdContent(boolean hold) {
        if (contentHeld != hold) {
            contentHeld = hold;
            updateReading();
            if (!hold) {
                resume();
            }
        }
    }

    /** Runs a task on the connection's event loop. From any thread. */
    public void onLoop(Runnable task) {
        try {
            ctx.executor().execute(task);
        } catch (RejectedExecutionException e) {
            LOG.debug("The event loop has ended", e);
        }
    }

    boolean isAccepting() {
        return state == State.IDLE && !contentHeld && !goodbyeWanted;
    }

    boolean isDiscarding() {
        return state == State.CLOSING || state == State.CLOSED;
    }

    boolean isInputFull() {
        return inputFull;
    }

    void inputFull(boolean full) {
        if (inputFull != full) {
            inputFull = full;
            updateReading();
        }
    }

    private void updateReading() {
        ctx.channel().config().setAutoRead(isDiscarding() || !inputFull && !contentHeld);
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        output = new Output(ctx.alloc(), connection.transcript());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        idle.start();
        session.greet(output);
        output.drainTo(ctx);
        ctx.flush();
    }

    // --- commands -----------------------------------------------------------------------------------------------

    @Override
    @SuppressWarnings("unchecked") // The protocol's decoder makes the protocol's commands.
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf octets) {
            session.content(octets);
            return;
        }
        command = (C) message;
        if (session.ready(command)) {
            run();
        } else {
            state = State.WAITING;
        }
    }

    private void run() {
        C running = command;
        perform(() -> session.execute(running, output), session.blocks(running));
    }

    /** Does a piece of work here or on the executor, and settles its outcome here. */
    private void perform(Work work, boolean blocks) {
        if (!blocks) {
            settle(attempt(work));
            return;
        }
        state = State.RUNNING;
        long run = ++runs;
        Lease timeout =
                services.timers().schedule(connection.limits().storeTimeout(), () -> onLoop(() -> timeOut(run)));
        inBackground(() -> {
            Outcome outcome = attempt(work);
            timeout.close();
            onLoop(() -> {
                runs++;
                settle(outcome);
                resume();
            });
        });
    }

    private void inBackground(Runnable task) {
        Executor executor = services.storeExecutor();
        try {
            executor.execute(task);
        } catch (RejectedExecutionException e) {
            // Only when the server closes. Whoever closed it waits for what is left, so it is done here.
            task.run();
        }
    }

    private Outcome attempt(Work work) {
        try {
            return work.run();
        } catch (IOException | RuntimeException | Error failure) {
            if (cursor != null) {
                // In the middle of a long reply only the end of the connection can tell that it is not whole.
                LOG.warn("A long reply was cut off: {}", connection.transcript(), failure);
                return Outcome.CLOSE;
            }
            return session.failed(command, failure, output);
        }
    }

    private void settle(Outcome outcome) {
        if (overdue || state == State.CLOSED) {
            overdue = false;
            output.discard();
            release();
            return;
        }
        output.drainTo(ctx);
        cursor = outcome.cursor();
        if (outcome == Outcome.CLOSE) {
            close();
        } else if (cursor != null) {
            advance();
        } else {
            state = State.IDLE;
            command = null;
        }
    }

    /** Decodes what waits, and flushes: after work that did not end within the read that brought its command. */
    private void resume() {
        if (state == State.IDLE && goodbyeWanted) {
            sayGoodbye();
        }
        try {
            decoder.resume();
        } catch (Exception e) {
            exceptionCaught(ctx, e);
        }
        flushIfAtRest();
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        idle.touch();
        flushIfAtRest();
    }

    private void flushIfAtRest() {
        if (state == State.RUNNING || state == State.CLOSED) {
            return;
        }
        ctx.flush();
        if (state == State.IDLE && inputEnded && !contentHeld) {
            // The peer has closed its half, and all it sent before is answered.
            close();
        }
    }

    // --- long output --------------------------------------------------------------------------------------------

    private void advance() {
        Cursor now = cursor;
        for (int steps = 0; steps < BURST; steps++) {
            if (!ctx.channel().isWritable()) {
                ctx.flush();
            }
            if (state == State.CLOSED) {
                release();
                return;
            }
            if (!ctx.channel().isWritable()) {
                state = State.WRITING;
                return;
            }
            if (now.blocks()) {
                perform(() -> step(now), true);
                return;
            }
            state = State.RUNNING;
            Outcome outcome = attempt(() -> step(now));
            if (outcome.cursor() == null) {
                settle(outcome);
                return;
            }
            output.drainTo(ctx);
        }
        advanceLater();
    }

    private void advanceLater() {
        state = State.RUNNING;
        onLoop(() -> {
            if (state == State.RUNNING) {
                advance();
                resume();
            } else {
                release();
            }
        });
    }

    private Outcome step(Cursor now) throws IOException {
        if (!cancelled && now.step(output)) {
            return Outcome.more(now);
        }
        return Outcome.DONE;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        idle.touch();
        if (state == State.WRITING && ctx.channel().isWritable()) {
            // Later, not from within the flush that made room.
            advanceLater();
        }
    }

    // --- the end ------------------------------------------------------------------------------------------------

    private void onIdle() {
        if (state == State.WRITING || state == State.CLOSING) {
            connection
                    .transcript()
                    .note("the client took no output for " + connection.limits().idle());
            ctx.close();
        } else if (state == State.IDLE && !contentHeld) {
            connection.transcript().note("idle for " + connection.limits().idle());
            session.idle(output);
            output.drainTo(ctx);
            close();
        }
        // Otherwise the store is at work, which has a limit of its own.
    }

    private void timeOut(long run) {
        if (run != runs || state != State.RUNNING) {
            return;
        }
        LOG.warn("The store took more than {}: {}", connection.limits().storeTimeout(), connection.transcript());
        cancelled = true;
        overdue = true;
        // The running command still owns the lane's output. Its thread is left alone: it ends in settle().
        Output last = new Output(ctx.alloc(), connection.transcript());
        session.storeTimedOut(last);
        last.drainTo(ctx);
        close();
    }

    /** Says good-bye, after the command that is running. On the event loop. */
    void goodbye() {
        goodbyeWanted = true;
        if (state == State.IDLE) {
            sayGoodbye();
        }
    }

    private void sayGoodbye() {
        session.goodbye(output);
        output.drainTo(ctx);
        close();
    }

    private void close() {
        if (!isDiscarding()) {
            state = State.CLOSING;
            updateReading();
            Ending.closeGracefully(ctx, services.timers(), this);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof ChannelInputShutdownEvent) {
            inputEnded = true;
            if (state == State.CLOSING) {
                Ending.closeAfterWrites(ctx);
            } else {
                flushIfAtRest();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        boolean running = state == State.RUNNING || overdue;
        state = State.CLOSED;
        cancelled = true;
        idle.stop();
        if (!running) {
            release();
        }
    }

    /** The connection is gone and nothing runs: cursor and session let go of what they hold. */
    private void release() {
        if (released || state != State.CLOSED) {
            return;
        }
        released = true;
        if (services.store().blocking()) {
            inBackground(this::letGo);
        } else {
            letGo();
        }
    }

    private void letGo() {
        try {
            session.closed();
        } catch (RuntimeException e) {
            LOG.error("Could not clean up: {}", connection.transcript(), e);
        } finally {
            connection.ended().complete(null);
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        if (failure instanceof IOException) {
            // The peer went away; nothing of ours is wrong.
            connection.transcript().note("connection lost");
        } else {
            LOG.error("Unexpected failure: {}", connection.transcript(), failure);
        }
        context.close();
    }
}
