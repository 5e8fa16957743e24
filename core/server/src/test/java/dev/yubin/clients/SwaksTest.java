package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.ALICE;
import static dev.yubin.clients.Mailroom.BOB;
import static dev.yubin.clients.Mailroom.CAROL;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.ReceivedMail;
import dev.yubin.clients.Program.Finished;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** swaks, with which administrators try a server out. */
@Needs(Program.SWAKS)
class SwaksTest {
    @TempDir
    Path directory;

    /** A run from Alice; what else there is comes from the arguments. */
    private static Finished swaks(Mailroom room, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("--server", room.address(), "--helo", "swaks.example"));
        all.addAll(List.of("--from", ALICE, "--timeout", "20", "--suppress-data"));
        all.addAll(List.of(arguments));
        return Program.SWAKS.run(all.toArray());
    }

    /** A mail as its file is, but for the dots. */
    private Object[] exactly(Letter letter, Object... more) throws Exception {
        List<Object> all = new ArrayList<>(List.of("--to", BOB, "--data", "@" + stuffed(letter), "--no-data-fixup"));
        all.addAll(List.of(more));
        return all.toArray();
    }

    /** Without its fix-ups swaks sends a file as it is, up to and with the last line of a single dot. */
    private Path stuffed(Letter letter) throws Exception {
        return letter.stuffedFile(directory);
    }

    @ParameterizedTest
    @EnumSource(Letter.class)
    void eachMailArrivesOctetForOctet(Letter letter) throws Exception {
        try (Mailroom room = Mailroom.open()) {
            swaks(room, exactly(letter)).succeeded();
            room.got(letter.octets());
            assertThat(room.only().helo()).isEqualTo("swaks.example");
        }
    }

    @ParameterizedTest
    @EnumSource(Letter.class)
    void eachMailArrivesOctetForOctetByPipelining(Letter letter) throws Exception {
        try (Mailroom room = Mailroom.open()) {
            swaks(room, exactly(letter, "--pipeline"))
                    .succeeded()
                    .printed(" -> RCPT TO:<" + BOB + ">", " -> DATA", "<-  250 2.1.0 ", "<-  250 2.1.5 ", "<-  354 ");
            room.got(letter.octets());
        }
    }

    @Test
    void swaksItselfPutsTheDotsInFront() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            String mail = "From: a@b\\n\\n.\\n..two\\n.three\\n";
            swaks(room, "--to", BOB, "--data", mail).succeeded();
            // It has line ends of its own at the end.
            assertThat(new String(room.only().bytes(), US_ASCII))
                    .startsWith("From: a@b\r\n\r\n.\r\n..two\r\n.three\r\n");
        }
    }

    @Test
    void aServerOfOldIsGreetedByHelo() throws Exception {
        try (Mailroom room = Mailroom.open(smtp -> smtp.traceHeaders(true))) {
            swaks(room, exactly(Letter.PLAIN, "--protocol", "SMTP"))
                    .succeeded()
                    .printed(" -> HELO swaks.example", "<-  250 mx.example.com");
            assertThat(new String(room.stored(BOB).get(0), US_ASCII))
                    .startsWith("Return-Path: <" + ALICE + ">\r\nReceived: from swaks.example ")
                    .contains(" with SMTP id ")
                    .endsWith(new String(Letter.PLAIN.octets(), US_ASCII));
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMailToManyIsOneMail(boolean pipelined) throws Exception {
        try (Mailroom room = Mailroom.open()) {
            List<Object> arguments = new ArrayList<>(List.of(exactly(Letter.LEADING_DOTS)));
            arguments.set(1, BOB + "," + CAROL + ",dave@example.net");
            if (pipelined) {
                arguments.add("--pipeline");
            }
            swaks(room, arguments.toArray()).succeeded();
            assertThat(room.only().to()).containsExactly(BOB, CAROL, "dave@example.net");
            room.inMailboxOf(CAROL, Letter.LEADING_DOTS.octets());
            room.inMailboxOf("dave@example.net", Letter.LEADING_DOTS.octets());
        }
    }

    @Test
    void aBounceHasNoSender() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            // The later --from is the one that counts.
            swaks(room, exactly(Letter.PLAIN, "--from", "<>")).succeeded();
            assertThat(room.only().from()).isEmpty();
            room.inMailboxOf(BOB, Letter.PLAIN.octets());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theOthersGetItWhenOneIsUnknown(boolean pipelined) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.builder()
                .smtp(0, smtp -> smtp.traceHeaders(false))
                .domains("example.com")
                .user("bob", "secret"))) {
            List<Object> arguments = new ArrayList<>(List.of(exactly(Letter.PLAIN)));
            arguments.set(1, "nobody@example.com," + BOB + ",bob@example.net");
            if (pipelined) {
                arguments.add("--pipeline");
            }
            swaks(room, arguments.toArray()).succeeded().printed("550 5.1.1 ", "550 5.7.1 ");
            ReceivedMail mail = room.only();
            assertThat(mail.to()).containsExactly(BOB);
            assertThat(mail.recipients()).hasSize(3);
            room.inMailboxOf("bob@example.com", Letter.PLAIN.octets());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void nothingIsSentWhenAllAreUnknown(boolean pipelined) throws Exception {
        try (Mailroom room =
                Mailroom.of(Mailroom.builder().smtp(0).domains("example.com").user("bob", "secret"))) {
            swaks(room, "--to", "nobody@example.com", pipelined ? "--pipeline" : "--hide-informational")
                    .failedWith("** 550 5.1.1 ");
            room.isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aMailThatIsTooLargeIsRefused(boolean pipelined) throws Exception {
        try (Mailroom room = Mailroom.open(smtp -> smtp.maxMessageSize(3_000_000))) {
            swaks(room, exactly(Letter.MEGABYTES, pipelined ? "--pipeline" : "--hide-informational"))
                    .failedWith(" 552 5.3.4 ");
            room.isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONNECT", "HELO", "MAIL", "RCPT", "DATA", "DOT"})
    void aClientThatHangsUpLeavesNothingHalfDone(String stage) throws Exception {
        try (Mailroom room = Mailroom.open()) {
            swaks(room, exactly(Letter.PLAIN, "--drop-after", stage));
            if (stage.equals("DOT")) {
                // That was after the answer, so the server has it.
                room.got(Letter.PLAIN.octets());
            } else {
                room.isEmpty();
            }
        }
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
            assertThat(room.only().client()).isEqualTo(new InetSocketAddress(source, 4711));
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
                assertThat(mail.client().getAddress().isLoopbackAddress())
                        .as("swaks printed %s", run.output())
                        .isTrue();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Letter.class)
    void eachMailArrivesOctetForOctetByLmtp(Letter letter) throws Exception {
        try (Mailroom room = Mailroom.openLmtp()) {
            swaks(room, exactly(letter, "--protocol", "LMTP", "--pipeline"))
                    .succeeded()
                    .printed(" -> LHLO swaks.example");
            room.got(letter.octets());
        }
    }

    @Test
    void aRecipientWhoIsUnknownByLmtp() throws Exception {
        try (Mailroom room = Mailroom.openLmtpOfBob()) {
            List<Object> arguments = new ArrayList<>(List.of(exactly(Letter.PLAIN, "--protocol", "LMTP")));
            arguments.set(1, "nobody@example.com," + BOB);
            swaks(room, arguments.toArray()).succeeded().printed("<** 550 5.1.1 ", "<-  250 ");
            room.got(Letter.PLAIN.octets());
        }
    }

    @Test
    void eachProtocolWantsItsOwnHello() throws Exception {
        try (Mailroom room = Mailroom.openLmtp()) {
            swaks(room, exactly(Letter.PLAIN)).failedWith("<** 500 ");
            room.isEmpty();
        }
        try (Mailroom room = Mailroom.open()) {
            swaks(room, exactly(Letter.PLAIN, "--protocol", "LMTP")).failedWith("<** 500 ");
            room.isEmpty();
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
            assertThat(room.only().client()).isEqualTo(new InetSocketAddress("192.0.2.7", 4711));
            assertThat(room.only().login()).contains("carol");
            assertThat(new String(room.stored(BOB).get(0), US_ASCII))
                    .startsWith("Return-Path: <" + ALICE + ">\r\nReceived: from elsewhere.example (")
                    .contains("[192.0.2.7])");
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
            assertThat(room.only().client().getAddress()).isEqualTo(InetAddress.getByName("2001:db8::7"));
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

    @Test
    void anAddressBeyondAsciiNeedsSmtputf8WhichSwaksDoesNotSay() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            List<Object> arguments = new ArrayList<>(List.of(exactly(Letter.PLAIN)));
            arguments.set(1, "börge@example.com");
            swaks(room, arguments.toArray()).failedWith("<** 553 5.6.7 ");
            room.isEmpty();
        }
    }

    @Test
    void aSubmissionServerThatRequiresALogInSaysSo() throws Exception {
        try (Mailroom room =
                Mailroom.of(Mailroom.builder().submission(0, submission -> submission.requireAuth(true)))) {
            swaks(room, exactly(Letter.PLAIN)).failedWith("<** 530 5.7.0 ");
            room.isEmpty();
        }
    }
}
