package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.LoginLimits;
import dev.yubin.protocol.VirtualClock;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class FailedLoginsTest {
    private final VirtualClock clock = new VirtualClock(Instant.EPOCH);
    private final FailedLogins failed = new FailedLogins(clock, 3);
    private final LoginLimits limits = LoginLimits.defaults();

    @Test
    void delaysDoubleAfterTheQuickOnes() {
        List<Long> delays = new ArrayList<>();
        for (int i = 0; i < 18; i++) {
            failed.add(at("192.0.2.1"), limits);
            delays.add(failed.delay(at("192.0.2.1"), limits).toSeconds());
        }
        assertThat(delays).containsExactly(0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 0L, 1L, 2L, 4L, 8L, 16L, 30L, 30L, 30L);
        assertThat(failed.delay(at("192.0.2.2"), limits)).isZero();
    }

    @Test
    void delaysMayBeZeroOrLongAndNeverOverflow() {
        LoginLimits none = limits.quick(0).delay(Duration.ZERO);
        LoginLimits shortest = limits.quick(0).delay(Duration.ofNanos(1));
        LoginLimits longest = limits.quick(0).delay(LoginLimits.LONGEST_DELAY);
        for (int i = 0; i < 100; i++) {
            failed.add(at("192.0.2.1"), limits);
            assertThat(failed.delay(at("192.0.2.1"), none)).isZero();
            assertThat(failed.delay(at("192.0.2.1"), longest)).isEqualTo(LoginLimits.LONGEST_DELAY);
            assertThat(failed.delay(at("192.0.2.1"), shortest))
                    .isBetween(Duration.ofNanos(1), LoginLimits.LONGEST_DELAY);
        }
        assertThat(failed.delay(at("192.0.2.1"), shortest)).isEqualTo(LoginLimits.LONGEST_DELAY);
    }

    @Test
    void anAddressIsBlockedUntilItsOldestFailuresAreForgotten() {
        for (int i = 0; i < 100; i++) {
            assertThat(failed.isBlocked(at("192.0.2.1"), limits)).isFalse();
            failed.add(at("192.0.2.1"), limits);
            clock.advance(Duration.ofSeconds(1));
        }
        assertThat(failed.isBlocked(at("192.0.2.1"), limits)).isTrue();
        assertThat(failed.isBlocked(at("192.0.2.2"), limits)).isFalse();
        clock.advance(Duration.ofSeconds(499));
        assertThat(failed.isBlocked(at("192.0.2.1"), limits)).isTrue();
        clock.advance(Duration.ofSeconds(1));
        assertThat(failed.isBlocked(at("192.0.2.1"), limits)).isFalse();
        failed.add(at("192.0.2.1"), limits);
        assertThat(failed.isBlocked(at("192.0.2.1"), limits)).isTrue();
        clock.advance(Duration.ofMinutes(10));
        assertThat(failed.delay(at("192.0.2.1"), limits)).isZero();
    }

    @Test
    void countsRightForLongThoughItForgets() {
        for (int i = 0; i < 1000; i++) {
            failed.add(at("192.0.2.1"), limits);
            clock.advance(Duration.ofMinutes(1));
            int remembered = Math.min(i + 1, 9);
            assertThat(failed.isBlocked(at("192.0.2.1"), limits.failedPerAddress(remembered)))
                    .isTrue();
            assertThat(failed.isBlocked(at("192.0.2.1"), limits.failedPerAddress(remembered + 1)))
                    .isFalse();
        }
        failed.add(at("192.0.2.1"), limits);
        assertThat(failed.delay(at("192.0.2.1"), limits.quick(9))).isEqualTo(Duration.ofSeconds(1));
        assertThat(failed.delay(at("192.0.2.1"), limits.quick(10))).isZero();
    }

    @Test
    void aNetworkOfOneIpv6CustomerIsOneAddress() {
        LoginLimits one = limits.failedPerAddress(1);
        failed.add(at("2001:db8:0:1::1"), one);
        assertThat(failed.isBlocked(at("2001:db8:0:1:ffff:ffff:ffff:ffff"), one))
                .isTrue();
        assertThat(failed.isBlocked(at("2001:db8:0:2::1"), one)).isFalse();
        failed.add(at("0:0:c000:201::"), one);
        assertThat(failed.isBlocked(at("192.0.2.1"), one)).as("the same octets").isFalse();
    }

    @Test
    void anIpv4AddressIsTheSameInItsIpv6Form() throws UnknownHostException {
        LoginLimits one = limits.failedPerAddress(1);
        failed.add(at("192.0.2.1"), one);
        byte[] mapped = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, -64, 0, 2, 1};
        assertThat(failed.isBlocked(Inet6Address.getByAddress("x", mapped, 0), one))
                .isTrue();
    }

    @Test
    void onlySoManyAddressesAreRememberedAndTheOneQuietLongestGoes() {
        LoginLimits one = limits.failedPerAddress(1);
        failed.add(at("192.0.2.1"), one);
        failed.add(at("192.0.2.2"), one);
        failed.add(at("192.0.2.3"), one);
        assertThat(failed.isBlocked(at("192.0.2.1"), one))
                .as("is heard of again")
                .isTrue();
        failed.add(at("192.0.2.4"), one);
        assertThat(failed.isBlocked(at("192.0.2.2"), one)).isFalse();
        for (int last : new int[] {1, 3, 4}) {
            assertThat(failed.isBlocked(at("192.0.2." + last), one)).isTrue();
        }
    }

    @Test
    void resetForgetsAll() {
        failed.add(at("192.0.2.1"), limits.failedPerAddress(1));
        failed.reset();
        assertThat(failed.isBlocked(at("192.0.2.1"), limits.failedPerAddress(1)))
                .isFalse();
    }

    private static InetAddress at(String address) {
        try {
            return InetAddress.getByName(address);
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(e);
        }
    }
}
