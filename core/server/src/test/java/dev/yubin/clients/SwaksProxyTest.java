package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.ALICE;
import static dev.yubin.clients.Mailroom.BOB;
import static dev.yubin.clients.Swaks.swaks;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.ReceivedMail;
import dev.yubin.clients.Program.Finished;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** swaks in the part of a proxy, which tells whom it speaks for by XCLIENT or the PROXY protocol. */
@Needs(Program.SWAKS)
class SwaksProxyTest {
    @TempDir
    Path directory;

    private Object[] exactly(Letter letter, Object... more) throws IOException {
        return Swaks.exactly(letter.stuffedFile(directory), more);
    }

    @ParameterizedTest
    @CsvSource({
        "1, TCP4, 192.0.2.7, 198.51.100.1",
        "1, TCP6, 2001:db8::7, 2001:db8::1",
        "2, AF_INET, 192.0.2.7, 198.51.100.1"
    })
    void aProxyTellsWhoTheClientIs(int version, String family, String source, String destination) throws Exception {
        try (Mailroom room =
                Mailroom.open(smtp -> smtp.proxyProtocolFrom("127.0.0.1").traceHeaders(true))) {
            swaks(
                            room,
                            exactly(
                                    Letter.PLAIN,
                                    "--proxy-version",
                                    version,
                                    "--proxy-family",
                                    family,
                                    "--proxy-source",
                                    source,
                                    "--proxy-source-port",
                                    "4711",
                                    "--proxy-dest",
                                    destination,
                                    "--proxy-dest-port",
                                    "25"))
                    .succeeded();
            assertThat(room.only().client().address()).isEqualTo(new InetSocketAddress(source, 4711));
            assertThat(new String(room.stored(BOB).get(0), US_ASCII)).contains("Received: from swaks.example ([");
        }
    }

    @Test
    void whoMustSayProxyAndDoesNotIsNotServed() throws Exception {
        try (Mailroom room = Mailroom.open(smtp -> smtp.proxyProtocolFrom("127.0.0.1"))) {
            assertThat(swaks(room, exactly(Letter.PLAIN, "--timeout", "2")).exitCode())
                    .isNotZero();
            room.isEmpty();
        }
    }

    @Test
    void whoMustNotSayProxyAndDoesIsNotBelieved() throws Exception {
        try (Mailroom room = Mailroom.open(smtp -> smtp.proxyProtocolFrom("192.0.2.0/24"))) {
            Finished run = swaks(room, exactly(Letter.PLAIN, "--proxy", "TCP4 192.0.2.7 198.51.100.1 4711 25"));
            for (ReceivedMail mail : room.server().received().all()) {
                assertThat(mail.client().address().getAddress().isLoopbackAddress())
                        .as("swaks printed %s", run.output())
                        .isTrue();
            }
        }
    }

    @Test
    void aTrustedPeerSpeaksForItsClientByXclient() throws Exception {
        try (Mailroom room = Mailroom.open(smtp -> smtp.xclientFrom("127.0.0.1").traceHeaders(true))) {
            swaks(
                            room,
                            exactly(
                                    Letter.PLAIN,
                                    "--xclient-addr",
                                    "192.0.2.7",
                                    "--xclient-port",
                                    "4711",
                                    "--xclient-name",
                                    "client.example",
                                    "--xclient-delim",
                                    "--xclient-login",
                                    "carol",
                                    "--xclient-helo",
                                    "elsewhere.example"))
                    .succeeded()
                    .printed(" -> XCLIENT ", "<-  220 ", " -> EHLO swaks.example", " -> MAIL FROM");
            assertThat(room.only().client().address()).isEqualTo(new InetSocketAddress("192.0.2.7", 4711));
            assertThat(room.only().client().login()).contains("carol");
            assertThat(new String(room.stored(BOB).get(0), US_ASCII))
                    .startsWith("Return-Path: <" + ALICE + ">\r\nReceived: from elsewhere.example (")
                    .contains("(client.example [192.0.2.7])");
        }
    }

    @Test
    void xclientMayNameAnAddressOfVersionSixAndLeaveOutTheRest() throws Exception {
        try (Mailroom room = Mailroom.open(smtp -> smtp.xclientFrom("127.0.0.0/8"))) {
            swaks(
                            room,
                            exactly(
                                    Letter.PLAIN,
                                    "--xclient",
                                    "ADDR=IPV6:2001:db8::7 NAME=[UNAVAILABLE] PORT=[TEMPUNAVAIL]"))
                    .succeeded();
            assertThat(room.only().client().address().getAddress()).isEqualTo(InetAddress.getByName("2001:db8::7"));
        }
    }

    @Test
    void xclientOfAnybodyElseIsRefused() throws Exception {
        try (Mailroom room = Mailroom.open(smtp -> smtp.xclientFrom("192.0.2.0/24"))) {
            assertThat(swaks(room, exactly(Letter.PLAIN, "--xclient-addr", "192.0.2.7"))
                            .failedWith("Host did not advertise XCLIENT")
                            .output())
                    .doesNotContain("-> XCLIENT");
            room.isEmpty();
        }
    }
}
