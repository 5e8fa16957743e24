package dev.yubin.pop3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.store.MaildropLock;
import dev.yubin.store.StoreException;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A hold is renewed while it is open, and in no other time. */
class MaildropsTest {
    /** Does at once what may block. */
    private final LockStage stage = new LockStage(Runnable::run);

    @Test
    void aHoldKeepsOthersOutForHours() throws Exception {
        MaildropHold hold = stage.take().orElseThrow();
        for (int hour = 0; hour < 5; hour++) {
            stage.pass(3600);
            assertThat(stage.takeElsewhere()).isEmpty();
            assertThat(stage.take()).isEmpty();
        }
        assertThat(hold.confirm()).isTrue();
    }

    @Test
    void itIsRenewedEvery20Seconds() throws Exception {
        stage.take().orElseThrow();
        assertThat(stage.lock.takeCalls()).containsExactly("tryLock");
        stage.pass(19);
        assertThat(stage.lock.takeCalls()).isEmpty();
        stage.pass(1);
        assertThat(stage.lock.takeCalls()).containsExactly("renew");
        stage.pass(40);
        assertThat(stage.lock.takeCalls()).containsExactly("renew", "renew");
    }

    @Test
    void aServerThatDiedKeepsOthersOutForAMinute() throws Exception {
        stage.takeElsewhere().orElseThrow();
        stage.pass(59);
        assertThat(stage.take()).isEmpty();
        stage.pass(1);
        assertThat(stage.take()).isPresent();
    }

    @Test
    void aClosedHoldIsFreeAndNeverRenewed() throws Exception {
        MaildropHold hold = stage.take().orElseThrow();
        hold.close();
        assertThat(stage.takeElsewhere()).isPresent();
        stage.lock.takeCalls();
        stage.pass(3600);
        assertThat(hold.confirm()).isFalse();
        assertThat(stage.lock.takeCalls()).isEmpty();
    }

    @Test
    void aSecondCloseTakesNothingFromWhoCameAfter() throws Exception {
        MaildropHold first = stage.take().orElseThrow();
        first.close();
        MaildropHold second = stage.take().orElseThrow();
        first.close();
        assertThat(stage.take()).isEmpty();
        assertThat(stage.takeElsewhere()).isEmpty();
        assertThat(second.confirm()).isTrue();
    }

    @Test
    void aLockThatExpiredAndIsFreeIsTakenAgain() throws Exception {
        Deque<Runnable> jobs = new ArrayDeque<>();
        LockStage slept = new LockStage(jobs::add);
        MaildropHold hold = slept.take().orElseThrow();
        slept.pass(3600);
        jobs.remove().run();
        assertThat(slept.lock.takeCalls()).containsExactly("tryLock", "renew", "close", "tryLock");
        assertThat(slept.takeElsewhere()).isEmpty();
        slept.pass(20);
        jobs.remove().run();
        assertThat(slept.lock.takeCalls()).containsExactly("renew");
        hold.close();
        assertThat(slept.takeElsewhere()).isPresent();
    }

    @Test
    void aLockThatAnotherHasNowIsLostForGood() throws Exception {
        Deque<Runnable> jobs = new ArrayDeque<>();
        LockStage slept = new LockStage(jobs::add);
        MaildropHold hold = slept.take().orElseThrow();
        slept.pass(60);
        MaildropLock.Hold other = slept.takeElsewhere().orElseThrow();
        jobs.remove().run();
        other.close();
        slept.lock.takeCalls();
        slept.pass(3600);
        assertThat(jobs).isEmpty();
        assertThat(hold.confirm()).isFalse();
        assertThat(slept.lock.takeCalls()).isEmpty();
        MaildropHold next = slept.take().orElseThrow();
        hold.close();
        assertThat(next.confirm()).isTrue();
        assertThat(slept.take()).isEmpty();
    }

    @Test
    void whoConfirmsALockThatAnotherHasNowIsToldSo() throws Exception {
        LockStage slept = new LockStage(new ArrayDeque<Runnable>()::add);
        MaildropHold hold = slept.take().orElseThrow();
        slept.pass(60);
        slept.takeElsewhere().orElseThrow();
        assertThat(hold.confirm()).isFalse();
    }

    @Test
    void confirmingRenewsForAMinute() throws Exception {
        LockStage unrenewed = new LockStage(new ArrayDeque<Runnable>()::add);
        MaildropHold hold = unrenewed.take().orElseThrow();
        unrenewed.pass(59);
        assertThat(hold.confirm()).isTrue();
        unrenewed.pass(59);
        assertThat(unrenewed.takeElsewhere()).isEmpty();
        unrenewed.pass(1);
        assertThat(unrenewed.takeElsewhere()).isPresent();
    }

    /** The timers' thread is all timers', and a second renewal behind one that waits is of no use. */
    @Test
    void theTimerOnlyAsksForARenewalAndNeverForASecondOne() throws Exception {
        Deque<Runnable> jobs = new ArrayDeque<>();
        LockStage busy = new LockStage(jobs::add);
        busy.take().orElseThrow();
        busy.lock.takeCalls();
        busy.pass(3600);
        assertThat(busy.lock.takeCalls()).isEmpty();
        assertThat(jobs).hasSize(1);
    }

