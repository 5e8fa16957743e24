package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.VirtualClock;
import io.netty.channel.embedded.EmbeddedChannel;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class IntakeTest {
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private final Intake intake =
            new Intake(channel, new StoreTimer(new VirtualClock(Instant.EPOCH), Duration.ofSeconds(1), null, () -> {}));

    @AfterEach
    void close() {
        channel.finishAndReleaseAll();
    }

    /** Each TLS 1.3 KeyUpdate calls for one in return, which would pile up. */
    @Test
    void aPeerThatTakesNoOutputIsNotReadUntilItDoes() {
        intake.stalled(true);
        assertThat(channel.config().isAutoRead()).isFalse();
        intake.full(true);
        intake.stalled(false);
        assertThat(channel.config().isAutoRead()).isFalse();
        intake.full(false);
        assertThat(channel.config().isAutoRead()).isTrue();
    }

    @Test
    void whatIsThrownAwayIsAlwaysRead() {
        intake.stalled(true);
        intake.full(true);
        intake.discard();
        assertThat(channel.config().isAutoRead()).isTrue();
    }
}
