package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.protocol.CertificateDefect;
import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Networks;
import dev.yubin.protocol.TlsOptions;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** TLS over real sockets: from the first octet on, and begun by a command. */
@Timeout(60)
class TlsTest {
    private static final Networks HERE = Networks.of("127.0.0.0/8", "::1");

    private ToyServer server;

    @AfterEach
    void close() {
        server.close();
    }

    private void start(boolean tls) throws InterruptedException {
        server = tls ? ToyServer.overTls(ToyServer.LIMITS, Networks.none()) : new ToyServer();
    }

    private SSLContext trusting() {
        return server.services.tls().clientSslContext();
    }

    private ToyClient connect() throws IOException {
        return new ToyClient(server.listener.address());
    }

    private String transcript() {
        ToyServer.await(() -> !server.transcripts.isEmpty());
        return server.transcripts.peek().toString();
    }

    // --- from the first octet on --------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aSessionIsTheSameOverTls(String version) throws Exception {
        start(true);
        try (ToyClient client = connect().tls(trusting(), version)) {
            assertThat(client.line()).isEqualTo("hello");
            client.send("WHO", "LONG 3000000", "BLONG 3000000", "CONTENT 5")
                    .raw("12345")
                    .send("", "BYE");
            assertThat(client.line()).endsWith(", encrypted");
            assertThat(client.line()).hasSize(3_000_000);
            assertThat(client.line()).isEqualTo("END");
            assertThat(client.line()).hasSize(3_000_000);
            assertThat(client.line()).isEqualTo("END");
            assertThat(client.line()).startsWith("got 5 ");
            assertThat(client.line()).isEqualTo("bye");
            assertThat(client.line()).isNull();
        }
        assertThat(transcript()).contains("*: " + version);
    }

    @Test
    void behindAProxyTlsComesAfterItsHeader() throws Exception {
        server = ToyServer.overTls(ToyServer.LIMITS, HERE);
        try (ToyClient client = connect().raw(ProxyHeaders.version1("TCP4 192.0.2.1 198.51.100.2 50123 25"))) {
            client.tls(trusting());
            assertThat(client.line()).isEqualTo("hello");
            client.send("WHO");
            assertThat(client.line()).isEqualTo("192.0.2.1:50123 to 198.51.100.2:25, encrypted");
        }
    }

    @Test
    void plainTextIsNoHandshake() throws Exception {
        start(true);
        try (ToyClient client = connect().send("ECHO a")) {
            assertThat(client.line()).isNull();
        }
        assertThat(transcript()).contains("plain text in place of a TLS handshake");
    }

    @Test
    void garbageIsNoHandshakeEither() throws Exception {
        start(true);
        try (ToyClient client = connect().raw("\u0016\u0003\u0001\u0000\u0005garbage that goes on and on")) {
            // An alert may come, no greeting.
            String said = client.line();
            assertThat(said == null || !said.contains("hello")).isTrue();
        }
        ToyServer.await(() -> server.listener.connections() == 0);
        assertThat(transcript()).contains("TLS handshake failed: ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\u0016", "\u0016\u0003\u0001\u0002"})
    void aHandshakeThatNeverEndsIsGivenUp(String beginning) throws Exception {
        start(true);
        try (ToyClient client = connect().raw(beginning)) {
            ToyServer.await(() -> server.listener.connections() == 1);
            ToyServer.await(() -> {
                server.clock.advance(Limits.DEFAULT_HANDSHAKE);
                return server.listener.connections() == 0;
            });
            assertThat(client.line()).isNull();
        }
        assertThat(transcript()).contains("no TLS handshake within PT30S");
    }

    @Test
    void aClientThatGoesAwayDuringTheHandshakeLeavesNothing() throws Exception {
        start(true);
        try (ToyClient client = connect().raw("\u0016\u0003\u0001\u0002")) {
            ToyServer.await(() -> server.listener.connections() == 1);
            client.halfClose();
            assertThat(client.line()).isNull();
        }
        ToyServer.await(() -> server.listener.connections() == 0);
        try (ToyClient client = connect().raw("\u0016\u0003")) {
            client.reset();
        }
        ToyServer.await(() -> server.listener.connections() == 0);
    }

    @Test
    void aServerThatClosesDoesNotWaitForHandshakes() throws Exception {
        start(true);
        try (ToyClient client = connect().raw("\u0016\u0003")) {
            ToyServer.await(() -> server.listener.connections() == 1);
            server.listener.close();
            assertThat(client.line()).isNull();
        }
        ToyServer.await(() -> server.listener.connections() == 0);
    }

    @Test
    void oneConnectionTooManyIsToldSoOverTls() throws Exception {
        server = ToyServer.overTls(ToyServer.LIMITS.connections(1), Networks.none());
        try (ToyClient first = connect().tls(trusting());
                ToyClient second = connect().tls(trusting())) {
            assertThat(first.line()).isEqualTo("hello");
            assertThat(second.line()).isEqualTo("too many");
            assertThat(second.line()).isNull();
        }
    }

    @ParameterizedTest
    @EnumSource(CertificateDefect.class)
    void aClientThatChecksDoesNotSpeakToAWrongCertificate(CertificateDefect defect) throws Exception {
        start(true);
        SSLContext trusting = trusting();
        server.services.tls().use(TlsOptions.generated().defect(defect));
        try (ToyClient client = connect()) {
            assertThatThrownBy(() -> client.tls(trusting)).isInstanceOf(SSLException.class);
        }
        ToyServer.await(() -> server.listener.connections() == 0);
        assertThat(transcript()).doesNotContain("hello");
    }

    // --- begun by a command -------------------------------------------------------------------------------------

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aCommandBeginsTls(String version) throws Exception {
        start(false);
        try (ToyClient client = server.client().send("ECHO a", "TLS")) {
            assertThat(client.line()).isEqualTo("a");
            assertThat(client.line()).isEqualTo("begin");
            client.tls(trusting(), version).send("WHO", "BECHO b", "BYE");
            assertThat(client.line()).endsWith(", encrypted");
            assertThat(client.line()).isEqualTo("b");
            assertThat(client.line()).isEqualTo("bye");
            assertThat(client.line()).isNull();
            assertThat(server.session().timesSecured).isEqualTo(1);
        }
    }

    /** CVE-2011-0411 and its family. */
    @ParameterizedTest
    @ValueSource(strings = {"ECHO injected\r\n", "ECHO inj", "\r\n", "ECHO 1\r\nECHO 2\r\nBECHO 3\r\n"})
    void whatComesBehindTheCommandInPlainTextIsThrownAway(String injected) throws Exception {
        start(false);
        try (ToyClient client = server.client().raw("TLS\r\n" + injected)) {
            assertThat(client.line()).isEqualTo("begin");
            client.tls(trusting()).send("ECHO mine");
            assertThat(client.line()).isEqualTo("mine");
        }
    }

    /** More of it than is read at once: what comes later is no handshake. */
    @Test
    void aFloodBehindTheCommandEndsTheConnection() throws Exception {
        start(false);
        try (ToyClient client = server.client().raw("TLS\r\n" + "ECHO injected\r\n".repeat(100_000))) {
            assertThat(client.line()).isEqualTo("begin");
            assertThat(client.line()).isNull();
        } catch (IOException reset) {
            // The server closed with octets unread.
            assertThat(reset).isNotInstanceOf(SSLException.class);
        }
        ToyServer.await(() -> server.listener.connections() == 0);
        assertThat(transcript()).doesNotContain("injected");
    }

    @Test
    void aHandshakeThatDoesNotBeginBehindTheCommandIsGivenUp() throws Exception {
        start(false);
        try (ToyClient client = server.client().send("TLS")) {
            assertThat(client.line()).isEqualTo("begin");
            server.settle();
            server.clock.advance(Limits.DEFAULT_HANDSHAKE);
            assertThat(client.line()).isNull();
            assertThat(server.session().closed.await(20, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(transcript()).contains("no TLS handshake within PT30S; it was told to begin");
    }

    @Test
    void aServerThatClosesDoesNotWaitForAHandshakeBehindTheCommand() throws Exception {
        start(false);
        try (ToyClient client = server.client().send("TLS")) {
            assertThat(client.line()).isEqualTo("begin");
            server.listener.close();
            assertThat(client.line()).isNull();
        }
        ToyServer.await(() -> server.listener.connections() == 0);
    }

    // --- afterwards ---------------------------------------------------------------------------------------------

    /** Secure renegotiation costs a server far more than a client. */
    @Test
    void renegotiationEndsTheConnection() throws Exception {
        start(true);
        try (ToyClient client = connect().tls(trusting(), "TLSv1.2")) {
            assertThat(client.line()).isEqualTo("hello");
            ((SSLSocket) client.socket).startHandshake();
            client.send("ECHO a");
            assertThat(client.line()).isNull();
        } catch (IOException closed) {
            assertThat(closed).hasMessageNotContaining("timed out");
        }
        ToyServer.await(() -> server.listener.connections() == 0);
        assertThat(transcript())
                .contains("the client wanted to renegotiate TLS")
                .doesNotContain("ECHO");
    }

    @Test
    void aClientThatHasSaidAllItWantsStillGetsItsReplies() throws Exception {
        start(true);
        try (ToyClient client = connect().tls(trusting(), "TLSv1.3")) {
            assertThat(client.line()).isEqualTo("hello");
            client.send("BECHO a", "LONG 300000", "BECHO b");
            client.halfClose();
            assertThat(client.line()).isEqualTo("a");
            assertThat(client.line()).hasSize(300_000);
            assertThat(client.line()).isEqualTo("END");
            assertThat(client.line()).isEqualTo("b");
            assertThat(client.line()).isNull();
        }
        ToyServer.await(() -> server.listener.connections() == 0);
    }

    @Test
    void idleClientsAreToldSoOverTls() throws Exception {
        start(true);
        try (ToyClient client = connect().tls(trusting())) {
            assertThat(client.line()).isEqualTo("hello");
            server.settle();
            server.clock.advance(ToyServer.IDLE);
            assertThat(client.line()).isEqualTo("idle");
            assertThat(client.line()).isNull();
        }
    }
}
