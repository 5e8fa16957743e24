package dev.yubin.protocol.spi;

import static dev.yubin.protocol.spi.ProxyHeaders.version1;
import static dev.yubin.protocol.spi.ProxyHeaders.version2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Networks;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Listeners behind proxies, over real sockets. */
@Timeout(60)
class ProxyProtocolTest {
    private static final Networks HERE = Networks.of("127.0.0.0/8", "::1");
    private static final String CLIENT = version1("TCP4 192.0.2.1 198.51.100.2 50123 25");
    private static final String OTHER_CLIENT = version1("TCP4 192.0.2.2 198.51.100.2 50123 25");

    private static ToyServer server() throws InterruptedException {
        return server(ToyServer.LIMITS);
    }

    private static ToyServer server(Limits limits) throws InterruptedException {
        return new ToyServer(limits, HERE);
    }

    private static ToyClient connect(ToyServer server) throws IOException {
        return new ToyClient(server.listener.address());
    }

    /** A connection that waits for its header, of which the server knows. */
    private static ToyClient waiting(ToyServer server) throws Exception {
        int before = server.listener.connections();
        ToyClient client = connect(server);
        ToyServer.await(() -> server.listener.connections() == before + 1);
        server.settle();
        return client;
    }

    @Test
    void theHeaderSaysWhereTheClientIs() throws Exception {
        try (ToyServer server = server();
                ToyClient v1 = connect(server).raw(CLIENT + "WHO\r\n");
                ToyClient v2 = connect(server)
                        .raw(version2(
                                        ProxyHeaders.PROXY,
                                        ProxyHeaders.TCP6,
                                        ProxyHeaders.IPV6,
                                        ProxyHeaders.AUTHORITY,
                                        ProxyHeaders.TLS)
                                + "WHO\r\n")) {
            assertThat(v1.line()).isEqualTo("hello");
            assertThat(v1.line()).isEqualTo("192.0.2.1:50123 to 198.51.100.2:25");
            assertThat(v2.line()).isEqualTo("hello");
            assertThat(v2.line()).isEqualTo("2001:db8:0:0:0:0:0:1:50123 to 2001:db8:0:0:0:0:0:2:25, encrypted");
        }
    }

    @Test
    void aProxyThatSpeaksForItselfIsTheClient() throws Exception {
        for (String header :
                new String[] {version1("UNKNOWN"), version2(ProxyHeaders.LOCAL, ProxyHeaders.TCP4, ProxyHeaders.IPV4)
                }) {
            try (ToyServer server = server();
                    ToyClient client = connect(server).raw(header + "WHO\r\n")) {
                assertThat(client.line()).isEqualTo("hello");
                assertThat(client.line())
                        .isEqualTo("127.0.0.1:" + client.socket.getLocalPort() + " to 127.0.0.1:"
                                + server.listener.address().getPort());
            }
        }
    }

    @Test
    void octetByOctetItIsTheSame() throws Exception {
        try (ToyServer server = server();
                ToyClient client = connect(server)) {
            for (char octet : (CLIENT + "ECHO a\r\n").toCharArray()) {
                client.raw(String.valueOf(octet));
            }
            assertThat(client.line()).isEqualTo("hello");
            assertThat(client.line()).isEqualTo("a");
        }
    }

    @Test
    void whoIsNoProxyIsServedPlainlyAndItsHeaderIsAnUnknownCommand() throws Exception {
        try (ToyServer server = new ToyServer(ToyServer.LIMITS, Networks.of("192.0.2.0/24"));
                ToyClient client = server.client()) {
            client.raw(CLIENT + "WHO\r\n");
            assertThat(client.line()).isEqualTo("what? TCP4 192.0.2.1 198.51.100.2 50123 25");
            assertThat(client.line()).startsWith("127.0.0.1:" + client.socket.getLocalPort() + " to ");
        }
    }

    @Test
    void theTranscriptIsNamedAfterTheClientAndThereIsNoneBefore() throws Exception {
        try (ToyServer server = server();
                ToyClient client = waiting(server)) {
            assertThat(server.transcripts).isEmpty();
            client.raw(CLIENT);
            assertThat(client.line()).isEqualTo("hello");
            server.settle();
            assertThat(server.transcripts).singleElement().asString().startsWith("toy #1 from 192.0.2.1:50123\n");
        }
    }

    @Test
    void garbageInPlaceOfAHeaderIsNotAnswered() throws Exception {
        try (ToyServer server = server();
                ToyClient client = connect(server)) {
            client.raw("EHLO client.example\r\nQUIT\r\n");
            assertThat(readOrReset(client)).isNull();
            ToyServer.await(() -> server.listener.connections() == 0);
            assertThat(server.protocol.sessions).isEmpty();
            assertThat(server.transcripts).isEmpty();
        }
    }

    private static String readOrReset(ToyClient client) {
        try {
            return client.line();
        } catch (IOException reset) {
            return null;
        }
    }

    @Test
    void aHeaderMustComeWithinTenSeconds() throws Exception {
        try (ToyServer server = server();
                ToyClient slow = waiting(server);
                ToyClient tooSlow = waiting(server)) {
            server.clock.advance(Duration.ofSeconds(10).minusNanos(1));
            slow.raw(CLIENT);
            assertThat(slow.line()).isEqualTo("hello");
            server.clock.advance(Duration.ofNanos(1));
            assertThat(tooSlow.line()).isNull();
            ToyServer.await(() -> server.listener.connections() == 1);
            slow.send("ECHO a");
            assertThat(slow.line()).isEqualTo("a");
        }
    }

    @Test
    void aServerThatClosesWaitsForNoHeader() throws Exception {
        try (ToyServer server = server();
                ToyClient waiting = waiting(server).raw("PROXY TCP4 192");
                ToyClient speaking = connect(server).raw(CLIENT)) {
            assertThat(speaking.line()).isEqualTo("hello");
            CompletableFuture<Void> closed = server.listener.close();
            assertThat(readOrReset(waiting)).isNull();
            assertThat(speaking.line()).isEqualTo("goodbye");
            assertThat(speaking.line()).isNull();
            speaking.hangUp();
            closed.get(20, TimeUnit.SECONDS);
            assertThat(server.listener.connections()).isZero();
        }
    }

    @Test
    void connectionsAreCountedForTheClientsAndNotForTheProxy() throws Exception {
        try (ToyServer server = server(ToyServer.LIMITS.connectionsPerAddress(1));
                ToyClient one = connect(server).raw(CLIENT);
                ToyClient other = connect(server).raw(OTHER_CLIENT)) {
            assertThat(one.line()).isEqualTo("hello");
            assertThat(other.line()).isEqualTo("hello");
            try (ToyClient again = connect(server).raw(CLIENT + "ECHO a\r\n")) {
                assertThat(again.line()).isEqualTo("too many");
                assertThat(again.line()).isNull();
            }
            one.send("ECHO b");
            assertThat(one.line()).isEqualTo("b");
        }
    }

    @Test
    void connectionsThatWaitForTheirHeaderCountAndWhatIsTooManyIsToldAtOnce() throws Exception {
        try (ToyServer server = server(ToyServer.LIMITS.connections(1));
                ToyClient waiting = waiting(server);
                ToyClient tooMany = connect(server)) {
            assertThat(tooMany.line()).isEqualTo("too many");
            assertThat(tooMany.line()).isNull();
            waiting.raw(CLIENT);
            assertThat(waiting.line()).isEqualTo("hello");
        }
    }
}
