package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.spi.Admission.Verdict;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private static final Limits LIMITS = Limits.withIdle(Duration.ofMinutes(5));
    private static final InetAddress A = address(1);
    private static final InetAddress B = address(2);

    private static InetAddress address(int last) {
        try {
            return InetAddress.getByAddress(new byte[] {10, 0, 0, (byte) last});
        } catch (UnknownHostException e) {
            throw new AssertionError(e);
        }
    }

    private static void assertEmpty(Admission admission) {
        assertThat(admission.admitted()).isZero();
        assertThat(admission.refused()).isZero();
        assertThat(admission.addresses()).isZero();
    }

    @Test
    void asManyAgainAreToldAndTheRestAreTurnedAway() {
        Admission admission = new Admission(LIMITS.connections(2));
        List<Admission.Place> places = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            places.add(admission.arrive());
        }
        assertThat(places)
                .extracting(place -> place.from(A))
                .containsExactly(
                        Verdict.ADMITTED, Verdict.ADMITTED, Verdict.REFUSED, Verdict.REFUSED, Verdict.TURNED_AWAY);
        places.get(0).leave();
        assertThat(admission.arrive().verdict())
                .as("those that are refused take nobody's place")
                .isEqualTo(Verdict.ADMITTED);
        assertThat(admission.arrive().verdict()).isEqualTo(Verdict.TURNED_AWAY);
    }

    @Test
    void anAddressThatHasTooManyTakesNobodysPlace() {
        Admission admission = new Admission(LIMITS.connections(2).connectionsPerAddress(1));
        assertThat(admission.arrive().from(A)).isEqualTo(Verdict.ADMITTED);
        Admission.Place second = admission.arrive();
        assertThat(second.verdict()).isEqualTo(Verdict.ADMITTED);
        assertThat(second.from(A)).isEqualTo(Verdict.REFUSED);
        assertThat(admission.arrive().from(A)).isEqualTo(Verdict.REFUSED);
        assertThat(admission.arrive().from(A)).isEqualTo(Verdict.TURNED_AWAY);
        assertThat(admission.arrive().from(B)).isEqualTo(Verdict.ADMITTED);
        assertThat(admission.addresses()).isEqualTo(2);
    }

    @Test
    void whoLeavesCountsNoMoreHoweverOftenItLeaves() {
        Admission admission = new Admission(LIMITS.connections(1));
        Admission.Place stays = admission.arrive();
        stays.from(A);
        Admission.Place refused = admission.arrive();
        Admission.Place turnedAway = admission.arrive();
        for (int i = 0; i < 3; i++) {
            refused.leave();
            turnedAway.leave();
        }
        assertThat(admission.admitted()).isEqualTo(1);
        assertThat(admission.addresses()).isEqualTo(1);
        stays.leave();
        stays.leave();
        assertEmpty(admission);
    }

    @Test
    void whateverComesAndGoesAtOnceTheLimitsHoldAndNothingIsLeftBehind() throws Exception {
        Admission admission = new Admission(LIMITS.connections(20).connectionsPerAddress(3));
        List<CompletableFuture<Void>> threads = new ArrayList<>();
        for (int seed = 0; seed < 4; seed++) {
            Random random = new Random(seed);
            threads.add(
                    CompletableFuture.runAsync(() -> comeAndGo(admission, random), task -> new Thread(task).start()));
        }
        for (CompletableFuture<Void> thread : threads) {
            thread.get(20, TimeUnit.SECONDS);
        }
        assertEmpty(admission);
    }

    private static void comeAndGo(Admission admission, Random random) {
        List<Admission.Place> here = new ArrayList<>();
        for (int i = 0; i < 5000; i++) {
            if (here.isEmpty() || random.nextInt(100) < 55) {
                Admission.Place place = admission.arrive();
                // Some never say who they are.
                if (random.nextInt(4) > 0) {
                    place.from(address(random.nextInt(10)));
                }
                here.add(place);
            } else {
                here.remove(random.nextInt(here.size())).leave();
            }
            assertThat(admission.admitted()).isBetween(0, 20);
            assertThat(admission.refused()).isBetween(0, 20);
            assertThat(admission.addresses()).isBetween(0, 10);
        }
        here.forEach(Admission.Place::leave);
    }
}
