package dev.yubin.protocol.spi;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Does a lane's pieces of work on executors, one at a time, each within the store's time limit. On the loop. */
final class Background {
    private final LaneHandler<?> lane;
    private final StoreTimer timer;
    private boolean busy;

    Background(LaneHandler<?> lane, StoreTimer timer) {
        this.lane = lane;
        this.timer = timer;
    }

    /** Whether an executor has a piece of work that has not come back. */
    boolean isBusy() {
        return busy;
    }

    /**
     * Hands a piece of work to an executor.
     *
     * @param back takes the outcome, on the loop
     * @param orphaned called instead, where the work was done, if the loop has ended
     * @throws RejectedExecutionException if the executor takes no more work
     */
    void run(Executor executor, Supplier<Outcome> work, Consumer<Outcome> back, Runnable orphaned) {
        busy = true;
        timer.start();
        try {
            executor.execute(() -> {
                // The client of a command that waited too long for its turn was told that it failed: so it must.
                Outcome outcome = lane.lane().isCancelled() ? Outcome.CLOSE : work.get();
                if (!lane.onLoop(() -> comeBack(outcome, back))) {
                    orphaned.run();
                }
            });
        } catch (RuntimeException | Error e) {
            // An executor of the user's may say no in other ways, and a thread may not be had.
            busy = false;
            timer.stop();
            throw e instanceof RejectedExecutionException no ? no : new RejectedExecutionException(e);
        }
    }

    private void comeBack(Outcome outcome, Consumer<Outcome> back) {
        busy = false;
        timer.stop();
        back.accept(outcome);
    }
}
