package dev.yubin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private final Limits limits = Limits.withIdle(Duration.ofMinutes(5));

    @Test
    void startsWithTheDefaults() {
        assertThat(limits.idle()).isEqualTo(Duration.ofMinutes(5));
        assertThat(limits.lineLength()).isEqualTo(Limits.DEFAULT_LINE_LENGTH);
        assertThat(limits.badCommands()).isEqualTo(Limits.DEFAULT_BAD_COMMANDS);
        assertThat(limits.storeTimeout()).isEqualTo(Limits.DEFAULT_STORE_TIMEOUT);
    }

    @Test
    void eachMethodChangesOneValueInACopy() {
        Limits changed = limits.idle(Duration.ofSeconds(1))
                .lineLength(512)
                .badCommands(1)
                .storeTimeout(Duration.ofSeconds(2));
        assertThat(changed.idle()).isEqualTo(Duration.ofSeconds(1));
        assertThat(changed.lineLength()).isEqualTo(512);
        assertThat(changed.badCommands()).isEqualTo(1);
        assertThat(changed.storeTimeout()).isEqualTo(Duration.ofSeconds(2));
        startsWithTheDefaults();
    }

    @Test
    void refusesWhatCannotWork() {
        assertThatThrownBy(() -> limits.lineLength(511)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> limits.badCommands(0)).isInstanceOf(IllegalArgumentException.class);
        for (Duration no : List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertThatThrownBy(() -> limits.idle(no)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> limits.storeTimeout(no)).isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> Limits.withIdle(no)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
