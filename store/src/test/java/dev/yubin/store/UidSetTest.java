package dev.yubin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class UidSetTest {
    @Test
    void anyOrderAndRepetitionGiveTheSameSet() {
        UidSet set = UidSet.of(7, 3, 1, 2, 3, 7);
        assertThat(set).hasToString("1:3,7").isEqualTo(UidSet.of(1, 2, 3, 7)).hasSameHashCodeAs(UidSet.of(1, 2, 3, 7));
        assertThat(set.count()).isEqualTo(4);
        assertThat(set.toArray()).containsExactly(1, 2, 3, 7);
    }

    @Test
    void adjacentRangesBecomeOne() {
        UidSet set =
                new UidSet.Builder().addRange(1, 3).addRange(4, 6).add(6).add(8).build();
        assertThat(set).hasToString("1:6,8");
        assertThat(set.ranges()).isEqualTo(2);
        assertThat(set.first(0)).isEqualTo(1);
        assertThat(set.last(0)).isEqualTo(6);
    }

    @Test
    void allHoldsEveryUid() {
        assertThat(UidSet.ALL.contains(1)).isTrue();
        assertThat(UidSet.ALL.contains(UidSet.MAX_UID)).isTrue();
        assertThat(UidSet.ALL.contains(0)).isFalse();
        assertThat(UidSet.ALL.contains(UidSet.MAX_UID + 1)).isFalse();
        assertThat(UidSet.ALL.count()).isEqualTo(UidSet.MAX_UID);
    }

    @Test
    void theEmptySetHoldsNothing() {
        assertThat(UidSet.of()).isEqualTo(UidSet.EMPTY).hasToString("");
        assertThat(UidSet.EMPTY.isEmpty()).isTrue();
        assertThat(UidSet.EMPTY.contains(1)).isFalse();
        assertThat(UidSet.EMPTY.toArray()).isEmpty();
    }

    @Test
    void whatIsNoUidIsRefused() {
        assertThatThrownBy(() -> UidSet.of(0)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UidSet.of(UidSet.MAX_UID + 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> UidSet.range(5, 4)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBuilderTakesOnlyAscendingRanges() {
        UidSet.Builder builder = new UidSet.Builder().addRange(3, 9);
        assertThatThrownBy(() -> builder.add(5)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aBuiltSetDoesNotChangeWithItsBuilder() {
        UidSet.Builder builder = new UidSet.Builder().add(1);
        UidSet before = builder.build();
        builder.add(2);
        assertThat(before).hasToString("1");
    }

    @Test
    void aSetAgreesWithATreeSet() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            TreeSet<Long> model = new TreeSet<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                model.add(1L + random.nextInt(60));
            }
            UidSet set = setOf(model);
            List<Long> listed = new ArrayList<>();
            set.forEach(listed::add);
            assertThat(listed).as("seed " + seed).containsExactlyElementsOf(model);
            assertThat(set.count()).as("seed " + seed).isEqualTo(model.size());
            TreeSet<Long> other = new TreeSet<>();
            for (int i = random.nextInt(40); i > 0; i--) {
                other.add(1L + random.nextInt(60));
            }
            TreeSet<Long> rest = new TreeSet<>(model);
            rest.removeAll(other);
            assertThat(set.minus(setOf(other))).as("seed " + seed).isEqualTo(setOf(rest));
            long bound = random.nextInt(62);
            assertThat(set.below(bound)).as("below %d, seed %d", bound, seed).isEqualTo(setOf(model.headSet(bound)));
            for (long uid = 0; uid <= 62; uid++) {
                assertThat(set.contains(uid)).as("%d, seed %d", uid, seed).isEqualTo(model.contains(uid));
            }
        }
    }

    @Test
    void setsWithOpenEndsHaveDifferences() {
        assertThat(UidSet.ALL.minus(UidSet.of(1, 7)))
                .isEqualTo(new UidSet.Builder()
                        .addRange(2, 6)
                        .addRange(8, UidSet.MAX_UID)
                        .build());
        assertThat(UidSet.range(5, 9).minus(UidSet.ALL)).isEqualTo(UidSet.EMPTY);
        assertThat(UidSet.ALL.below(1)).isEqualTo(UidSet.EMPTY);
        assertThat(UidSet.ALL.below(UidSet.MAX_UID)).isEqualTo(UidSet.range(1, UidSet.MAX_UID - 1));
        assertThat(UidSet.ALL.below(UidSet.MAX_UID + 1)).isEqualTo(UidSet.ALL);
    }

    @Test
    void messagesMayComeInAnyOrder() {
        List<MessageMeta> messages = new ArrayList<>();
        for (long uid : new long[] {7, 2, 3}) {
            messages.add(MessageMeta.builder(uid, 1, Instant.EPOCH).build());
        }
        assertThat(UidSet.of(messages)).isEqualTo(UidSet.of(2, 3, 7));
    }

    private static UidSet setOf(Collection<Long> uids) {
        return UidSet.of(uids.stream().mapToLong(Long::longValue).toArray());
    }
}
