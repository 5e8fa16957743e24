package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.ALICE;
import static dev.yubin.clients.Mailroom.BOB;
import static dev.yubin.clients.Mailroom.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.MailServerBuilder;
import dev.yubin.clients.Program.Finished;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** curl, and with it what uses libcurl. */
@Needs(Program.CURL)
class CurlTest {
    @TempDir
    Path directory;

    /** A run; the path of curl's URL is what it says in EHLO. */
    private static Finished curl(Mailroom room, Object... arguments) {
        List<Object> all =
                new ArrayList<>(List.of("-q", "-s", "-S", "-v", "-w", "last reply %{response_code}", "-m", "30"));
        all.addAll(List.of(arguments));
        all.add("smtp://" + room.address() + "/curl.example");
        return Program.CURL.run(all.toArray());
    }

    private Object[] letter(Letter letter, String from, String... recipients) throws Exception {
        List<Object> all = new ArrayList<>(List.of("--mail-from", from, "-T", letter.file(directory)));
        for (String recipient : recipients) {
            all.add("--mail-rcpt");
            all.add(recipient);
        }
        return all.toArray();
    }

    @ParameterizedTest
    @EnumSource(Letter.class)
    void eachMailArrivesOctetForOctet(Letter letter) throws Exception {
        try (Mailroom room = Mailroom.open()) {
            curl(room, letter(letter, ALICE, BOB))
                    .succeeded()
                    .printed("> EHLO curl.example", "> MAIL FROM:<" + ALICE + "> SIZE=" + letter.octets().length);
            room.got(letter.octets());
            assertThat(room.only().helo()).isEqualTo("curl.example");
        }
    }