    @Test
    void aRenewalThatWaitsForItsTurnBehindTheEndDoesNothing() throws Exception {
        Deque<Runnable> jobs = new ArrayDeque<>();
        LockStage busy = new LockStage(jobs::add);
        MaildropHold hold = busy.take().orElseThrow();
        busy.pass(20);
        hold.close();
        busy.lock.takeCalls();
        jobs.remove().run();
        busy.pass(3600);
        assertThat(jobs).isEmpty();
        assertThat(busy.lock.takeCalls()).isEmpty();
    }

    @Test
    void aFullExecutorIsAskedAgain() throws Exception {
        AtomicBoolean full = new AtomicBoolean(true);
        LockStage often = new LockStage(job -> {
            if (full.getAndSet(!full.get())) {
                throw new RejectedExecutionException("full, on purpose");
            }
            job.run();
        });
        MaildropHold hold = often.take().orElseThrow();
        often.lock.takeCalls();
        often.pass(40);
        assertThat(often.lock.takeCalls()).containsExactly("renew");
        often.pass(3600);
        assertThat(often.takeElsewhere()).isEmpty();
        hold.close();
        often.lock.takeCalls();
        often.pass(3600);
        assertThat(often.lock.takeCalls()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aRenewalThatFailsIsDoneAgain20SecondsLater(boolean bug) throws Exception {
        MaildropHold hold = stage.take().orElseThrow();
        stage.lock.takeCalls();
        stage.lock.before = method -> {
            if (bug) {
                throw new IllegalStateException("a bug, on purpose");
            }
            throw new IOException("disk on fire");
        };
        stage.pass(40);
        assertThat(stage.lock.takeCalls()).containsExactly("renew", "renew");
        assertThatThrownBy(hold::confirm).hasMessage(bug ? "a bug, on purpose" : "disk on fire");
        stage.lock.before = method -> {};
        stage.pass(3600);
        assertThat(stage.takeElsewhere()).isEmpty();
        assertThat(hold.confirm()).isTrue();
    }

    /** Two sessions of one server do not have it at once even then. */
    @Test
    void aStoreThatCannotRenewForLongLetsOnlyOtherServersIn() throws Exception {
        MaildropHold hold = stage.take().orElseThrow();
        stage.lock.before = method -> {
            if (method.equals("renew")) {
                throw new IOException("disk on fire");
            }
        };
        stage.pass(60);
        assertThat(stage.take()).isEmpty();
        MaildropLock.Hold other = stage.takeElsewhere().orElseThrow();
        stage.lock.before = method -> {};
        assertThat(hold.confirm()).isFalse();
        other.close();
        assertThat(stage.take()).isPresent();
    }

    @Test
    void aMaildropThatWasDeletedIsNotConfirmed() throws Exception {
        MaildropHold hold = stage.take().orElseThrow();
        stage.lock.before = method -> {
            throw new StoreException(StoreException.Kind.GONE, "deleted");
        };
        stage.pass(60);
        assertThatThrownBy(hold::confirm).isInstanceOf(StoreException.class);
    }

    @Test
    void aStoreThatCannotTellLeavesNothingTaken() throws Exception {
        stage.lock.before = method -> {
            throw new IOException("disk on fire");
        };
        assertThatThrownBy(stage::take).hasMessage("disk on fire");
        stage.lock.before = method -> {};
        assertThat(stage.take()).isPresent();
    }

    @Test
    void aMaildropThatAnotherServerHasLeavesNothingTaken() throws Exception {
        MaildropLock.Hold other = stage.takeElsewhere().orElseThrow();
        assertThat(stage.take()).isEmpty();
        other.close();
        assertThat(stage.take()).isPresent();
    }

    @Test
    void aLockThatCannotBeGivenBackExpires() throws Exception {
        MaildropHold hold = stage.take().orElseThrow();
        stage.lock.before = method -> {
            throw new IllegalStateException("a bug, on purpose");
        };
        hold.close();
        stage.lock.before = method -> {};
        assertThat(stage.take()).isEmpty();
        stage.pass(60);
        assertThat(stage.take()).isPresent();
    }

    /** Whether the renewal renews or, as the lock has expired, takes it again. */
    @ParameterizedTest
    @ValueSource(strings = {"renew", "tryLock"})
    void theEndGivesBackWhatARenewalUnderWayTakes(String underWay) throws Exception {
        Deque<Runnable> jobs = new ArrayDeque<>();
        LockStage racing = new LockStage(jobs::add);
        MaildropHold hold = racing.take().orElseThrow();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        racing.lock.before = method -> {
            if (method.equals(underWay)) {
                asked.countDown();
                await(answer);
            }
        };
        racing.pass(underWay.equals("renew") ? 20 : 3600);
        CompletableFuture<Void> renewal = CompletableFuture.runAsync(jobs.remove());
        await(asked);
        CompletableFuture<Void> end = CompletableFuture.runAsync(hold::close);
        assertThat(end).isNotDone();
        answer.countDown();
        CompletableFuture.allOf(renewal, end).get(10, TimeUnit.SECONDS);
        assertThat(racing.takeElsewhere()).isPresent();
        racing.lock.takeCalls();
        racing.pass(3600);
        assertThat(jobs).isEmpty();
        assertThat(racing.lock.takeCalls()).isEmpty();
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
