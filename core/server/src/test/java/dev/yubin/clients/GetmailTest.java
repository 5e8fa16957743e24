package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.clients.Program.Finished;
import dev.yubin.protocol.CertificateDefect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** getmail, which says UIDL, LIST, RETR and DELE by poplib. */
@Needs(Program.GETMAIL)
class GetmailTest {
    @TempDir
    Path directory;

    private Getmail getmail(Mailroom room, boolean tls) throws IOException {
        return tls ? Getmail.tls(room, directory) : Getmail.clear(room, directory);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void eachMailIsFetchedOctetForOctet(boolean tls) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.values())) {
            Getmail getmail = getmail(room, tls).option("delete = true");
            getmail.run().succeeded().printed("msg 8/8 ", ", deleted", "8 messages ");
            getmail.delivered(Letter.values());
            room.inMailboxOf(BOB);
        }
    }

    @Test
    void mailsGoIntoAnMbox() throws Exception {
        Path mbox = directory.resolve("mbox");
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN, Letter.LEADING_DOTS)) {
            Getmail.clear(room, directory).intoMbox(mbox).run().succeeded();
            assertThat(Files.readString(mbox, StandardCharsets.US_ASCII))
                    .containsSubsequence(
                            "From unknown ", text(Letter.PLAIN), "\nFrom unknown ", text(Letter.LEADING_DOTS));
            room.inMailboxOf(BOB, Letter.PLAIN, Letter.LEADING_DOTS);
        }
    }

    private static String text(Letter letter) {
        return new String(letter.withLineFeeds(), StandardCharsets.US_ASCII);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void mailsThatAreKeptAreKnownAgainByTheirUniqueIds(boolean tls) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN, Letter.LEADING_DOTS)) {
            Getmail getmail = getmail(room, tls).option("read_all = false");
            getmail.run().succeeded().printed("2 messages ");
            getmail.run().succeeded().printed("not retrieved (seen)", "0 messages (0 bytes) retrieved, 2 skipped");
            room.give(Letter.EIGHT_BIT);
            getmail.run().succeeded().printed("1 messages (196 bytes) retrieved, 2 skipped");
            getmail.delivered(Letter.PLAIN, Letter.LEADING_DOTS, Letter.EIGHT_BIT);
            getmail.option("delete = true").run().succeeded().printed("0 messages (0 bytes) retrieved, 3 skipped");
            room.inMailboxOf(BOB);
        }
    }

    @Test
    void allMailsAreFetchedAgainIfThatIsWanted() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN)) {
            Getmail getmail = Getmail.clear(room, directory).option("read_all = true");
            getmail.run().succeeded();
            getmail.run().succeeded();
            getmail.delivered(Letter.PLAIN, Letter.PLAIN);
        }
    }

    @Test
    void someAreFetchedNowAndTheRestLater() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN, Letter.LEADING_DOTS, Letter.LATIN_1)) {
            Getmail getmail = Getmail.clear(room, directory).option("delete = true\nmax_messages_per_session = 2");
            getmail.run().succeeded();
            room.inMailboxOf(BOB, Letter.LATIN_1);
            getmail.run().succeeded();
            getmail.delivered(Letter.PLAIN, Letter.LEADING_DOTS, Letter.LATIN_1);
            room.inMailboxOf(BOB);
        }
    }

    @Test
    void whatCannotBeDeliveredStays() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN)) {
            Getmail getmail = Getmail.clear(room, directory).option("delete = true");
            Files.delete(directory.resolve("maildir/tmp"));
            getmail.run().failedWith("maildir");
            room.inMailboxOf(BOB, Letter.PLAIN);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aWrongPasswordIsNotTaken(boolean tls) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN)) {
            getmail(room, tls).password("Secret").run().failedWith("-ERR [AUTH] ");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whoLogsInByApopIsTaken(boolean tls) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN)) {
            Getmail getmail = getmail(room, tls).retriever("use_apop = True");
            getmail.run().succeeded();
            getmail.delivered(Letter.PLAIN);
            getmail.password("Secret").run().failedWith("-ERR [AUTH] ");
        }
    }

    @Test
    void aMaildropThatIsInUseIsNamed() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN)) {
            Getmail getmail = Getmail.clear(room, directory);
            room.whileBobIsThere(() -> getmail.run().failedWith("-ERR [IN-USE] "));
            getmail.run().succeeded();
            getmail.delivered(Letter.PLAIN);
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBadCertificateIsRefusedByTheClient(CertificateDefect defect) throws Exception {
        try (Mailroom room = Mailroom.with(defect).give(Letter.PLAIN)) {
            Finished run = Getmail.tls(room, directory).run().failedWith(" error (");
            assertThat(run.output()).doesNotContain("delivered to");
        }
    }
}
