package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.BOB;
import static dev.yubin.clients.Mailroom.CAROL;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.clients.Program.Finished;
import dev.yubin.pop3.Utf8Headers;
import dev.yubin.protocol.CertificateDefect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * fetchmail, whose exit codes tell what it made of our response codes. It does not pipeline, and says TOP with many lines
 * for RETR unless it is to fetch all.
 */
@Needs(Program.FETCHMAIL)
class FetchmailTest {
    private static final int NO_MAIL = 1;
    private static final int NO_CONNECTION = 2;
    private static final int LOG_IN_FAILED = 3;
    private static final int MAILDROP_IN_USE = 9;
    private static final int FETCH_LIMIT = 13;

    @TempDir
    Path directory;

    private Fetchmail fetchmail(Mailroom room) throws IOException {
        return new Fetchmail(room, directory);
    }

    private Fetchmail fetchmail(Mailroom room, TlsStart start) throws IOException {
        return new Fetchmail(room, directory, start);
    }

    /** It breaks lines after 8192 octets. */
    private static Letter[] letters() {
        return Letter.allBut(Letter.TOO_LONG_LINES);
    }

    static Stream<Arguments> mechanisms() {
        return TlsStart.with("password", "apop", "cram-md5", "any").filter(FetchmailTest::isSpoken);
    }

    /** With APOP it says no CAPA, and so no STLS either, not even if it must. */
    private static boolean isSpoken(Arguments all) {
        return all.get()[0] == TlsStart.AT_ONCE || !all.get()[1].equals("apop");
    }

    private static String command(String mechanism) {
        return switch (mechanism) {
            case "password" -> "POP3> USER bob";
            case "apop" -> "POP3> APOP bob ";
            default -> "POP3> AUTH CRAM-MD5";
        };
    }

