package dev.yubin.protocol.spi;

import io.netty.channel.ChannelHandlerContext;
import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs pieces of a command's work, and settles what becomes of them if they fail. Nothing here throws. */
final class Attempt {
    private static final Logger LOG = LoggerFactory.getLogger(Attempt.class);

    /** After so many steps the event loop's other connections get their turn. */
    private static final int BURST = 16;

    private Attempt() {}

    /** Runs a command. */
    static <C> Outcome at(Session<C> session, C command, Output out) {
        try {
            return session.execute(command, out);
        } catch (Throwable failure) { // Whatever it is: stores in other languages throw what they do not declare.
            // Half a reply in front of the one that tells of the failure would be taken for part of it.
            out.discard();
            return failed(failure, session, command, out);
        }
    }

    /**
     * Runs a command where it may block, and with it the first step of a long reply that may block too: most replies have
     * one, and each hand-over between threads costs more than it.
     */
    static <C> Outcome inBackground(Session<C> session, C command, Output out) {
        Outcome outcome = at(session, command, out);
        Cursor cursor = outcome.cursor();
        return cursor != null && cursor.blocks() ? atStep(cursor, out) : outcome;
    }

    /** Logs a failure, once and for all protocols, and has the session tell of it. */
    static <C> Outcome failed(Throwable failure, Session<C> session, C command, Output out) {
        if (failure instanceof IOException) {
            LOG.warn("A command failed: {}", out.transcript(), failure);
        } else {
            LOG.error("A command failed unexpectedly: {}", out.transcript(), failure);
        }
        try {
            return session.failed(command, failure, out);
        } catch (RuntimeException | Error again) {
            LOG.error("Could not tell the client of a failure: {}", out.transcript(), again);
            return Outcome.CLOSE;
        }
    }

    /**
     * Runs steps of a long reply on the event loop, as long as they may run there, the peer takes what they write, and
     * the loop's other connections have not waited for too long.
     */
    static Outcome atSteps(Cursor cursor, Output out, ChannelHandlerContext ctx) {
        Outcome outcome = Outcome.more(cursor);
        for (int steps = 0; outcome.cursor() != null && steps < BURST; steps++) {
            if (!ctx.channel().isWritable()) {
                ctx.flush();
            }
            if (!ctx.channel().isWritable() || cursor.blocks()) {
                return outcome;
            }
            outcome = atStep(cursor, out);
            if (outcome.cursor() != null) {
                out.drainTo(ctx);
            }
        }
        return outcome;
    }

    /** Runs a step of a long reply, in the middle of which only the end of the connection can tell of a failure. */
    static Outcome atStep(Cursor cursor, Output out) {
        try {
            return cursor.step(out) ? Outcome.more(cursor) : Outcome.DONE;
        } catch (Throwable failure) {
            LOG.warn("A long reply was cut off: {}", out.transcript(), failure);
            return Outcome.CLOSE;
        }
    }
}