    @Test
    void aMailToManyIsOneMail() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            curl(room, letter(Letter.LEADING_DOTS, ALICE, BOB, CAROL, "<dave@[127.0.0.1]>"))
                    .succeeded();
            assertThat(room.only().to()).startsWith(BOB, CAROL).hasSize(3);
            room.inMailboxOf(CAROL, Letter.LEADING_DOTS.octets());
        }
    }

    @Test
    void aBounceHasNoSender() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            curl(room, letter(Letter.PLAIN, "<>", BOB)).succeeded().printed("> MAIL FROM:<>");
            assertThat(room.only().from()).isEmpty();
        }
    }

    @Test
    void severalMailsGoOverOneConnection() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            List<Object> all = new ArrayList<>(List.of(letter(Letter.MEGABYTES, ALICE, BOB)));
            all.add("smtp://" + room.address());
            all.add("--next");
            all.addAll(List.of("-m", "30"));
            all.addAll(List.of(letter(Letter.LEADING_DOTS, "", CAROL)));
            curl(room, all.toArray()).succeeded().printed("Re-using existing connection");
            assertThat(room.mail(0).bytes()).isEqualTo(Letter.MEGABYTES.octets());
            room.inMailboxOf(CAROL, Letter.LEADING_DOTS.octets());
        }
    }

    @Test
    void curlSaysThatARecipientIsUnknown() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withBob())) {
            curl(room, letter(Letter.PLAIN, ALICE, BOB, "nobody@example.com"))
                    .failedWith("RCPT failed: 550")
                    .printed("< 550 5.1.1 ");
            room.isEmpty();
        }
    }

    @Test
    void theOthersGetItWhenOneMayBeUnknown() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withBob())) {
            List<Object> arguments =
                    new ArrayList<>(List.of(letter(Letter.PLAIN, ALICE, "nobody@example.com", BOB, "bob@example.net")));
            arguments.add("--mail-rcpt-allowfails");
            curl(room, arguments.toArray()).succeeded().printed("< 550 5.1.1 ", "< 550 5.7.1 ");
            room.got(Letter.PLAIN.octets());
        }
    }

    @Test
    void aMailThatIsTooLargeIsRefusedBeforeItIsSent() throws Exception {
        try (Mailroom room = Mailroom.open(smtp -> smtp.maxMessageSize(1_000_000))) {
            curl(room, letter(Letter.MEGABYTES, ALICE, BOB))
                    .failedWith("MAIL failed: 552")
                    .printed("> MAIL FROM:", "< 552 5.3.4 ");
            room.isEmpty();
        }
    }

    @Test
    void aMailOfUnknownSizeThatIsTooLargeIsRefusedBehindIt() throws Exception {
        try (Mailroom room = Mailroom.open(smtp -> smtp.maxMessageSize(3_000_000))) {
            Finished run = Program.CURL.runWithInput(
                    Letter.MEGABYTES.octets(),
                    "-q",
                    "-s",
                    "-S",
                    "-v",
                    "--mail-from",
                    ALICE,
                    "--mail-rcpt",
                    BOB,
                    "-T",
                    "-",
                    "-m",
                    "30",
                    "smtp://" + room.address());
            assertThat(run.failedWith("< 552 5.3.4 ").output()).doesNotContain("SIZE=");
            room.isEmpty();
        }
    }

    @Test
    void aServerThatIsNotThereAnyMoreIsNoMail() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            room.server().close();
            curl(room, letter(Letter.PLAIN, ALICE, BOB)).failedWith("connect");
            room.isEmpty();
        }
    }

    @Test
    void commandsOfOnesOwn() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            curl(room, "-X", "NOOP").succeeded().printed("< 250 2.0.0 ");
            curl(room, "-X", "RSET").succeeded().printed("< 250 2.0.0 ");
            curl(room, "-X", "NONSENSE").failedWith("Command failed: 500");
        }
    }

    @Test
    void curlCanTalkAsAProxy() throws Exception {
        try (Mailroom room = Mailroom.open(smtp -> smtp.proxyProtocolFrom("127.0.0.1"))) {
            List<Object> arguments = new ArrayList<>(List.of(letter(Letter.PLAIN, ALICE, BOB)));
            arguments.add("--haproxy-protocol");
            curl(room, arguments.toArray()).succeeded();
            room.got(Letter.PLAIN.octets());
        }
    }

    @Test
    void addressesBeyondAscii() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            curl(room, letter(Letter.EIGHT_BIT, "ünal@example.org", "börge@example.com"))
                    .succeeded()
                    .printed("> MAIL FROM:<ünal@example.org> SIZE=", " SMTPUTF8");
            assertThat(room.only().from()).isEqualTo("ünal@example.org");
            assertThat(room.only().parameters().smtpUtf8()).isTrue();
            room.inMailboxOf("börge@example.com", Letter.EIGHT_BIT.octets());
        }
    }

    @Test
    void helpIsPrinted() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            curl(room).succeeded().printed("> HELP", "< 214", "MAIL");
            curl(room, "-X", "HELP RCPT").succeeded().printed("< 214", "RCPT TO:");
        }
    }

    @Test
    void usersAreVerified() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withBob())) {
            curl(room, "--mail-rcpt", "bob").succeeded().printed("> VRFY bob", "< 250", "<bob@example.com>");
            curl(room, "--mail-rcpt", BOB).succeeded().printed("> VRFY " + BOB, "< 250");
            curl(room, "--mail-rcpt", "nobody").failedWith("Command failed: 550");
            curl(room, "--mail-rcpt", "bob", "-X", "EXPN").failedWith("Command failed: 550");
            // It adds SMTPUTF8 by itself.
            curl(room, "--mail-rcpt", "börge").failedWith("Command failed: 550").printed("> VRFY börge SMTPUTF8");
        }
    }

    @Test
    void listsAreExpanded() throws Exception {
        try (Mailroom room = Mailroom.of(withTeam())) {
            curl(room, "--mail-rcpt", "team", "-X", "EXPN")
                    .succeeded()
                    .printed("> EXPN team", "< 250-", "<bob@example.com>", "< 250 ", "<carol@example.com>");
            curl(room, "-X", "EXPN team").succeeded().printed("< 250-", "< 250 ");
            curl(room, "--mail-rcpt", "team").failedWith("Command failed: 550");
        }
    }

    @Test
    void aMailToAListComesOnceToEachMember() throws Exception {
        try (Mailroom room = Mailroom.of(withTeam())) {
            curl(
                            room,
                            letter(
                                    Letter.LEADING_DOTS,
                                    ALICE,
                                    "team@example.com",
                                    "bob+tag@example.com",
                                    "sales@example.com"))
                    .succeeded();
            room.inMailboxOf(BOB, Letter.LEADING_DOTS.octets());
            room.inMailboxOf(CAROL, Letter.LEADING_DOTS.octets());
        }
    }

    /** A list with a list in it that has it as a member, and an alias. */
    private static MailServerBuilder withTeam() {
        return Mailroom.withBob()
                .user("carol", "secret")
                .list("team", "bob", "leads")
                .list("leads", "carol", "team")
                .alias("sales", "carol");
    }
}
