package dev.yubin.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WatchersTest {
    private final Watchers watchers = new Watchers();
    private final List<String> ticks = new ArrayList<>();

    @Test
    void eachIsToldUntilItsLeaseIsClosed() {
        Lease first = watchers.add(() -> ticks.add("first"));
        watchers.add(() -> ticks.add("second"));
        watchers.tick();
        first.close();
        first.close();
        watchers.tick();
        assertThat(ticks).containsExactly("first", "second", "second");
        assertThat(watchers.count()).isEqualTo(1);
    }

    @Test
    void aLeaseEndsItsOwnWatchOfTheSameTick() {
        Runnable tick = () -> ticks.add("tick");
        Lease first = watchers.add(tick);
        watchers.add(tick);
        first.close();
        first.close();
        watchers.tick();
        assertThat(ticks).containsExactly("tick");
    }

    @Test
    void oneThatThrowsConcernsNobodyElse() {
        watchers.add(() -> ticks.add("before"));
        watchers.add(() -> {
            throw new IllegalStateException("A watcher that throws, as the test wants it");
        });
        watchers.add(() -> ticks.add("after"));
        watchers.tick();
        assertThat(ticks).containsExactly("before", "after");
    }

    @Test
    void aTickMayEndItsOwnWatchAndBeginAnother() {
        Lease[] own = new Lease[1];
        own[0] = watchers.add(() -> {
            own[0].close();
            watchers.add(() -> ticks.add("next"));
        });
        watchers.tick();
        assertThat(ticks).isEmpty();
        watchers.tick();
        assertThat(ticks).containsExactly("next");
    }

    @Test
    void closingTellsThemForTheLastTime() {
        watchers.add(() -> ticks.add("old"));
        watchers.close();
        watchers.add(() -> ticks.add("late")).close();
        watchers.tick();
        watchers.close();
        assertThat(ticks).containsExactly("old");
        assertThat(watchers.count()).isZero();
    }
}
