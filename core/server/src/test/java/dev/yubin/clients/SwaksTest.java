package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.ALICE;
import static dev.yubin.clients.Mailroom.BOB;
import static dev.yubin.clients.Mailroom.CAROL;
import static dev.yubin.clients.Swaks.swaks;
import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.ReceivedMail;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** swaks, with which administrators try a server out. */
@Needs(Program.SWAKS)
class SwaksTest {
    @TempDir
    Path directory;

    private Object[] exactly(Letter letter, Object... more) throws IOException {
        return Swaks.exactly(letter.stuffedFile(directory), more);
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
