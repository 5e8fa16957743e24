package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that take a mail port for another one. */
@Timeout(60)
class NotMailTest {
    private static final String CLIENT_HELLO =
            "\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003\r\nECHO a\r\n";

    private CapturedLog log;
    private ToyServer server;

    @BeforeEach
    void begin() throws Exception {
        server = new ToyServer();
        log = new CapturedLog(LaneLimits.class);
    }

    @AfterEach
    void end() {
        log.close();
        server.close();
    }

    private List<String> log() throws Exception {
        server.settle();
        return log.lines();
    }

    private String from(ToyClient client, String what) {
        InetSocketAddress here = (InetSocketAddress) client.socket.getLocalSocketAddress();
        return "INFO toy #1 from " + ToySession.shown(here) + " speaks " + what + " to port "
                + server.listener.address().getPort();
    }

    private static void assertClosedWithoutAWord(ToyClient client, ToySession session) throws Exception {
        assertThat(client.line()).isNull();
        client.hangUp();
        ToyServer.await(() -> session.closed.getCount() == 0);
    }

    @Test
    void whoSpeaksTlsToAPlainPortIsClosedAndTheLogSaysWhatToDo() throws Exception {
        try (ToyClient client = server.client()) {
            String expected = from(client, "TLS");
            client.raw(CLIENT_HELLO);
            assertClosedWithoutAWord(client, server.session());
            assertThat(log())
                    .singleElement()
                    .asString()
                    .startsWith(expected)
                    .contains("smtps")
                    .contains("STARTTLS");
            assertThat(server.transcripts.peek().toString()).contains("*: the client speaks TLS, not mail");
        }
    }

    @Test
    void whoSpeaksHttpIsClosedAndTheLogSaysSo() throws Exception {
        try (ToyClient client = server.client()) {
            String expected = from(client, "HTTP");
            client.raw("POST /a HTTP/1.1\r\nHost: a\r\n\r\nECHO a\r\n");
            assertClosedWithoutAWord(client, server.session());
            assertThat(log()).singleElement().asString().startsWith(expected);
            assertThat(server.transcripts.peek().toString()).contains("*: the client speaks HTTP, not mail");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\u0016\u0003\u0003", "GET /", "PRI * HTTP/2.0\r\n", "GET http://a/"})
    void itMayComeOctetByOctet(String octets) throws Exception {
        try (ToyClient client = server.client()) {
            for (int i = 0; i < octets.length(); i++) {
                client.raw(octets.substring(i, i + 1));
                server.settle();
            }
            assertClosedWithoutAWord(client, server.session());
            assertThat(log()).hasSize(1);
        }
    }

    @Test
    void aCommandMayBeginAsARequestDoes() throws Exception {
        try (ToyClient client = server.client()) {
            client.raw("GE").raw("T ").raw("LOGIN\r\n");
            assertThat(client.line()).isEqualTo("what? LOGIN");
            assertThat(log()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "GET\n", "GET \n", "\u0016\n"})
    void aFirstLineThatEndsWronglyIsAnsweredAtOnce(String line) throws Exception {
        try (ToyClient client = server.client()) {
            client.raw(line);
            assertThat(client.line()).isEqualTo("what? BARE_LF");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET / HTTP/1.1", "\u0016\u0003\u0001"})
    void onlyTheFirstCommandIsLookedAt(String later) throws Exception {
        try (ToyClient client = server.client()) {
            client.send("ECHO a", later, "ECHO b");
            assertThat(client.line()).isEqualTo("a");
            assertThat(client.line()).startsWith("what?");
            assertThat(client.line()).isEqualTo("b");
            assertThat(log()).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "G", "GET ", "GET h", "\u0016"})
    void whoClosesItsHalfBeforeItIsClearIsClosedWithoutAWord(String octets) throws Exception {
        try (ToyClient client = server.client()) {
            client.raw(octets).halfClose();
            assertClosedWithoutAWord(client, server.session());
            assertThat(log()).isEmpty();
        }
    }
}
