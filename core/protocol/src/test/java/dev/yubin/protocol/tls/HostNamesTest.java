package dev.yubin.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HostNamesTest {
    @ParameterizedTest
    @CsvSource({
        "localhost, localhost",
        "Mail.Example.COM, mail.example.com",
        "bücher.example, xn--bcher-kva.example",
        "*.bücher.example, *.xn--bcher-kva.example",
        "xn--bcher-kva.example, xn--bcher-kva.example",
        "*.example.com, *.example.com",
        "a_host, a_host",
        "192.0.2.1, 192.0.2.1",
        "[192.0.2.1], 192.0.2.1",
        "::1, 0:0:0:0:0:0:0:1",
        "[IPv6:2001:DB8::1], 2001:db8:0:0:0:0:0:1",
        "[ipv6:2001:db8::1], 2001:db8:0:0:0:0:0:1",
    })
    void namesAndAddressesAreInOneForm(String name, String canonical) {
        assertThat(HostNames.check(name)).isEqualTo(canonical);
        assertThat(HostNames.check(canonical)).isEqualTo(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "a b", "a\r\nb", "*.", "*", "[x-tag:1]", "[", "[]", "a/b", "mail.*.com", "\0", "*.[::1]"
            })
    void whatIsNoHostIsRefused(String name) {
        assertThatIllegalArgumentException().isThrownBy(() -> HostNames.check(name));
    }

    @Test
    void aHostIsThereOnce() {
        assertThat(HostNames.of(List.of("b.example", "127.0.0.1", "B.example", "[127.0.0.1]", "a.example")))
                .containsExactly("b.example", "127.0.0.1", "a.example");
    }

    @Test
    void onlyAddressesHaveOctets() {
        assertThat(HostNames.address("192.0.2.1")).containsExactly(192, 0, 2, 1);
        assertThat(HostNames.address(HostNames.check("::1"))).hasSize(16).endsWith((byte) 0, (byte) 1);
        assertThat(HostNames.address("mail.example.com")).isNull();
    }
}
