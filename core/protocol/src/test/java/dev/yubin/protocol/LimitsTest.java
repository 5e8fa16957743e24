package dev.yubin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

class LimitsTest {
    private final Limits limits = Limits.withIdle(Duration.ofMinutes(5));

    @Test
    void startsWithTheDefaults() {
        assertThat(limits.idle()).isEqualTo(Duration.ofMinutes(5));
        assertThat(limits.session()).isEqualTo(Duration.ofDays(1));
        assertThat(limits.connections()).isEqualTo(10_000);
        assertThat(limits.connectionsPerAddress()).isEqualTo(1000);
        assertThat(limits.handshake()).isEqualTo(Duration.ofSeconds(30));
        assertThat(limits.lineLength()).isEqualTo(12_288);
        assertThat(limits.lineLengthAfterLogin()).isEqualTo(65_536);
        assertThat(limits.literal()).isEqualTo(8192);
        assertThat(limits.literalAfterLogin()).isEqualTo(65_536);
        assertThat(limits.commands()).isEqualTo(Long.MAX_VALUE);
        assertThat(limits.logins()).isSameAs(LoginLimits.defaults());
        assertThat(limits.slowBadCommands()).isEqualTo(10);
        assertThat(limits.badCommandDelay()).isEqualTo(Duration.ofSeconds(1));
        assertThat(limits.badCommands()).isEqualTo(20);
        assertThat(limits.storeTimeout()).isEqualTo(Duration.ofSeconds(60));
    }

    @Test
    void eachMethodChangesOneValueInACopy() {
        // Each is changed in the first copy, and must be kept by those that follow; a second round shows the last ones.
        Limits changed = limits;
        for (int round = 0; round < 2; round++) {
            changed = changed.idle(Duration.ofSeconds(1))
                    .session(Duration.ofSeconds(2))
                    .connections(3)
                    .connectionsPerAddress(4)
                    .lineLength(512)
                    .lineLengthAfterLogin(513)
                    .literal(514)
                    .literalAfterLogin(515)
                    .commands(5_000_000_000L)
                    .logins(logins -> logins.failed(9))
                    .handshake(Duration.ofSeconds(10))
                    .slowBadCommands(5)
                    .badCommandDelay(Duration.ofSeconds(6))
                    .badCommands(7)
                    .storeTimeout(Duration.ofSeconds(8));
        }
        changed = changed.idle(changed.idle());
        assertThat(changed.idle()).isEqualTo(Duration.ofSeconds(1));
        assertThat(changed.session()).isEqualTo(Duration.ofSeconds(2));
        assertThat(changed.connections()).isEqualTo(3);
        assertThat(changed.connectionsPerAddress()).isEqualTo(4);
        assertThat(changed.lineLength()).isEqualTo(512);
        assertThat(changed.lineLengthAfterLogin()).isEqualTo(513);
        assertThat(changed.literal()).isEqualTo(514);
        assertThat(changed.literalAfterLogin()).isEqualTo(515);
        assertThat(changed.commands()).isEqualTo(5_000_000_000L);
        assertThat(changed.logins().failed()).isEqualTo(9);
        assertThat(changed.handshake()).isEqualTo(Duration.ofSeconds(10));
        assertThat(changed.slowBadCommands()).isEqualTo(5);
        assertThat(changed.badCommandDelay()).isEqualTo(Duration.ofSeconds(6));
        assertThat(changed.badCommands()).isEqualTo(7);
        assertThat(changed.storeTimeout()).isEqualTo(Duration.ofSeconds(8));
        startsWithTheDefaults();
    }

    @Test
    void aLogInNeverMakesLinesOrLiteralsShorter() {
        Limits raised = limits.lineLength(100_000).literal(200_000);
        assertThat(raised.lineLengthAfterLogin()).isEqualTo(100_000);
        assertThat(raised.literalAfterLogin()).isEqualTo(200_000);
        Limits lowered = raised.lineLength(512).literal(512);
        assertThat(lowered.lineLengthAfterLogin()).isEqualTo(65_536);
        assertThat(lowered.literalAfterLogin()).isEqualTo(65_536);
    }

    @Test
    void aLimitMayBeAsSmallAsItCanWork() {
        assertThat(limits.connections(1).connections()).isEqualTo(1);
        assertThat(limits.connectionsPerAddress(1).connectionsPerAddress()).isEqualTo(1);
        assertThat(limits.commands(1).commands()).isEqualTo(1);
        assertThat(limits.badCommands(1).badCommands()).isEqualTo(1);
        assertThat(limits.slowBadCommands(0).slowBadCommands()).isZero();
        assertThat(limits.badCommandDelay(Duration.ZERO).badCommandDelay()).isEqualTo(Duration.ZERO);
    }

    @Test
    void refusesWhatCannotWork() {
        assertRefused(() -> limits.lineLength(511));
        assertRefused(() -> limits.lineLengthAfterLogin(511));
        assertRefused(() -> limits.literal(511));
        assertRefused(() -> limits.literalAfterLogin(511));
        assertRefused(() -> limits.commands(0));
        assertRefused(() -> limits.badCommands(0));
        assertRefused(() -> limits.slowBadCommands(-1));
        assertRefused(() -> limits.connections(0));
        assertRefused(() -> limits.connectionsPerAddress(0));
        assertRefused(() -> limits.badCommandDelay(Duration.ofNanos(-1)));
        for (Duration no : List.of(Duration.ZERO, Duration.ofNanos(-1), Duration.ofSeconds(Long.MAX_VALUE))) {
            assertRefused(() -> limits.idle(no));
            assertRefused(() -> limits.session(no));
            assertRefused(() -> limits.handshake(no));
            assertRefused(() -> limits.storeTimeout(no));
            assertRefused(() -> Limits.withIdle(no));
        }
    }

    private static void assertRefused(ThrowingCallable change) {
        assertThatThrownBy(change).isInstanceOf(IllegalArgumentException.class);
    }
}
