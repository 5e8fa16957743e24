package dev.yubin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {
    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8, 10.0.0.0, true",
        "10.0.0.0/8, 10.255.255.255, true",
        "10.0.0.0/8, 11.0.0.0, false",
        "10.0.0.0/8, 9.255.255.255, false",
        "10.1.2.3/8, 10.200.0.1, true",
        "192.0.2.7, 192.0.2.7, true",
        "192.0.2.7, 192.0.2.6, false",
        "192.0.2.7/31, 192.0.2.6, true",
        "192.0.2.7/32, 192.0.2.6, false",
        "0.0.0.0/0, 203.0.113.1, true",
        "0.0.0.0/0, ::1, false",
        "::/0, ::1, true",
        "::/0, 203.0.113.1, false",
        "::1, ::1, true",
        "::1, ::2, false",
        "2001:db8::/32, 2001:db8:ffff::1, true",
        "2001:db8::/32, 2001:db9::, false",
        "2001:db8::/33, 2001:db8:8000::, false",
        "fe80::/10, fe80::1%1, true",
        "ffff::/16, ffff::1, true",
        "::ffff:10.0.0.0/104, 10.1.1.1, true",
        "::ffff:10.0.0.0/104, 11.1.1.1, false",
        "::ffff:192.0.2.7, 192.0.2.7, true",
    })
    void anAddressIsInABlockIfItsFirstBitsAre(String block, String address, boolean isIn) throws UnknownHostException {
        assertThat(Networks.of(block).contains(InetAddress.getByName(address))).isEqualTo(isIn);
        assertThat(Networks.of("198.51.100.1", block, "fd00::/8").contains(InetAddress.getByName(address)))
                .isEqualTo(isIn);
    }

    @Test
    void anIpv4AddressInIpv6FormIsTheSame() throws UnknownHostException {
        byte[] octets = new byte[16];
        octets[10] = (byte) 0xff;
        octets[11] = (byte) 0xff;
        octets[12] = 10;
        octets[15] = 1;
        InetAddress mapped = Inet6Address.getByAddress(null, octets, -1);
        assertThat(mapped).isInstanceOf(Inet6Address.class);
        assertThat(Networks.of("10.0.0.0/24").contains(mapped)).isTrue();
        assertThat(Networks.of("10.0.1.0/24").contains(mapped)).isFalse();
    }

    @Test
    void nobodyIsInNone() throws UnknownHostException {
        assertThat(Networks.none().contains(InetAddress.getLoopbackAddress())).isFalse();
        assertThat(Networks.none().isEmpty()).isTrue();
        assertThat(Networks.of()).isSameAs(Networks.none());
        assertThat(Networks.of("::1").isEmpty()).isFalse();
    }

    @Test
    void networksAreShownAsTheyWereGiven() {
        assertThat(Networks.of("10.0.0.0/8", "::1")).hasToString("10.0.0.0/8, ::1");
        assertThat(Networks.none()).hasToString("no networks");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/8",
                "localhost",
                "mx.example.com/24",
                "10.0.0",
                "10.0.0.256",
                "[::1]",
                "fe80::1%1",
                ":::1"
            })
    void whatIsNoAddressIsRefused(String block) {
        assertThatThrownBy(() -> Networks.of("::1", block))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("is no IP address")
                .hasMessageEndingWith(block);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/",
                "10.0.0.0/33",
                "10.0.0.0/-1",
                "10.0.0.0/+8",
                "10.0.0.0/8/8",
                "10.0.0.0/255.0.0.0",
                "10.0.0.0/99999999999",
                "::/129",
                "::/x",
                "::ffff:10.0.0.0/8"
            })
    void whatIsNoPrefixLengthIsRefused(String block) {
        assertThatThrownBy(() -> Networks.of(block))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("the prefix length must be from ")
                .hasMessageEndingWith(block);
    }
}
