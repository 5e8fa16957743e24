package dev.yubin.protocol.spi;

import dev.yubin.protocol.Timers;
import dev.yubin.protocol.Transcript;
import dev.yubin.store.Lease;
import java.time.Duration;
import java.util.function.Consumer;

/** A delay between a command and its outcome, on the server's clock. On the connection's event loop. */
final class Pause {
    private final Timers timers;
    private final Transcript transcript;
    private final LaneHandler<?> lane;
    private final Consumer<Outcome> over;
    /** What comes after the delay; null if there is none. */
    private Outcome later;

    private Lease timer = () -> {};

    /**
     * A pause that has not begun.
     *
     * @param over takes the outcome when the delay is over
     */
    Pause(Timers timers, Transcript transcript, LaneHandler<?> lane, Consumer<Outcome> over) {
        this.timers = timers;
        this.transcript = transcript;
        this.lane = lane;
        this.over = over;
    }

    void begin(Duration delay, Outcome outcome) {
        later = outcome;
        transcript.note("held back for " + delay);
        // By identity, so that a timer that is late is not taken for the next one's.
        timer = timers.schedule(delay, () -> lane.onLoop(() -> end(outcome)));
    }

    /** Ends the delay now, if there is one. */
    void end() {
        end(later);
    }

    private void end(Outcome outcome) {
        if (outcome != null && outcome == later) {
            cancel();
            over.accept(outcome);
        }
    }

    /** Forgets what was to come. */
    void cancel() {
        later = null;
        timer.close();
    }
}
