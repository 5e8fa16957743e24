package dev.yubin.protocol.spi;

import dev.yubin.protocol.Timers;
import dev.yubin.store.Lease;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The event loops and the timer that all servers of a JVM share, unless they bring their own. Daemon threads, made for
 * the first server; they linger about two seconds after the last one, so that test after test finds them warm.
 */
public final class SharedRuntime {
    private static final Duration LINGER = Duration.ofSeconds(2);

    private static final int END_SECONDS = 5;

    private static SharedRuntime current;
    /** The runtime that was ended last; its threads may take a moment longer. */
    private static SharedRuntime ended;

    private final Threads threads = new Threads();
    private final EventLoopGroup loops;
    private final SystemTimers timers = new SystemTimers(threads.named("yubin-timer"));
    private int users;
    private Lease lingering = () -> {};

    private SharedRuntime() {
        loops = new MultiThreadIoEventLoopGroup(
                Math.max(2, Runtime.getRuntime().availableProcessors()),
                threads.named("yubin-loop"),
                NioIoHandler.newFactory());
    }

    /** The runtime, for one more user. */
    public static SharedRuntime acquire() {
        synchronized (SharedRuntime.class) {
            if (current == null) {
                current = new SharedRuntime();
            }
            current.users++;
            current.lingering.close();
            return current;
        }
    }

    /** One user less. */
    public void release() {
        synchronized (SharedRuntime.class) {
            if (--users == 0) {
                lingering = timers.schedule(LINGER, SharedRuntime::endIfUnused);
            }
        }
    }

    /** The event loops. */
    public EventLoopGroup loops() {
        return loops;
    }

    /** The system's clock. */
    public Timers timers() {
        return timers;
    }

    /**
     * Ends the shared threads now, if no server uses them, and waits up to five seconds for that.
     *
     * @return whether they have ended; false if a server still uses them
     */
    public static boolean releaseShared() throws InterruptedException {
        SharedRuntime ending;
        synchronized (SharedRuntime.class) {
            endIfUnused();
            if (current != null) {
                return false;
            }
            ending = ended;
        }
        return ending == null || ending.threads.join(END_SECONDS);
    }

    private static void endIfUnused() {
        synchronized (SharedRuntime.class) {
            if (current == null || current.users > 0) {
                return;
            }
            ended = current;
            current = null;
            ended.timers.close();
            ended.loops.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }
}
