package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.protocol.CertificateDefect;
import dev.yubin.protocol.ClientCertificates;
import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Networks;
import dev.yubin.protocol.TlsOptions;
import java.time.Duration;
import java.util.List;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that get no TLS: why, and what to do about it, stands in the log. */
@Timeout(60)
class TlsLogTest {
    private CapturedLog log;
    private ToyServer server;

    @BeforeEach
    void begin() throws Exception {
        server = ToyServer.overTls(ToyServer.LIMITS, Networks.none());
        log = new CapturedLog(TlsGate.class);
    }

    @AfterEach
    void end() {
        log.close();
        server.close();
    }

    private ToyClient connect() throws Exception {
        return new ToyClient(server.listener.address());
    }

    /** The one line about the first client. */
    private String line() throws Exception {
        ToyServer.await(() -> server.listener.connections() == 0);
        server.settle();
        List<String> lines = log.lines();
        assertThat(lines).hasSize(1);
        String line = lines.get(0);
        assertThat(line)
                .startsWith("INFO toy #1 from 127.0.0.1:")
                .contains(", port " + server.listener.address().getPort() + ": ");
        return line;
    }

    @Test
    void plainText() throws Exception {
        try (ToyClient client = connect().send("ECHO a")) {
            assertThat(client.line()).isNull();
        }
        assertThat(line()).contains("plain text in place of a TLS handshake; it wants a port that begins without TLS");
    }

    /** As a mail client does that waits for the greeting. */
    @Test
    void silence() throws Exception {
        try (ToyClient client = connect()) {
            ToyServer.await(() -> {
                server.clock.advance(Limits.DEFAULT_HANDSHAKE);
                return !log.lines().isEmpty();
            });
            assertThat(client.line()).isNull();
        }
        assertThat(line()).contains("it said nothing at all: if it waits for a greeting, it wants a port that begins");
    }

    @Test
    void aClientThatDoesNotTrustUs() throws Exception {
        SSLContext trusting = server.services.tls().clientSslContext();
        server.services.tls().use(TlsOptions.generated().defect(CertificateDefect.UNTRUSTED));
        try (ToyClient client = connect()) {
            assertThatThrownBy(() -> client.tls(trusting)).isInstanceOf(SSLException.class);
        }
        assertThat(line()).contains("the client says certificate_unknown; it does not take our certificate");
    }

    @Test
    void aClientOfAnotherVersion() throws Exception {
        server.services.tls().use(TlsOptions.generated().versions("TLSv1.3"));
        try (ToyClient client = connect()) {
            assertThatThrownBy(() -> client.tls(server.services.tls().clientSslContext(), "TLSv1.2"))
                    .isInstanceOf(SSLException.class);
        }
        assertThat(line()).contains("no version or cipher suite in common");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientWithoutTheCertificateThatIsAskedFor(String version) throws Exception {
        server.services.tls().use(TlsOptions.generated().clientCertificates(ClientCertificates.REQUIRED));
        try (ToyClient client = connect()) {
            assertThatThrownBy(() -> client.tls(server.services.tls().clientSslContext(), version)
                            .line())
                    .hasMessageContaining("alert");
        }
        assertThat(line()).contains("; the client's certificate is missing, or does not come from an authority");
    }

    @Test
    void aClientThatWaitsForAGreetingForAWhile() throws Exception {
        try (ToyClient client = connect()) {
            ToyServer.await(() -> server.listener.connections() == 1);
            server.settle();
            server.clock.advance(Duration.ofSeconds(5));
            client.hangUp();
        }
        assertThat(line()).contains("closed before the TLS handshake was over; it said nothing at all");
    }

    /** Scanners and health checks do so all day long. */
    @Test
    void whoOnlyConnectsIsNoNews() throws Exception {
        connect().hangUp();
        ToyServer.await(() -> !server.transcripts.isEmpty() && server.listener.connections() == 0);
        server.settle();
        assertThat(log.lines()).isEmpty();
    }
}
