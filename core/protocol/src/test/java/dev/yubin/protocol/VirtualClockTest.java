package dev.yubin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.store.Lease;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualClockTest {
    private static final Instant START = Instant.parse("2024-02-29T12:00:00Z");

    private final VirtualClock clock = new VirtualClock(START);
    private final List<String> ran = new ArrayList<>();

    @Test
    void standsStillUntilItIsToldToMove() {
        assertThat(clock.now()).isEqualTo(START);
        assertThat(clock.nanoTime()).isEqualTo(clock.nanoTime());
        long before = clock.nanoTime();
        clock.advance(Duration.ofHours(1));
        assertThat(clock.now()).isEqualTo(START.plusSeconds(3600));
        assertThat(clock.nanoTime() - before).isEqualTo(Duration.ofHours(1).toNanos());
    }

    @Test
    void runsWhatIsDueInOrderEachAtItsOwnTime() {
        schedule(3, "c");
        schedule(1, "a");
        schedule(3, "d");
        schedule(2, "b");
        schedule(5, "not yet");
        clock.advance(Duration.ofSeconds(4));
        assertThat(ran).containsExactly("a@1", "b@2", "c@3", "d@3");
        assertThat(clock.now()).isEqualTo(START.plusSeconds(4));
        clock.advance(Duration.ofSeconds(1));
        assertThat(ran).endsWith("not yet@5");
    }

    @Test
    void runsWhatATaskSchedulesWithinTheSameMove() {
        clock.schedule(Duration.ofSeconds(1), () -> schedule(1, "again"));
        clock.advance(Duration.ofSeconds(2));
        assertThat(ran).containsExactly("again@2");
    }

    @Test
    void doesNotRunWhatWasCancelledAndCancellingTwiceIsHarmless() {
        Lease lease = schedule(1, "never");
        schedule(1, "yes");
        lease.close();
        lease.close();
        clock.advance(Duration.ofSeconds(1));
        assertThat(ran).containsExactly("yes@1");
    }

    @Test
    void aTaskMayCancelOneThatIsDueAtTheSameTime() {
        List<Lease> other = new ArrayList<>();
        clock.schedule(Duration.ofSeconds(1), () -> other.get(0).close());
        other.add(schedule(1, "never"));
        clock.advance(Duration.ofSeconds(1));
        assertThat(ran).isEmpty();
    }

    @Test
    void aDelayBeyondWhatCanBeCountedNeverComes() {
        clock.advance(Duration.ofSeconds(1));
        clock.schedule(Duration.ofNanos(Long.MAX_VALUE), () -> ran.add("overflow"));
        clock.schedule(Duration.ofSeconds(Long.MAX_VALUE), () -> ran.add("overflow"));
        clock.advance(Duration.ofDays(36_500));
        assertThat(ran).isEmpty();
    }

    @Test
    void doesNotGoBack() {
        assertThatThrownBy(() -> clock.advance(Duration.ofNanos(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    private Lease schedule(int seconds, String name) {
        return clock.schedule(
                Duration.ofSeconds(seconds),
                () -> ran.add(name + "@" + Duration.between(START, clock.now()).toSeconds()));
    }
}
