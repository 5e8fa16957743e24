package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.clients.Program.Finished;
import dev.yubin.pop3.Utf8Headers;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** mpop without TLS: what it fetches, leaves, filters, and knows again, with pipelining and without. */
@Needs(Program.MPOP)
class MpopFetchTest {
    @TempDir
    Path directory;

    private Delivered delivered;

    @BeforeEach
    void makeDirectory() throws IOException {
        delivered = new Delivered(directory);
    }

    /** It says all with {@code -d}, where a later option beats an earlier one. */
    private Finished mpop(Mailroom room, String... arguments) {
        List<Object> all = new ArrayList<>(List.of("--host=" + room.host(), "-d", "--timeout=20", "--tls=off"));
        all.add("--port=" + room.server().pop3().port());
        all.addAll(List.of("--user=bob", "--auth=user", "--passwordeval=echo secret"));
        all.addAll(List.of("--uidls-file=" + directory.resolve("uidls"), "--received-header=off"));
        all.add("--delivery=mda," + delivered.command());
        all.addAll(List.of(arguments));
        return Program.MPOP.run(all.toArray());
    }

    @ParameterizedTest
    @ValueSource(strings = {"auto", "on", "off"})
    void eachMailIsFetchedOctetForOctet(String pipelining) throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.values())) {
            mpop(room, "--pipelining=" + pipelining).succeeded().printed("--> DELE 8", "--> QUIT", "<-- +OK ");
            delivered.are(Letter.values());
            room.inMailboxOf(BOB);
        }
    }

    @Test
    void commandsComeInOneGoAndAreAnsweredInOrder() throws Exception {
        try (Mailroom room =
                Mailroom.of(Mailroom.withTls()).give(Collections.nCopies(500, Letter.LEADING_DOTS.octets()))) {
            mpop(room, "--pipelining=on", "--delivery=mbox," + directory.resolve("mbox"))
                    .succeeded()
                    .printed("--> RETR 1\r\n--> RETR 2\r\n--> RETR 3\r\n", "--> DELE 1\r\n--> DELE 2\r\n");
            room.inMailboxOf(BOB);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void mailsThatAreKeptAreKnownAgainByTheirUniqueIds(String pipelining) throws Exception {
        String[] keep = {"--keep=on", "--only-new=on", "--pipelining=" + pipelining};
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN, Letter.LEADING_DOTS)) {
            mpop(room, keep).succeeded().printed("--> UIDL");
            mpop(room, keep).succeeded().printed("new: no messages, total: 2 messages");
            room.give(Letter.EIGHT_BIT);
            mpop(room, keep).succeeded().printed("new: 1 message ", "--> RETR 3");
            delivered.are(Letter.PLAIN, Letter.LEADING_DOTS, Letter.EIGHT_BIT);
            room.inMailboxOf(BOB, Letter.PLAIN, Letter.LEADING_DOTS, Letter.EIGHT_BIT);
            mpop(room, "--keep=off", "--only-new=on").succeeded();
            room.inMailboxOf(BOB);
        }
    }

    @Test
    void allMailsAreFetchedAgainIfThatIsWanted() throws Exception {
        String[] keep = {"--keep=on", "--only-new=off"};
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN)) {
            mpop(room, keep).succeeded();
            mpop(room, keep).succeeded();
            delivered.are(Letter.PLAIN, Letter.PLAIN);
        }
    }

    @Test
    void largeMailsAreSkippedOrDeletedUnread() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())
                .give(Letter.MEGABYTES, Letter.PLAIN, Letter.TOO_LONG_LINES, Letter.LATIN_1)) {
            Finished run = mpop(room, "--skipsize=1000000", "--killsize=20000").succeeded();
            assertThat(run.output()).doesNotContain("--> RETR 1", "--> RETR 3");
            delivered.are(Letter.PLAIN, Letter.LATIN_1);
            assertThat(room.stored(BOB)).hasSizeLessThan(2);
        }
    }

    /** A filter sees the header, by TOP, and says by its exit code what becomes of the mail: 1 is for deletion. */
    @ParameterizedTest
    @ValueSource(strings = {"on", "off"})
    void headersAreSeenFirst(String pipelining) throws Exception {
        try (Mailroom room =
                Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN, Letter.MEGABYTES, Letter.LEADING_DOTS)) {
            Finished run = mpop(room, "--filter=grep -v -q MEGABYTES", "--pipelining=" + pipelining)
                    .succeeded();
            assertThat(run.output()).contains("--> TOP 2 0").contains("--> RETR 3");
            room.inMailboxOf(BOB);
        }
    }

    @Test
    void whatCannotBeDeliveredStays() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN, Letter.MEGABYTES)) {
            mpop(room, "--delivery=mda,false").failedWith("false");
            room.inMailboxOf(BOB, Letter.PLAIN, Letter.MEGABYTES);
        }
    }

    @Test
    void aMaildropThatIsInUseIsNamed() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.PLAIN)) {
            room.whileBobIsThere(() -> mpop(room).failedWith("<-- -ERR [IN-USE] "));
            mpop(room).succeeded();
            delivered.are(Letter.PLAIN);
        }
    }

    /** With no mechanism named it takes the best that shows no password. */
    @ParameterizedTest
    @ValueSource(strings = {"on", "apop", "cram-md5", "scram-sha-1", "scram-sha-256"})
    void passwordsThatAreNotShownNeedNoTls(String mechanism) throws Exception {
        String taken = mechanism.equals("on") ? "scram-sha-256" : mechanism;
        String command = taken.equals("apop") ? "APOP bob" : "AUTH " + taken.toUpperCase(Locale.ROOT);
        Program.MPOP.assumeBuiltWith(taken);
        try (Mailroom room = Mailroom.of(Mailroom.withBob().pop3(0, pop3 -> pop3.clearTextLogIn(false)))
                .give(Letter.PLAIN)) {
            mpop(room, "--auth=" + mechanism).succeeded().printed("--> " + command);
            delivered.are(Letter.PLAIN);
        }
    }

    @Test
    void whatTheServerCanDoIsSeen() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls())) {
            Program.MPOP
                    .run(
                            "--serverinfo",
                            "--tls=off",
                            "--host=" + room.host(),
                            "--port=" + room.server().pop3().port())
                    .succeeded()
                    .printed("IMPLEMENTATION:", "Yubin", "PIPELINING:", "TOP:", "UIDL:", "STLS:", "AUTH:", "CRAM-MD5")
                    .printed("RESP-CODES:", "AUTH-RESP-CODE:");
        }
    }

    @Test
    void aHeaderInUtf8ComesInAscii() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(List.of(Mailroom.UTF8_HEADER))) {
            mpop(room).succeeded().printed("<-- Subject: =?UTF-8?");
            room.inMailboxOf(BOB);
        }
    }

    /** It gives up at the first RETR that fails, and so at the same mail each time. */
    @Test
    void aHeaderInUtf8CanBeRefusedOrSentAsItIs() throws Exception {
        try (Mailroom room =
                Mailroom.with(Utf8Headers.REFUSE).give(Letter.PLAIN).give(List.of(Mailroom.UTF8_HEADER))) {
            mpop(room).failedWith("<-- -ERR [UTF8] ");
            delivered.are(Letter.PLAIN);
        }
        try (Mailroom room = Mailroom.with(Utf8Headers.AS_STORED).give(List.of(Mailroom.UTF8_HEADER))) {
            mpop(room).succeeded().printed("<-- Subject: 郵便");
            room.inMailboxOf(BOB);
        }
    }
}
