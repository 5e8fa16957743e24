package dev.yubin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LoginLimitsTest {
    private final LoginLimits limits = LoginLimits.defaults();

    @Test
    void startsWithTheDefaults() {
        assertThat(limits.failed()).isEqualTo(5);
        assertThat(limits.failedPerAddress()).isEqualTo(100);
        assertThat(limits.memory()).isEqualTo(Duration.ofMinutes(10));
        assertThat(limits.quick()).isEqualTo(10);
        assertThat(limits.delay()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void eachMethodChangesOneValueInACopy() {
        // The second round shows that the last ones are kept by the first ones.
        LoginLimits changed = limits;
        for (int round = 0; round < 2; round++) {
            changed = changed.failed(1)
                    .failedPerAddress(2)
                    .memory(Duration.ofSeconds(3))
                    .quick(4)
                    .delay(Duration.ofSeconds(5));
        }
        changed = changed.failed(1);
        assertThat(changed.failed()).isEqualTo(1);
        assertThat(changed.failedPerAddress()).isEqualTo(2);
        assertThat(changed.memory()).isEqualTo(Duration.ofSeconds(3));
        assertThat(changed.quick()).isEqualTo(4);
        assertThat(changed.delay()).isEqualTo(Duration.ofSeconds(5));
        startsWithTheDefaults();
    }

    @Test
    void aLimitMayBeAsSmallOrAsLargeAsItCanWork() {
        assertThat(limits.quick(0).quick()).isZero();
        assertThat(limits.delay(Duration.ZERO).delay()).isEqualTo(Duration.ZERO);
        assertThat(limits.delay(Duration.ofSeconds(30)).delay()).isEqualTo(LoginLimits.LONGEST_DELAY);
    }

    @Test
    void refusesWhatCannotWork() {
        assertRefused(() -> limits.failed(0));
        assertRefused(() -> limits.failedPerAddress(0));
        assertRefused(() -> limits.quick(-1));
        assertRefused(() -> limits.delay(Duration.ofNanos(-1)));
        assertRefused(() -> limits.delay(Duration.ofSeconds(30).plusNanos(1)));
        for (Duration no : List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertRefused(() -> limits.memory(no));
        }
    }

    private static void assertRefused(ThrowingCallable change) {
        assertThatThrownBy(change).isInstanceOf(IllegalArgumentException.class);
    }
}
