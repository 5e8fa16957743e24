package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.protocol.ClientCertificates;
import dev.yubin.protocol.Networks;
import dev.yubin.protocol.TlsOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A client whose handshake fails at the server is told why (RFC 8446 §6.2, RFC 5246 §7.2.2). */
@Timeout(60)
class TlsAlertTest {
    private ToyServer server;

    @AfterEach
    void close() {
        server.close();
    }

    private void handshake(TlsOptions options, String version) throws Exception {
        server = ToyServer.overTls(ToyServer.LIMITS, Networks.none());
        server.services.tls().use(options);
        try (ToyClient client = new ToyClient(server.listener.address())) {
            client.tls(server.services.tls().clientSslContext(), version).line();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aMissingCertificateIsNamed(String version) {
        assertThatThrownBy(() ->
                        handshake(TlsOptions.generated().clientCertificates(ClientCertificates.REQUIRED), version))
                .hasMessageContaining("alert");
    }

    @Test
    void aVersionThatIsNotSpokenIsNamed() {
        assertThatThrownBy(() -> handshake(TlsOptions.generated().versions("TLSv1.3"), "TLSv1.2"))
                .hasMessageContaining("protocol_version");
    }
}