    @Test
    void eachMailIsFetchedOctetForOctet() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(letters())) {
            Fetchmail fetchmail = fetchmail(room);
            fetchmail.run().succeeded().printed("POP3> TOP 7 99999999", "POP3> DELE 7", "POP3> QUIT");
            fetchmail.delivered().are(letters());
            room.inMailboxOf(BOB);
        }
    }

    @ParameterizedTest
    @EnumSource
    void eachMailIsFetchedOctetForOctetByTls(TlsStart start) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(letters())) {
            Fetchmail fetchmail = fetchmail(room, start).with("fetchall");
            fetchmail.run().succeeded().printed("SSL/TLS: using protocol TLSv1.", "POP3> RETR 7", "POP3> DELE 7");
            fetchmail.delivered().are(letters());
            room.inMailboxOf(BOB);
        }
    }

    /** The usual way: by SMTP, here to Carol of the same server, with all octets. */
    @Test
    void whatIsFetchedCanBeForwardedOctetForOctet() throws Exception {
        try (Mailroom room =
                Mailroom.of(Mailroom.withTls().user("carol", "secret")).give(letters())) {
            fetchmail(room)
                    .deliveringBy("smtphost '" + room.host() + "/" + room.port() + "' smtpname '" + CAROL + "'")
                    .run()
                    .succeeded();
            room.inMailboxOf(CAROL, letters());
            room.inMailboxOf(BOB);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "apop", "cram-md5", "any"})
    void whoLogsInIsTaken(String mechanism) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.LEADING_DOTS)) {
            Fetchmail fetchmail = fetchmail(room).logIn(mechanism, "secret");
            fetchmail.run().succeeded().printed(command(mechanism), "POP3> STAT");
            fetchmail.delivered().are(Letter.LEADING_DOTS);
        }
    }

    /** It reads the long line of the mechanisms in pieces. */
    @ParameterizedTest
    @MethodSource("mechanisms")
    void whoLogsInByTlsIsTaken(TlsStart start, String mechanism) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.LEADING_DOTS)) {
            Fetchmail fetchmail = fetchmail(room, start).logIn(mechanism, "secret");
            fetchmail.run().succeeded().printed("SSL/TLS: using", command(mechanism), "POP3> STAT");
            fetchmail.delivered().are(Letter.LEADING_DOTS);
        }
    }

    @ParameterizedTest
    @MethodSource("mechanisms")
    void aWrongPasswordIsNot(TlsStart start, String mechanism) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN)) {
            fetchmail(room, start)
                    .logIn(mechanism, "Secret")
                    .run()
                    .endedWith(LOG_IN_FAILED, "Authorization failure")
                    .printed(command(mechanism), "POP3< -ERR [AUTH] ");
            room.inMailboxOf(BOB, Letter.PLAIN);
        }
    }

    @Test
    void withoutATimestampThereIsNoApop() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.builder().pop3(0))) {
            fetchmail(room).logIn("apop", "secret").run().endedWith(LOG_IN_FAILED, "APOP timestamp not found");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"password", "apop", "cram-md5"})
    void aMaildropThatIsInUseIsNoWrongPassword(String mechanism) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN)) {
            Fetchmail fetchmail = fetchmail(room).logIn(mechanism, "secret");
            room.whileBobIsThere(() -> fetchmail.run().endedWith(MAILDROP_IN_USE, "POP3< -ERR [IN-USE] "));
            fetchmail.run().succeeded();
            fetchmail.delivered().are(Letter.PLAIN);
        }
    }

    @Test
    void anEmptyMaildropIsNoMail() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            fetchmail(room).run().endedWith(NO_MAIL, "POP3< +OK 0 0");
        }
    }

    @Test
    void mailsAreOnlyCounted() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            fetchmail(room).run("--check").endedWith(NO_MAIL, "POP3< +OK 0 0");
            room.give(Letter.PLAIN);
            fetchmail(room).run("--check").succeeded().printed("1 message for bob at localhost");
            room.inMailboxOf(BOB, Letter.PLAIN);
        }
    }

    @Test
    void mailsThatAreKeptAreKnownAgainByTheirUniqueIds() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN, Letter.LEADING_DOTS)) {
            Fetchmail fetchmail = fetchmail(room).with("keep");
            fetchmail.run("--uidl").succeeded().printed("POP3> UIDL");
            fetchmail.run("--uidl").endedWith(NO_MAIL, "2 messages (2 seen) for bob");
            room.give(Letter.EIGHT_BIT);
            fetchmail.run("--uidl").succeeded().printed("3 messages (2 seen) for bob", "POP3> TOP 3 99999999");
            fetchmail.delivered().are(Letter.PLAIN, Letter.LEADING_DOTS, Letter.EIGHT_BIT);
            room.inMailboxOf(BOB, Letter.PLAIN, Letter.LEADING_DOTS, Letter.EIGHT_BIT);
        }
    }

    /** By halves, with UIDL and a number. */
    @Test
    void theFirstNewMailIsSearchedByUniqueIds() throws Exception {
        Letter[] twelve = new Letter[12];
        Arrays.fill(twelve, Letter.PLAIN);
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(twelve)) {
            Fetchmail fetchmail = fetchmail(room).with("keep");
            fetchmail.run("--uidl", "--fastuidl", 1).succeeded();
            room.give(Letter.EIGHT_BIT);
            Finished second = fetchmail.run("--uidl", "--fastuidl", 1).succeeded();
            assertThat(second.output())
                    .contains("POP3> UIDL 13", "POP3> TOP 13 ")
                    .doesNotContain("POP3> TOP 12 ");
            assertThat(fetchmail.delivered().mails()).hasSize(13);
            Mailroom.same(fetchmail.delivered().mails().get(12), Letter.EIGHT_BIT.withLineFeeds());
        }
    }

    @Test
    void allMailsAreFetchedAgainIfThatIsWanted() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN)) {
            Fetchmail fetchmail = fetchmail(room).with("keep fetchall");
            fetchmail.run("--uidl").succeeded();
            fetchmail.run("--uidl").succeeded();
            fetchmail.delivered().are(Letter.PLAIN, Letter.PLAIN);
        }
    }

    @Test
    void whatWasFetchedBeforeIsFlushed() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN)) {
            fetchmail(room).with("keep").run("--uidl").succeeded();
            room.give(Letter.EIGHT_BIT);
            Fetchmail fetchmail = fetchmail(room).with("keep flush");
            fetchmail.run("--uidl").succeeded().printed("POP3> DELE 1", "POP3> TOP 2 99999999");
            fetchmail.delivered().are(Letter.PLAIN, Letter.EIGHT_BIT);
            room.inMailboxOf(BOB, Letter.EIGHT_BIT);
        }
    }

    @Test
    void someAreFetchedNowAndTheRestLater() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN, Letter.LEADING_DOTS, Letter.LATIN_1)) {
            Fetchmail fetchmail = fetchmail(room).with("fetchlimit 2");
            fetchmail.run().endedWith(FETCH_LIMIT, "POP3> DELE 2");
            room.inMailboxOf(BOB, Letter.LATIN_1);
            fetchmail.run().succeeded();
            fetchmail.delivered().are(Letter.PLAIN, Letter.LEADING_DOTS, Letter.LATIN_1);
            room.inMailboxOf(BOB);
        }
    }

    @Test
    void whatIsTooLargeStays() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.MEGABYTES, Letter.PLAIN)) {
            Fetchmail fetchmail = fetchmail(room).with("limit 100000");
            fetchmail.run();
            fetchmail.delivered().are(Letter.PLAIN);
            room.inMailboxOf(BOB, Letter.MEGABYTES);
        }
    }

    @Test
    void whatCannotBeDeliveredStays() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN, Letter.MEGABYTES)) {
            Finished run = fetchmail(room).deliveringBy("mda 'false'").run();
            assertThat(run.output()).contains("POP3> TOP 1 99999999").doesNotContain("DELE");
            room.inMailboxOf(BOB, Letter.PLAIN, Letter.MEGABYTES);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBadCertificateIsRefusedByTheClient(CertificateDefect defect) throws Exception {
        try (Mailroom room = Mailroom.with(defect)) {
            for (TlsStart start : TlsStart.values()) {
                fetchmail(room, start).run().endedWith(NO_CONNECTION, "certificate verify failed");
            }
        }
    }

    @Test
    void aHeaderInUtf8ComesInAscii() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(List.of(Mailroom.UTF8_HEADER))) {
            Fetchmail fetchmail = fetchmail(room);
            fetchmail.run().succeeded();
            assertThat(new String(fetchmail.delivered().mails().get(0), StandardCharsets.US_ASCII))
                    .startsWith("From: Alice <alice@example.org>\nSubject: =?UTF-8?");
            room.inMailboxOf(BOB);
        }
    }

    /** It says no UTF8, and goes on behind what it cannot have. */
    @Test
    void aHeaderInUtf8CanBeRefusedOrSentAsItIs() throws Exception {
        try (Mailroom room = Mailroom.with(Utf8Headers.REFUSE)
                .give(List.of(Mailroom.UTF8_HEADER))
                .give(Letter.PLAIN)) {
            Fetchmail fetchmail = fetchmail(room);
            fetchmail.run().succeeded().printed("POP3< -ERR [UTF8] ", "POP3> DELE 2");
            fetchmail.delivered().are(Letter.PLAIN);
            assertThat(room.stored(BOB)).containsExactly(Mailroom.UTF8_HEADER);
        }
        try (Mailroom room = Mailroom.with(Utf8Headers.AS_STORED).give(List.of(Mailroom.UTF8_HEADER))) {
            Fetchmail fetchmail = fetchmail(room);
            fetchmail.run().succeeded();
            assertThat(new String(fetchmail.delivered().mails().get(1), StandardCharsets.UTF_8))
                    .isEqualTo("From: Alice <alice@example.org>\nSubject: 郵便\n\n.\n");
            room.inMailboxOf(BOB);
        }
    }
}
