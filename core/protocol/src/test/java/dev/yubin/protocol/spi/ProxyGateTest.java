package dev.yubin.protocol.spi;

import static dev.yubin.protocol.spi.ProxyHeaders.version1;
import static dev.yubin.protocol.spi.ProxyHeaders.version2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Transcript;
import dev.yubin.protocol.VirtualClock;
import dev.yubin.store.memory.MemoryMailStore;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a gate makes of what arrives, piece by piece. */
class ProxyGateTest {
    private static final String WHO_V4 = "192.0.2.1:50123 to 198.51.100.2:25";
    private static final String WHO_V6 = "2001:db8:0:0:0:0:0:1:50123 to 2001:db8:0:0:0:0:0:2:25";
    /** No route: the addresses of the connection itself. */
    private static final String UNKNOWN = "unknown";

    /** A connection that waits for its header. */
    private static final class Waiting {
        final EmbeddedChannel channel = new EmbeddedChannel();
        final VirtualClock clock = new VirtualClock(Instant.EPOCH);
        final Transcript transcript = new Transcript("toy");
        final List<String> ways = new ArrayList<>();

        Waiting() {
            this(ToyServer.LIMITS);
        }

        Waiting(Limits limits) {
            Services services = ToyServices.of(new MemoryMailStore(), clock, Runnable::run);
            Connection connection = new Connection(channel, services, limits, transcript);
            ProxyGate.install(connection, route -> {
                ways.add(route == null ? UNKNOWN : shown(route));
                ToyDecoder decoder = new ToyDecoder(2000);
                ToySession session = new ToySession(connection, decoder);
                session.lane = connection.begin(decoder, session);
            });
            channel.pipeline().fireChannelActive();
        }

        private static String shown(Route route) {
            return ToySession.shown(route.client()) + " to " + ToySession.shown(route.server())
                    + (route.encrypted() ? ", encrypted" : "");
        }

        /** Sends octets, and tells all that is answered. */
        String send(String octets) {
            if (channel.isOpen()) {
                channel.writeInbound(Unpooled.copiedBuffer(octets, StandardCharsets.ISO_8859_1));
            }
            return answers();
        }

        String answers() {
            StringBuilder text = new StringBuilder();
            for (ByteBuf part = channel.readOutbound(); part != null; part = channel.readOutbound()) {
                text.append(part.toString(StandardCharsets.ISO_8859_1));
                part.release();
            }
            return text.toString();
        }

        void assertClosedWithoutAWord(String why) {
            channel.runPendingTasks();
            assertThat(channel.isOpen()).isFalse();
            assertThat(answers()).isEmpty();
            assertThat(ways).isEmpty();
            assertThat(transcript.toString()).contains(why);
            end();
        }

        /** Nothing was left in the pipeline, and nothing was thrown out of it. */
        void end() {
            channel.finishAndReleaseAll();
            channel.checkException();
        }
    }

    static Stream<Arguments> headers() {
        return Stream.of(
                Arguments.of(version1("TCP4 192.0.2.1 198.51.100.2 50123 25"), WHO_V4),
                Arguments.of(version1("TCP6 2001:db8::1 2001:db8::2 50123 25"), WHO_V6),
                Arguments.of(version1("TCP6 ::ffff:192.0.2.1 ::ffff:198.51.100.2 50123 25"), WHO_V4),
                Arguments.of(version1("UNKNOWN"), UNKNOWN),
                Arguments.of(version1("UNKNOWN whatever stands here"), UNKNOWN),
                Arguments.of(version2(ProxyHeaders.PROXY, ProxyHeaders.TCP4, ProxyHeaders.IPV4), WHO_V4),
                Arguments.of(version2(ProxyHeaders.PROXY, ProxyHeaders.TCP6, ProxyHeaders.IPV6), WHO_V6),
                Arguments.of(
                        version2(
                                ProxyHeaders.PROXY,
                                ProxyHeaders.TCP4,
                                ProxyHeaders.IPV4,
                                ProxyHeaders.AUTHORITY,
                                ProxyHeaders.TLS,
                                ProxyHeaders.OTHER),
                        WHO_V4 + ", encrypted"),
                Arguments.of(
                        version2(ProxyHeaders.PROXY, ProxyHeaders.TCP6, ProxyHeaders.IPV6, ProxyHeaders.TLS),
                        WHO_V6 + ", encrypted"),
                Arguments.of(
                        version2(ProxyHeaders.PROXY, ProxyHeaders.TCP4, ProxyHeaders.IPV4, ProxyHeaders.NO_TLS),
                        WHO_V4),
                Arguments.of(
                        version2(ProxyHeaders.PROXY, ProxyHeaders.TCP4, ProxyHeaders.IPV4, ProxyHeaders.OTHER), WHO_V4),
                Arguments.of(version2(ProxyHeaders.LOCAL, ProxyHeaders.UNSPEC), UNKNOWN),
                Arguments.of(
                        version2(ProxyHeaders.LOCAL, ProxyHeaders.TCP4, ProxyHeaders.IPV4, ProxyHeaders.TLS), UNKNOWN),
                Arguments.of(version2(ProxyHeaders.PROXY, ProxyHeaders.UNSPEC, ProxyHeaders.OTHER), UNKNOWN),
                Arguments.of(version2(ProxyHeaders.PROXY, ProxyHeaders.UDP4, ProxyHeaders.IPV4), UNKNOWN),
                Arguments.of(version2(ProxyHeaders.PROXY, ProxyHeaders.UNIX_STREAM, ProxyHeaders.UNIX), UNKNOWN));
    }

