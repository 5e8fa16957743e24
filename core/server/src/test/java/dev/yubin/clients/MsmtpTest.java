package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.ALICE;
import static dev.yubin.clients.Mailroom.BOB;
import static dev.yubin.clients.Mailroom.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.clients.Program.Finished;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** msmtp, the sendmail of machines without a mail server. It pipelines where it is offered. */
@Needs(Program.MSMTP)
class MsmtpTest {
    private static Finished msmtp(Mailroom room, Letter letter, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("--host=" + room.host(), "--port=" + room.port()));
        all.addAll(List.of("--domain=msmtp.example", "--timeout=20", "-d"));
        all.addAll(List.of(arguments));
        return Program.MSMTP.runWithInput(letter.withLineFeeds(), all.toArray());
    }

    @ParameterizedTest
    @EnumSource(Letter.class)
    void eachMailArrivesOctetForOctet(Letter letter) throws Exception {
        try (Mailroom room = Mailroom.open()) {
            msmtp(room, letter, "--from=" + ALICE, BOB).succeeded();
            room.got(letter.octets());
            assertThat(room.only().helo()).isEqualTo("msmtp.example");
        }
    }

    @Test
    void theRecipientsAreTakenFromTheMail() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            msmtp(room, Letter.PLAIN, "--read-recipients", "--read-envelope-from", CAROL)
                    .succeeded();
            assertThat(room.only().from()).isEqualTo(ALICE);
            assertThat(room.only().to()).containsExactlyInAnyOrder(BOB, CAROL);
            room.inMailboxOf(CAROL, Letter.PLAIN.octets());
        }
    }

    @Test
    void aBounceHasNoSender() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            msmtp(room, Letter.PLAIN, "--from=<>", BOB).succeeded().printed("--> MAIL FROM:<>");
            assertThat(room.only().from()).isEmpty();
            room.inMailboxOf(BOB, Letter.PLAIN.octets());
        }
    }

    @Test
    void oneUnknownRecipientIsOneTooMany() throws Exception {
        try (Mailroom room =
                Mailroom.of(Mailroom.builder().smtp(0).domains("example.com").user("bob", "secret"))) {
            msmtp(room, Letter.PLAIN, "--from=" + ALICE, BOB, "nobody@example.com")
                    .failedWith("recipient address nobody@example.com not accepted by the server")
                    .printed("msmtp: server message: 550 5.1.1 ");
            room.isEmpty();
        }
    }

    @Test
    void aMailThatIsTooLargeIsRefused() throws Exception {
        try (Mailroom room = Mailroom.open(smtp -> smtp.maxMessageSize(3_000_000))) {
            msmtp(room, Letter.MEGABYTES, "--from=" + ALICE, BOB)
                    .failedWith("msmtp: the server did not accept the mail")
                    .printed("msmtp: server message: 552 5.3.4 ");
            room.isEmpty();
        }
    }

    @Test
    void itTellsWhatTheServerCanDo() throws Exception {
        try (Mailroom room = Mailroom.open(smtp -> smtp.maxMessageSize(3_000_000))) {
            msmtp(room, Letter.PLAIN, "--serverinfo")
                    .succeeded()
                    .printed("mx.example.com ESMTP Yubin", "SIZE 3000000:", "PIPELINING:");
        }
    }

    @ParameterizedTest
    @EnumSource(Letter.class)
    void eachMailArrivesOctetForOctetByLmtp(Letter letter) throws Exception {
        try (Mailroom room = Mailroom.openLmtp()) {
            msmtp(room, letter, "--protocol=lmtp", "--from=" + ALICE, BOB).succeeded();
            room.got(letter.octets());
        }
    }

    @Test
    void eachRecipientIsAnsweredByLmtp() throws Exception {
        try (Mailroom room = Mailroom.openLmtp()) {
            msmtp(room, Letter.PLAIN, "--protocol=lmtp", "--from=" + ALICE, BOB, CAROL)
                    .succeeded();
            assertThat(room.only().to()).containsExactly(BOB, CAROL);
            room.inMailboxOf(CAROL, Letter.PLAIN.octets());
        }
    }
}
