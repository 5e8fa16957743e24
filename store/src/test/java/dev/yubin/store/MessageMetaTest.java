package dev.yubin.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MessageMetaTest {
    private static final Instant RECEIVED = Instant.parse("1969-07-20T20:17:40.123456789Z");
    private static final Instant SAVED = Instant.parse("2026-11-23T00:30:00.000000001Z");

    @Test
    void whatIsSetIsTold() {
        MessageMeta meta = MessageMeta.builder(UidSet.MAX_UID, Long.MAX_VALUE, RECEIVED)
                .modSeq(7)
                .flags(Flags.of(Flag.SEEN))
                .saveDate(SAVED)
                .emailId("e1")
                .build();
        for (MessageMeta each : new MessageMeta[] {meta, meta.toBuilder().build()}) {
            assertThat(each.uid()).isEqualTo(UidSet.MAX_UID);
            assertThat(each.size()).isEqualTo(Long.MAX_VALUE);
            assertThat(each.internalDate()).isEqualTo(RECEIVED);
            assertThat(each.modSeq()).isEqualTo(7);
            assertThat(each.flags()).isEqualTo(Flags.of(Flag.SEEN));
            assertThat(each.saveDate()).contains(SAVED);
            assertThat(each.emailId()).isEqualTo("e1");
        }
    }

    @Test
    void aSaveDateMayBeUnknown() {
        MessageMeta meta = MessageMeta.builder(1, 1, Instant.MIN).build();
        assertThat(meta.saveDate()).isEmpty();
        assertThat(meta.toBuilder().build().saveDate()).isEmpty();
        assertThat(meta.internalDate()).isEqualTo(Instant.MIN);
    }

    @Test
    void aUidHas32Bits() {
        assertThatThrownBy(() -> MessageMeta.builder(UidSet.MAX_UID + 1, 1, RECEIVED))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aNewMessageKeepsWhatItCameWith() {
        MessageMeta source = MessageMeta.builder(1, 2, RECEIVED)
                .flags(Flags.of(Flag.SEEN))
                .emailId("e1")
                .saveDate(SAVED)
                .modSeq(9)
                .build();
        NewMessage message = NewMessage.copyOf(source, MessageContent.of(new byte[] {1, 2}));
        MessageMeta meta = MessageMeta.builder(5, message).build();
        assertThat(meta.uid()).isEqualTo(5);
        assertThat(meta.size()).isEqualTo(2);
        assertThat(meta.internalDate()).isEqualTo(RECEIVED);
        assertThat(meta.flags()).isEqualTo(Flags.of(Flag.SEEN));
        assertThat(meta.emailId()).isEqualTo("e1");
        assertThat(meta.saveDate()).isEmpty();
        assertThat(meta.modSeq()).isZero();
    }
}