    @ParameterizedTest
    @MethodSource("headers")
    void aHeaderAndWhatComesBehindItMayArriveInAnyTwoPieces(String header, String way) {
        String sent = header + "ECHO a\r\nBECHO b\r\n";
        for (int cut = 0; cut <= sent.length(); cut++) {
            Waiting waiting = new Waiting();
            String first = waiting.send(sent.substring(0, cut));
            assertThat(first.isEmpty())
                    .as("nothing is said in front of the header's end, at %d", cut)
                    .isEqualTo(cut < header.length());
            assertThat(first + waiting.send(sent.substring(cut))).isEqualTo("hello\r\na\r\nb\r\n");
            assertThat(waiting.ways).containsExactly(way);
            waiting.end();
        }
    }

    @ParameterizedTest
    @MethodSource("headers")
    void aHeaderAndWhatComesBehindItMayArriveOctetByOctet(String header, String way) {
        Waiting waiting = new Waiting();
        StringBuilder answers = new StringBuilder();
        for (char octet : (header + "ECHO a\r\n").toCharArray()) {
            answers.append(waiting.send(String.valueOf(octet)));
        }
        assertThat(answers).hasToString("hello\r\na\r\n");
        assertThat(waiting.ways).containsExactly(way);
        waiting.end();
    }

    @Test
    void aSecondHeaderIsACommandLikeAnyOther() {
        Waiting waiting = new Waiting();
        String header = version1("TCP4 192.0.2.1 198.51.100.2 50123 25");
        assertThat(waiting.send(header + header)).isEqualTo("hello\r\nwhat? TCP4 192.0.2.1 198.51.100.2 50123 25\r\n");
        waiting.end();
    }

    static Stream<String> badHeaders() {
        return Stream.of(
                "EHLO client.example\r\nMAIL FROM:<a@example.org>\r\n",
                "GET / HTTP/1.1\r\nHost: mx.example.com\r\n\r\n",
                "PROXY\r\nPROXY\r\nPROXY\r\n",
                version1("TCP4"),
                version1("TCP4 192.0.2.1 198.51.100.2 50123"),
                version1("TCP4 192.0.2.1 198.51.100.2 50123 25 1"),
                version1("TCP4  192.0.2.1 198.51.100.2 50123 25"),
                version1("TCP4 192.0.2.256 198.51.100.2 50123 25"),
                version1("TCP4 2001:db8::1 2001:db8::2 50123 25"),
                version1("TCP4 mx.example.com 198.51.100.2 50123 25"),
                version1("TCP4 192.0.2.1 198.51.100.2 65536 25"),
                version1("TCP4 192.0.2.1 198.51.100.2 -1 25"),
                version1("TCP6 fe80::1%zone fe80::2 50123 25"),
                version1("UDP4 192.0.2.1 198.51.100.2 50123 25"),
                version1("UNIX_STREAM /tmp/a /tmp/b 0 0"),
                version1("UNKNOWN " + "x".repeat(108)),
                "proxy TCP4 192.0.2.1 198.51.100.2 50123 25\r\n",
                "x".repeat(200),
                "\0".repeat(200),
                version2(0x11, ProxyHeaders.TCP4, ProxyHeaders.IPV4),
                version2(0x22, ProxyHeaders.TCP4, ProxyHeaders.IPV4),
                version2(ProxyHeaders.PROXY, 0x41, ProxyHeaders.IPV4),
                version2(ProxyHeaders.PROXY, ProxyHeaders.TCP4, "c0000201"),
                version2(ProxyHeaders.PROXY, ProxyHeaders.TCP6, ProxyHeaders.IPV4),
                version2(ProxyHeaders.PROXY, ProxyHeaders.TCP4, ProxyHeaders.IPV4, "20000501"),
                version2(ProxyHeaders.PROXY, ProxyHeaders.TCP4, ProxyHeaders.IPV4, "02ffff00"),
                version2(ProxyHeaders.PROXY, ProxyHeaders.TCP4, ProxyHeaders.IPV4, "2000020100"),
                version2(ProxyHeaders.PROXY, ProxyHeaders.TCP4, ProxyHeaders.IPV4, "00".repeat(60_000)));
    }

