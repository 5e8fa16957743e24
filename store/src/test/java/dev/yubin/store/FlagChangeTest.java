package dev.yubin.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class FlagChangeTest {
    private static final FlagChange SEEN = FlagChange.add(Flag.SEEN);
    private static final OptionalLong ALWAYS = OptionalLong.empty();

    @Test
    void aPlanHasTheMessagesThatChangeAsTheyWillBe() {
        List<MessageMeta> found = List.of(meta(2, 5), meta(3, 6, Flag.SEEN), meta(7, 4, Flag.DRAFT));
        FlagOutcome plan = SEEN.plan(found, UidSet.range(2, 7), 8, ALWAYS, 9);
        assertThat(plan.modSeq()).isEqualTo(9);
        assertThat(plan.changed()).extracting(MessageMeta::uid).containsExactly(2L, 7L);
        assertThat(plan.changed()).extracting(MessageMeta::modSeq).containsOnly(9L);
        assertThat(plan.changed())
                .extracting(MessageMeta::flags)
                .containsExactly(Flags.of(Flag.SEEN), Flags.of(Flag.SEEN, Flag.DRAFT));
        assertThat(plan.changed().get(1).emailId()).isEqualTo("e7");
        assertThat(plan.failed()).isEqualTo(UidSet.EMPTY);
    }

    @Test
    void aPlanWithoutEffectHasNoModSeq() {
        FlagOutcome plan = SEEN.plan(List.of(meta(1, 5, Flag.SEEN)), UidSet.of(1), 2, ALWAYS, 9);
        assertThat(plan.modSeq()).isZero();
        assertThat(plan.changed()).isEmpty();
    }

    @Test
    void whatHasChangedSinceFailsWhetherOrNotItWouldChange() {
        List<MessageMeta> found = List.of(meta(1, 5), meta(2, 6), meta(3, 7, Flag.SEEN));
        FlagOutcome plan = SEEN.plan(found, UidSet.ALL, 4, OptionalLong.of(5), 9);
        assertThat(plan.changed()).extracting(MessageMeta::uid).containsExactly(1L);
        assertThat(plan.failed()).isEqualTo(UidSet.of(2, 3));
    }

    @Test
    void whatIsMissingEndsAtUidNext() {
        List<MessageMeta> found = List.of(meta(2, 5), meta(4, 5));
        assertThat(SEEN.plan(found, UidSet.ALL, 7, ALWAYS, 9).missing()).isEqualTo(UidSet.of(1, 3, 5, 6));
        assertThat(SEEN.plan(found, UidSet.of(2, 4, 9), 7, ALWAYS, 9).missing()).isEqualTo(UidSet.EMPTY);
        assertThat(SEEN.plan(List.of(), UidSet.ALL, 1, ALWAYS, 9).missing()).isEqualTo(UidSet.EMPTY);
    }

    @Test
    void aStoreWithoutModSeqPlansWithZero() {
        FlagOutcome plan = SEEN.plan(List.of(meta(1, 0)), UidSet.of(1), 2, OptionalLong.of(0), 0);
        assertThat(plan.modSeq()).isZero();
        assertThat(plan.changed()).extracting(MessageMeta::modSeq).containsExactly(0L);
    }

    @Test
    void anExpungeOfTheDeletedLeavesTheRest() {
        assertThat(Expunge.DELETED_ONLY.removes(meta(1, 1, Flag.DELETED))).isTrue();
        assertThat(Expunge.DELETED_ONLY.removes(meta(1, 1, Flag.SEEN))).isFalse();
        assertThat(Expunge.ANY.removes(meta(1, 1))).isTrue();
    }

    private static MessageMeta meta(long uid, long modSeq, Flag... flags) {
        return MessageMeta.builder(uid, 1, Instant.EPOCH)
                .modSeq(modSeq)
                .flags(Flags.of(flags))
                .emailId("e" + uid)
                .build();
    }
}
