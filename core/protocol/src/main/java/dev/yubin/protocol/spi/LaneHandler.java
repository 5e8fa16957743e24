package dev.yubin.protocol.spi;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Supplier;

/**
 * Runs one connection's commands, one at a time and in order: on the event loop if they cannot block, else on the store
 * executor. Keeps the order of replies, flushes once when nothing more is at hand, and ends the connection. All fields
 * belong to the event loop, but {@link #output} belongs to the command while one runs.
 *
 * @param <C> the protocol's command objects
 */
final class LaneHandler<C> extends ChannelInboundHandlerAdapter {
    private final CommandLane lane = new CommandLane(this);
    private final Connection connection;
    private final CommandDecoder decoder;
    private final Session<C> session;
    private final Services services;
    private final IdleTimer idle;
    private final StoreTimer commandTimer;
    private final Background background;
    private final Pause pause;
    private final Intake intake;
    private final Unsent unsent;
    private ChannelHandlerContext ctx;
    private Output output;
    private LaneState state = LaneState.IDLE;
    private C command;
    private Cursor cursor;
    private boolean inputEnded;
    /** What is said as soon as no command runs, or null. */
    private Farewell goodbye;

    private boolean released;

    LaneHandler(Connection connection, CommandDecoder decoder, Session<C> session) {
        this.connection = connection;
        this.decoder = decoder;
        this.session = session;
        this.services = connection.services();
        this.unsent = new Unsent(connection.channel());
        LaneLimits limits = new LaneLimits(this, connection, unsent);
        this.idle = limits.idleTimer();
        this.commandTimer = limits.storeTimer();
        this.background = new Background(this, commandTimer);
        this.pause = new Pause(services.timers(), connection.transcript(), this, this::goOn);
        this.intake = new Intake(connection.channel(), limits.storeTimer());
        decoder.feeds(this, intake, limits);
    }

    void poke() {
        onLoop(() -> {
            if (state == LaneState.WAITING && session.ready(command)) {
                commandTimer.stop();
                run();
                resume();
            }
        });
    }

    void end(Farewell why) {
        if (!isDiscarding()) {
            sayLast(why);
        }
    }

    void holdContent(boolean hold) {
        if (intake.isHeld() != hold) {
            intake.held(hold);
            if (!hold) {
                resume();
            }
        }
    }

    CommandLane lane() {
        return lane;
    }

    boolean onLoop(Runnable task) {
        return LoopTask.submit(ctx, task);
    }

    /** Whether a command may come. Not while the peer leaves replies lying: they would pile up without bound. */
    boolean isAccepting() {
        boolean free = state == LaneState.IDLE && !intake.isHeld() && goodbye == null;
        return free && ctx.channel().isWritable();
    }

    boolean isDiscarding() {
        return state == LaneState.CLOSING || state == LaneState.CLOSED;
    }

    /** Whether good-bye is said as soon as no command runs. On the event loop. */
    boolean isLeaving() {
        return goodbye != null;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        ctx = context;
        output = new Output(ctx.alloc(), connection.transcript());
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        idle.start();
        if (connection.refusal() != null) {
            sayLast(connection.refusal());
            return;
        }
        settle(session.greet(output));
        flushIfAtRest();
    }

