package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedRuntimeTest {
    @BeforeEach
    @AfterEach
    void nothingIsShared() throws InterruptedException {
        assertThat(SharedRuntime.releaseShared()).isTrue();
        assertNoThreads();
    }

    @Test
    void isNotReleasedWhileSomebodyUsesIt() throws Exception {
        SharedRuntime one = SharedRuntime.acquire();
        SharedRuntime other = SharedRuntime.acquire();
        assertThat(other).isSameAs(one);
        assertThat(SharedRuntime.releaseShared()).isFalse();
        one.release();
        assertThat(SharedRuntime.releaseShared()).isFalse();
        assertThat(one.loops().submit(() -> 42).get(20, TimeUnit.SECONDS)).isEqualTo(42);
        other.release();
    }

    @Test
    void noThreadIsLeftBehindItsRelease() throws Exception {
        SharedRuntime runtime = SharedRuntime.acquire();
        CountDownLatch ticked = new CountDownLatch(1);
        runtime.timers().schedule(Duration.ofNanos(1), ticked::countDown);
        assertThat(ticked.await(20, TimeUnit.SECONDS)).isTrue();
        for (int i = 0; i < 16; i++) {
            runtime.loops().submit(() -> 42).get(20, TimeUnit.SECONDS);
        }
        runtime.release();
        assertThat(SharedRuntime.releaseShared()).isTrue();
        assertNoThreads();
    }

    @Test
    void lingersForTheNextUserAndEndsByItselfWithoutOne() throws Exception {
        SharedRuntime one = SharedRuntime.acquire();
        one.release();
        SharedRuntime other = SharedRuntime.acquire();
        assertThat(other).isSameAs(one);
        other.loops().submit(() -> 42).get(20, TimeUnit.SECONDS);
        other.release();
        assertThat(other.loops().terminationFuture().await(20, TimeUnit.SECONDS))
                .isTrue();
        SharedRuntime next = SharedRuntime.acquire();
        assertThat(next).isNotSameAs(one);
        assertThat(next.loops().submit(() -> 42).get(20, TimeUnit.SECONDS)).isEqualTo(42);
        next.release();
    }

    @Test
    void releaseWaitsForWhatHadBegunToEndByItself() throws Exception {
        SharedRuntime runtime = SharedRuntime.acquire();
        runtime.loops().submit(() -> 42).get(20, TimeUnit.SECONDS);
        runtime.release();
        while (!runtime.loops().isShuttingDown()) {
            Thread.onSpinWait();
        }
        assertThat(SharedRuntime.releaseShared()).isTrue();
        assertNoThreads();
    }

    private static void assertNoThreads() {
        assertThat(Thread.getAllStackTraces().keySet())
                .noneMatch(thread -> thread.getName().startsWith("yubin-"));
    }
}
