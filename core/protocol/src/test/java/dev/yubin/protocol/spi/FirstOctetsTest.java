package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FirstOctetsTest {
    /** What the octets tell, however much stands in front of them in the buffer. */
    private static FirstOctets of(String octets) {
        ByteBuf in = Unpooled.copiedBuffer("GET /" + octets, StandardCharsets.ISO_8859_1);
        in.skipBytes(5);
        FirstOctets verdict = FirstOctets.of(in);
        assertThat(in.readableBytes()).as("octets left").isEqualTo(octets.length());
        return verdict;
    }

    /** The verdict stands from the octet on that gives it away, and was open before. */
    private static void assertToldBy(String beginning, String rest, FirstOctets expected) {
        for (int length = 0; length < beginning.length(); length++) {
            String here = beginning.substring(0, length);
            assertThat(of(here)).as(here).isEqualTo(FirstOctets.UNDECIDED);
        }
        for (int length = 0; length <= rest.length(); length++) {
            String here = beginning + rest.substring(0, length);
            assertThat(of(here)).as(here).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\1\0\u00c4\1\0\0\u00c0\3\3", "\3\1\0\1", "\0"})
    void aHandshakeIsToldByTwoOctets(String rest) {
        assertToldBy("\u0016\u0003", rest, FirstOctets.TLS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "HEAD", "PUT", "OPTIONS", "DELETE", "PATCH", "TRACE", "PRI"})
    void aRequestIsToldByWhatItAsksFor(String method) {
        assertToldBy(method + " /", "index.html HTTP/1.1\r\nHost: a\r\n\r\n", FirstOctets.HTTP);
        assertToldBy(method + " *", " HTTP/2.0\r\n\r\nSM\r\n\r\n", FirstOctets.HTTP);
        assertToldBy(method + " http", "://a.example/ HTTP/1.1\r\n\r\n", FirstOctets.HTTP);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "EHLO client.example\r\n",
                "HELO client.example\r\n",
                "HELP\r\n",
                "LHLO client.example\r\n",
                "USER bob\r\n",
                "DELE 1\r\n",
                "QUIT\r\n",
                "\r\n",
                "\n",
                "\u0016\r\n",
                "\u0016\u0002\r\n",
                "\u0017\u0003\u0003",
                "G\r\n",
                "GET\r\n",
                "GET\n",
                "GET \r\n",
                "GET \n",
                "GET  /\r\n",
                "GET LOGIN bob secret\r\n",
                "GET h\r\n",
                "GET htt\n",
                "PRI CAPABILITY\r\n",
                "GETS / HTTP/1.1\r\n",
                "get / HTTP/1.1\r\n",
                "CONNECT a.example:25 HTTP/1.1\r\n",
                "PROXY TCP4 192.0.2.1 198.51.100.2 50123 25\r\n",
            })
    void aLineThatMayBeMailIsTakenForMailBeforeItEnds(String line) {
        assertThat(of(line)).isEqualTo(FirstOctets.MAIL);
        boolean mail = false;
        for (int length = 1; length <= line.length(); length++) {
            String here = line.substring(0, length);
            FirstOctets verdict = of(here);
            assertThat(verdict).as(here).isEqualTo(mail ? FirstOctets.MAIL : verdict);
            assertThat(verdict).as(here).isNotIn(FirstOctets.TLS, FirstOctets.HTTP);
            mail = verdict == FirstOctets.MAIL;
        }
    }

    @Test
    void aVerdictNeverChangesAndAnOpenOneHoldsNoLineEnd() {
        Random random = new Random(6);
        String alphabet = "\u0016\u0003GETPRIOSHADUL /*htp\r\n\u00ff";
        for (int round = 0; round < 20_000; round++) {
            StringBuilder octets = new StringBuilder(random.nextInt(4) == 0 ? "GET " : "");
            FirstOctets before = FirstOctets.UNDECIDED;
            for (int length = 0; length < 10; length++) {
                octets.append(alphabet.charAt(random.nextInt(alphabet.length())));
                FirstOctets now = of(octets.toString());
                if (before == FirstOctets.UNDECIDED) {
                    before = now;
                }
                assertThat(now).as(octets.toString()).isEqualTo(before);
            }
            if (before == FirstOctets.UNDECIDED) {
                assertThat(octets).doesNotContain("\r").doesNotContain("\n");
            }
        }
    }
}