    @Override
    @SuppressWarnings("unchecked") // The protocol's decoder makes the protocol's commands.
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof ByteBuf octets) {
            session.content(octets);
            return;
        }
        runWhenReady((C) message);
    }

    private void runWhenReady(C next) {
        command = next;
        if (session.ready(next)) {
            run();
        } else {
            state = LaneState.WAITING;
            commandTimer.start();
        }
    }

    private void run() {
        C running = command;
        state = LaneState.RUNNING;
        Executor executor = session.executorFor(running);
        if (executor == null) {
            settle(Attempt.at(session, running, output));
        } else {
            runInBackground(executor, () -> Attempt.inBackground(session, running, output));
        }
    }

    private void runInBackground(Executor executor, Supplier<Outcome> work) {
        try {
            background.run(executor, work, this::comeBack, this::orphaned);
        } catch (RejectedExecutionException e) {
            IOException failure = new IOException("The executor takes no more work", e);
            settle(cursor == null ? Attempt.failed(failure, session, command, output) : Outcome.CLOSE);
        }
    }

    private void comeBack(Outcome outcome) {
        if (state == LaneState.RUNNING) {
            settle(outcome);
            resume();
        } else {
            // It took too long, or the connection is gone.
            output.discard();
            release();
        }
    }

    /** The loops were ended before the server, so nobody else will clean up. Where the command ran. */
    private void orphaned() {
        output.discard();
        Ending.letGo(connection, session);
    }

    @SuppressWarnings("unchecked") // What a session goes on with is a command of its own protocol.
    private void settle(Outcome outcome) {
        if (outcome.delay() != null) {
            state = LaneState.PAUSED;
            pause.begin(outcome.delay(), outcome.later());
            if (goodbye != null) {
                onLoop(pause::end);
            }
            return;
        }
        output.drainTo(ctx);
        cursor = outcome.cursor();
        if (outcome == Outcome.CLOSE) {
            close();
        } else if (cursor != null) {
            advance();
        } else if (outcome == Outcome.START_TLS) {
            secure();
        } else if (outcome.command() != null) {
            runWhenReady((C) outcome.command());
        } else {
            state = LaneState.IDLE;
            command = null;
        }
    }

    /** What came in plain text behind the command may be from somebody else than the client that TLS is spoken with. */
    private void secure() {
        command = null;
        if (goodbye != null) {
            close(); // Nothing can be said behind the reply that calls for a handshake.
            return;
        }
        state = LaneState.SECURING;
        ctx.flush();
        decoder.forget();
        TlsGate.inFrontOf(ctx.pipeline(), connection, this::secured);
    }

    private void secured() {
        if (state == LaneState.SECURING) {
            session.secured();
            state = LaneState.IDLE;
            resume();
        }
    }

    /** A delay is over. */
    private void goOn(Outcome outcome) {
        settle(outcome);
        resume();
    }

    /** Decodes what waits, and flushes: after work that did not end within the read that brought its command. */
    private void resume() {
        idle.touch();
        if (state == LaneState.IDLE && goodbye != null) {
            sayLast(goodbye);
        }
        decoder.resume();
        // All that the peer sent before it closed its half is answered.
        boolean allAnswered = inputEnded && isAccepting();
        flushIfAtRest();
        if (allAnswered) {
            close();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (!isTakingOutput()) {
            idle.touch();
        }
        flushIfAtRest();
    }

    private void flushIfAtRest() {
        if (state != LaneState.RUNNING && state != LaneState.CLOSED) {
            ctx.flush();
        }
        if (isTakingOutput()) {
            unsent.watch();
        }
    }

    private void advance() {
        state = LaneState.RUNNING;
        Cursor now = cursor;
        Outcome outcome = Attempt.atSteps(now, output, ctx);
        if (outcome.cursor() == null) {
            settle(outcome);
        } else if (!ctx.channel().isWritable()) {
            state = LaneState.WRITING;
            unsent.watch();
        } else if (now.blocks()) {
            runInBackground(services.storeExecutor(), () -> Attempt.atStep(now, output));
        } else {
            advanceLater();
        }
    }

    private void advanceLater() {
        state = LaneState.RUNNING;
        onLoop(() -> {
            if (state == LaneState.RUNNING) {
                advance();
                resume();
            }
        });
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        intake.stalled(connection.tls().isPresent() && !ctx.channel().isWritable());
        if (!ctx.channel().isWritable()) {
            return;
        }
        idle.touch();
        unsent.rest();
        // Later, not from within the flush that made room.
        if (state == LaneState.WRITING) {
            advanceLater();
        } else if (state == LaneState.IDLE) {
            onLoop(this::resume);
        }
    }

    /** Whether it is the peer's turn to take output. What it sends meanwhile does not count as activity. */
    boolean isTakingOutput() {
        return state == LaneState.WRITING
                || state == LaneState.CLOSING
                || state == LaneState.IDLE && !ctx.channel().isWritable();
    }

    /** Whether nothing runs and nothing is awaited but the peer's next command. On the event loop. */
    boolean isIdle() {
        return state == LaneState.IDLE && !intake.isHeld();
    }

    /** The store takes too long over the command that runs. On the event loop. */
    void storeIsLate() {
        lane.tooLate();
        if (cursor == null) {
            sayLast(Farewell.STORE_TIMED_OUT);
        } else {
            close(); // In the middle of a long reply another one would be taken for a part of it.
        }
    }

    /** Says good-bye, after the command that is running. On the event loop. */
    void goodbye(Farewell why) {
        goodbye = goodbye == null ? why : goodbye;
        if (state == LaneState.IDLE) {
            sayLast(goodbye);
        } else if (state == LaneState.SECURING) {
            connection.cut(); // Nothing can be said now.
        }
        pause.end();
    }

    /** A running command still owns the lane's output. Its thread is left alone: it ends in comeBack(). */
    private void sayLast(Farewell why) {
        Output last = new Output(ctx.alloc(), connection.transcript());
        session.farewell(why, last);
        last.drainTo(ctx);
        close();
    }

    void close() {
        if (!isDiscarding()) {
            state = LaneState.CLOSING;
            intake.discard();
            unsent.watch();
            Ending.closeGracefully(ctx);
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCloseCompletionEvent) {
            context.pipeline().get(RecordGuard.class).discard();
        }
        if (event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) {
            inputEnded = true;
            if (state == LaneState.CLOSING) {
                Ending.closeAfterWrites(ctx);
            } else {
                resume();
            }
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        state = LaneState.CLOSED;
        lane.cancel();
        idle.stop();
        commandTimer.stop();
        intake.discard();
        pause.cancel();
        if (!background.isBusy()) {
            output.discard();
        }
        release();
    }

    /** Lets the session go, once: when the connection is gone and nothing runs. */
    private void release() {
        if (released || background.isBusy() || state != LaneState.CLOSED) {
            return;
        }
        released = true;
        Ending.letGo(connection, session, SpoolWriter.blocks(services));
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable failure) {
        Ending.afterFailure(failure, connection);
    }
}
