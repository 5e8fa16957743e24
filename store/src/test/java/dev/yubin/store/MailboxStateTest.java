package dev.yubin.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MailboxStateTest {
    @Test
    void whatIsCountedIsInTheState() {
        MailboxState state = MailboxState.builder()
                .count(meta(9, 100))
                .count(meta(2, 10, Flag.SEEN, Flag.of("x")))
                .count(meta(4, 1, Flag.DELETED, Flag.of("$Label1"), Flag.of("X")))
                .build();
        assertThat(state.messages()).isEqualTo(3);
        assertThat(state.size()).isEqualTo(111);
        assertThat(state.unseen()).isEqualTo(2);
        assertThat(state.firstUnseen()).hasValue(4);
        assertThat(state.deleted()).isEqualTo(1);
        assertThat(state.keywords()).isEqualTo(Flags.of(Flag.of("x"), Flag.of("$Label1")));
    }

    @Test
    void withoutAnUnseenMessageThereIsNoFirst() {
        MailboxState state = MailboxState.builder().count(meta(1, 1, Flag.SEEN)).build();
        assertThat(state.firstUnseen()).isEmpty();
        assertThat(state.unseen()).isZero();
    }

    private static MessageMeta meta(long uid, long size, Flag... flags) {
        return MessageMeta.builder(uid, size, Instant.EPOCH)
                .flags(Flags.of(flags))
                .build();
    }
}