    @ParameterizedTest
    @MethodSource("badHeaders")
    void withoutAGoodHeaderTheConnectionIsClosedWithoutAWord(String bad) {
        Waiting waiting = new Waiting();
        assertThat(waiting.send(bad + version1("UNKNOWN") + "ECHO a\r\n")).isEmpty();
        waiting.assertClosedWithoutAWord("no good PROXY header: ");

        Waiting bytewise = new Waiting();
        for (char octet : (bad + "NOOP\r\n").toCharArray()) {
            assertThat(bytewise.send(String.valueOf(octet))).isEmpty();
        }
        bytewise.assertClosedWithoutAWord("no good PROXY header: ");
    }

    @Test
    void headersThatAreBrokenSomewhereThrowNothingOutOfThePipeline() {
        Random random = new Random(5);
        List<String> good = headers().map(header -> (String) header.get()[0]).toList();
        for (int i = 0; i < 500; i++) {
            char[] octets = good.get(random.nextInt(good.size())).toCharArray();
            for (int changes = random.nextInt(4); changes >= 0; changes--) {
                octets[random.nextInt(octets.length)] = (char) random.nextInt(256);
            }
            Waiting waiting = new Waiting();
            String sent = new String(octets) + "ECHO a\r\n";
            int cut = random.nextInt(sent.length());
            waiting.send(sent.substring(0, cut));
            waiting.send(sent.substring(cut));
            assertThat(waiting.ways).hasSizeLessThanOrEqualTo(1);
            waiting.end();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "PROXY TCP4 192.0.2", "QUIT\r\n"})
    void aHeaderMustComeInTime(String beginning) {
        Waiting waiting = new Waiting();
        waiting.send(beginning);
        waiting.clock.advance(Duration.ofSeconds(10).minusNanos(1));
        waiting.channel.runPendingTasks();
        assertThat(waiting.channel.isOpen()).isTrue();
        waiting.clock.advance(Duration.ofNanos(1));
        waiting.assertClosedWithoutAWord("no PROXY header within PT10S");
    }

    @Test
    void ifTheIdleLimitIsShorterItIsTheLimit() {
        Waiting waiting = new Waiting(Limits.withIdle(Duration.ofSeconds(3)));
        waiting.clock.advance(Duration.ofSeconds(3));
        waiting.assertClosedWithoutAWord("no PROXY header within PT3S");
    }

    @Test
    void theTimeOfTheHeaderIsNotThatOfTheDialogue() {
        Waiting waiting = new Waiting();
        waiting.clock.advance(Duration.ofSeconds(9));
        assertThat(waiting.send(version1("UNKNOWN"))).isEqualTo("hello\r\n");
        waiting.clock.advance(Duration.ofMinutes(4));
        waiting.channel.runPendingTasks();
        assertThat(waiting.send("ECHO a\r\n")).isEqualTo("a\r\n");
        waiting.end();
    }

    @Test
    void aProxyThatClosesOrIsLostBeforeItsHeaderIsForgotten() {
        Waiting half = new Waiting();
        half.send("PROXY TCP4");
        half.channel.pipeline().fireUserEventTriggered(ChannelInputShutdownEvent.INSTANCE);
        half.assertClosedWithoutAWord("closed before a PROXY header");

        Waiting whole = new Waiting();
        whole.channel.close();
        whole.assertClosedWithoutAWord("closed before a PROXY header");

        Waiting lost = new Waiting();
        lost.channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
        lost.assertClosedWithoutAWord("connection lost");
    }

    @Test
    void aDialogueThatCannotBeginClosesTheConnection() {
        EmbeddedChannel channel = new EmbeddedChannel();
        Services services = ToyServices.of(new MemoryMailStore(), new VirtualClock(Instant.EPOCH), Runnable::run);
        Connection connection = new Connection(channel, services, ToyServer.LIMITS, new Transcript("toy"));
        ProxyGate.install(connection, route -> {
            throw new IllegalStateException("as the test wants it");
        });
        channel.writeInbound(Unpooled.copiedBuffer(version1("UNKNOWN") + "ECHO a\r\n", StandardCharsets.US_ASCII));
        assertThat(channel.isOpen()).isFalse();
        channel.finishAndReleaseAll();
        channel.checkException();
    }
}
