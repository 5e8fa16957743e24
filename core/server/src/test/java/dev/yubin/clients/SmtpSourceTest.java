package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.ALICE;
import static dev.yubin.clients.Mailroom.BOB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.ReceivedMail;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** smtp-source, Postfix's load generator: many sessions at once, many mails in each. */
@Needs(Program.SMTP_SOURCE)
class SmtpSourceTest {
    @TempDir
    Path directory;

    private static void smtpSource(Mailroom room, Object... arguments) {
        List<Object> all = new ArrayList<>(List.of("-M", "source.example", "-f", ALICE, "-t", BOB));
        all.addAll(List.of(arguments));
        all.add("inet:" + room.address());
        Program.SMTP_SOURCE.run(all.toArray()).succeeded();
    }

    /** It says HELO, and EHLO only if an option of newer versions asks for it. */
    @ParameterizedTest
    @EnumSource(Letter.class)
    void eachMailArrivesOctetForOctet(Letter letter) throws Exception {
        try (Mailroom room = Mailroom.open()) {
            Path file = Files.write(directory.resolve("letter"), letter.withLineFeeds());
            smtpSource(room, "-F", file);
            // It puts an empty line behind each file.
            room.got((new String(letter.octets(), StandardCharsets.ISO_8859_1) + "\r\n")
                    .getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-d"})
    void twentySessionsBringFiveHundredMails(String keepOpen) throws Exception {
        try (Mailroom room = Mailroom.open()) {
            smtpSource(room, "-s", 20, "-m", 500, "-l", 5000, keepOpen.isEmpty() ? "-v" : keepOpen);
            assertThat(room.server().received().count()).isEqualTo(500);
            assertThat(room.server().received().all())
                    .allSatisfy(mail -> assertThat(mail.to()).containsExactly(BOB))
                    .allSatisfy(mail -> assertThat(mail.size()).isGreaterThanOrEqualTo(5000));
            assertThat(room.stored(BOB)).hasSize(500);
            assertThat(room.server().connections()).isLessThanOrEqualTo(20);
        }
    }

    @Test
    void aThousandRecipientsOfOneMail() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            smtpSource(room, "-r", 1000, "-m", 2);
            for (ReceivedMail mail : room.server().received().all()) {
                assertThat(mail.to()).hasSize(1000).doesNotHaveDuplicates();
            }
            assertThat(room.server().received().count()).isEqualTo(2);
        }
    }

    @Test
    void aHugeMailComesWhole() throws Exception {
        try (Mailroom room = Mailroom.open()) {
            smtpSource(room, "-l", 30_000_000, "-S", "huge");
            byte[] octets = room.only().bytes();
            assertThat(octets).hasSizeGreaterThanOrEqualTo(30_000_000);
            String start = new String(octets, 0, 500, StandardCharsets.US_ASCII);
            assertThat(start).contains("Subject: huge\r\n").contains("\r\n\r\n");
        }
    }

    @Test
    void oneHundredMailsByLmtp() throws Exception {
        try (Mailroom room = Mailroom.openLmtp()) {
            smtpSource(room, "-L", "-d", "-s", 5, "-m", 100, "-l", 2000);
            assertThat(room.server().received().count()).isEqualTo(100);
            assertThat(room.stored(BOB)).hasSize(100);
        }
    }

    @Test
    void eachOfManyRecipientsIsAnsweredByLmtp() throws Exception {
        try (Mailroom room = Mailroom.openLmtp()) {
            smtpSource(room, "-L", "-d", "-r", 10, "-m", 10);
            assertThat(room.server().received().all())
                    .hasSize(10)
                    .allSatisfy(mail -> assertThat(mail.to()).hasSize(10));
        }
    }
}
