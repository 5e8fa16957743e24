package dev.yubin.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class FlagsTest {
    private static final List<Flag> ALL = List.of(
            Flag.SEEN, Flag.ANSWERED, Flag.FLAGGED, Flag.DELETED, Flag.DRAFT, Flag.of("$Label1"), Flag.of("zebra"));

    @Test
    void aSetAgreesWithATreeSet() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 1000; i++) {
            TreeSet<Flag> one = some(random);
            TreeSet<Flag> other = some(random);
            Flags a = Flags.copyOf(one);
            Flags b = Flags.copyOf(other);
            String hint = a + " and " + b + ", seed " + seed;
            assertThat(a).as(hint).containsExactlyElementsOf(one);
            for (Flag flag : ALL) {
                assertThat(a.contains(flag)).as(hint).isEqualTo(one.contains(flag));
            }
            TreeSet<Flag> union = new TreeSet<>(one);
            union.addAll(other);
            assertThat(a.plus(b)).as(hint).containsExactlyElementsOf(union);
            assertThat(a.plus(b) == a).as(hint).isEqualTo(one.containsAll(other));
            TreeSet<Flag> rest = new TreeSet<>(one);
            rest.removeAll(other);
            assertThat(a.minus(b)).as(hint).containsExactlyElementsOf(rest);
            assertThat(a.minus(b) == a).as(hint).isEqualTo(rest.equals(one));
            assertThat(a.equals(b)).as(hint).isEqualTo(one.equals(other));
            one.removeIf(Flag::isSystem);
            assertThat(a.keywords()).as(hint).containsExactlyElementsOf(one);
        }
    }

    @Test
    void equalSetsWithoutKeywordsAreOneObject() {
        assertThat(Flags.of(Flag.SEEN, Flag.DRAFT))
                .isSameAs(Flags.of(Flag.DRAFT).plus(Flags.of(Flag.SEEN)));
        assertThat(Flags.of(Flag.SEEN, Flag.of("x")).minus(Flags.of(Flag.of("X"))))
                .isSameAs(Flags.of(Flag.SEEN));
        assertThat(Flags.of()).isSameAs(Flags.NONE);
    }

    @Test
    void aKeywordKeepsTheCaseItWasFirstGiven() {
        Flags flags = Flags.of(Flag.of("Work")).plus(Flags.of(Flag.of("WORK"), Flag.SEEN));
        assertThat(flags).hasToString("[\\Seen, Work]");
    }

    private static TreeSet<Flag> some(Random random) {
        List<Flag> flags = new ArrayList<>(ALL);
        flags.removeIf(flag -> random.nextBoolean());
        return new TreeSet<>(flags);
    }
}
