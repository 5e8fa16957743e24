package dev.yubin.clients;

import static dev.yubin.clients.Mailroom.BOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.pop3.Utf8Headers;
import jakarta.mail.FetchProfile;
import jakarta.mail.Flags;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.MessageRemovedException;
import jakarta.mail.MessagingException;
import jakarta.mail.Store;
import jakarta.mail.UIDFolder;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.eclipse.angus.mail.pop3.POP3Folder;
import org.eclipse.angus.mail.pop3.POP3Message;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Angus Mail at maildrops, with the settings that change what it says. It is in every build. */
class AngusPop3Test {
    private static final Letter[] THREE = {Letter.PLAIN, Letter.LEADING_DOTS, Letter.EIGHT_BIT};

    /** What is to be done with an open INBOX. */
    private interface Use {
        void of(POP3Folder inbox) throws MessagingException, IOException;
    }

    private static Mailroom room() throws IOException {
        return Mailroom.of(Mailroom.withTls()).give(THREE);
    }

    /** Without TLS, which it does not ask for by itself. */
    private static AngusSession bob(Mailroom room) {
        return AngusSession.of(room, room.server().pop3())
                .logIn("bob", "secret")
                .listen();
    }

    private static void use(AngusSession session, boolean expunge, Use use) throws MessagingException, IOException {
        try (Store store = session.connect()) {
            POP3Folder inbox = (POP3Folder) store.getFolder("INBOX");
            inbox.open(expunge ? Folder.READ_WRITE : Folder.READ_ONLY);
            use.of(inbox);
            inbox.close(expunge);
        }
    }

    private static void read(AngusSession session, Use use) throws MessagingException, IOException {
        use(session, false, use);
    }

    private static byte[] octets(Message message) throws MessagingException, IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        message.writeTo(octets);
        return octets.toByteArray();
    }

    private static List<String> uids(POP3Folder inbox) throws MessagingException {
        List<String> uids = new ArrayList<>();
        for (Message message : inbox.getMessages()) {
            uids.add(inbox.getUID(message));
        }
        return uids;
    }

    @Test
    void eachMailIsFetchedOctetForOctet() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(Letter.values())) {
            List<byte[]> mails = AngusSession.of(room, room.server().pop3())
                    .logIn("bob", "secret")
                    .fetch();
            Mailroom.same(mails, Letter::octets, Letter.values());
        }
    }

    @Test
    void mailsAreCountedAndMeasured() throws Exception {
        try (Mailroom room = room()) {
            AngusSession session = bob(room);
            read(session, inbox -> {
                assertThat(inbox.getMessageCount()).isEqualTo(3);
                assertThat(inbox.getSizes()).containsExactly(160, 190, 196);
                // Of the body only.
                assertThat(inbox.getMessage(2).getSize()).isEqualTo(32);
            });
            assertThat(session.dialogue()).contains("STAT\n+OK 3 546\n", "LIST\n+OK ");
        }
    }

    @Test
    void uniqueIdsAreTheSameInEachSession() throws Exception {
        try (Mailroom room = room()) {
            List<String> first = new ArrayList<>();
            read(bob(room), inbox -> first.addAll(uids(inbox)));
            assertThat(first).hasSize(3).doesNotHaveDuplicates().doesNotContainNull();
            use(bob(room), true, inbox -> inbox.getMessage(2).setFlag(Flags.Flag.DELETED, true));
            read(bob(room), inbox -> assertThat(uids(inbox)).containsExactly(first.get(0), first.get(2)));
        }
    }

    @Test
    void uniqueIdsComeAllAtOnceIfThatIsWanted() throws Exception {
        try (Mailroom room = room()) {
            AngusSession session = bob(room);
            read(session, inbox -> {
                FetchProfile profile = new FetchProfile();
                profile.add(UIDFolder.FetchProfileItem.UID);
                inbox.fetch(inbox.getMessages(), profile);
                assertThat(uids(inbox)).doesNotHaveDuplicates();
            });
            assertThat(session.dialogue()).contains("UIDL\n+OK ").doesNotContain("UIDL 1");
        }
    }

    @ParameterizedTest
    @CsvSource({"false, TOP 2 0", "true, RETR 2"})
    void headersComeByTopOrWithAllElse(boolean disableTop, String command) throws Exception {
        try (Mailroom room = room()) {
            AngusSession session = bob(room).set("disabletop", disableTop);
            read(session, inbox -> {
                Message message = inbox.getMessage(2);
                assertThat(message.getSubject()).isEqualTo("LEADING_DOTS");
                assertThat(message.getHeader("Message-ID")).containsExactly("<LEADING_DOTS@example.org>");
            });
            assertThat(session.dialogue()).contains(command + "\n+OK ").doesNotContain("-ERR");
        }
    }

    @Test
    void topIsTheHeaderAndSoManyLines() throws Exception {
        try (Mailroom room = room()) {
            read(bob(room), inbox -> {
                String top =
                        new String(((POP3Message) inbox.getMessage(2)).top(3).readAllBytes());
                assertThat(top).startsWith("From: Alice").endsWith("\r\n\r\n.\r\n..\r\n...three\r\n");
            });
        }
    }

    @ParameterizedTest
    @EnumSource
    void mailsAreDeletedWhenTheFolderIsClosed(TlsStart start) throws Exception {
        try (Mailroom room = room()) {
            AngusSession session =
                    AngusSession.pop3(room, start).logIn("bob", "secret").listen();
            use(session, true, inbox -> {
                inbox.getMessage(1).setFlag(Flags.Flag.DELETED, true);
                inbox.getMessage(3).setFlag(Flags.Flag.DELETED, true);
            });
            room.inMailboxOf(BOB, Letter.LEADING_DOTS);
            assertThat(session.dialogue()).containsSubsequence("DELE 1\n+OK", "DELE 3\n+OK", "QUIT\n+OK");
        }
    }

    @Test
    void nothingIsDeletedWithoutExpunge() throws Exception {
        try (Mailroom room = room()) {
            try (Store store = bob(room).connect()) {
                Folder inbox = store.getFolder("INBOX");
                inbox.open(Folder.READ_WRITE);
                inbox.getMessage(1).setFlag(Flags.Flag.DELETED, true);
                inbox.close(false);
            }
            room.inMailboxOf(BOB, THREE);
        }
    }

    @Test
    void whatIsMarkedCanBeResetBeforeQuit() throws Exception {
        try (Mailroom room = room()) {
            AngusSession session = bob(room).set("rsetbeforequit", true);
            read(session, inbox -> assertThat(octets(inbox.getMessage(1))).isEqualTo(Letter.PLAIN.octets()));
            assertThat(session.dialogue()).containsSubsequence("RETR 1\n+OK", "RSET\n+OK", "QUIT\n+OK");
            room.inMailboxOf(BOB, THREE);
        }
    }

    @Test
    void aMaildropIsFreeBehindEachSession() throws Exception {
        try (Mailroom room = room()) {
            AngusSession second = bob(room);
            read(
                    bob(room),
                    inbox -> assertThatThrownBy(second::fetch)
                            .isInstanceOf(MessagingException.class)
                            .hasMessageContaining("[IN-USE]"));
            Mailroom.same(second.fetch(), Letter::octets, THREE);
        }
    }

    @Test
    void aThousandMailsAreFetched() throws Exception {
        try (Mailroom room =
                Mailroom.of(Mailroom.withTls()).give(Collections.nCopies(1000, Letter.LEADING_DOTS.octets()))) {
            List<byte[]> mails = AngusSession.of(room, room.server().pop3())
                    .logIn("bob", "secret")
                    .fetch();
            assertThat(mails)
                    .hasSize(1000)
                    .allSatisfy(mail -> assertThat(mail).isEqualTo(Letter.LEADING_DOTS.octets()));
        }
    }

    @Test
    void aHeaderInUtf8ComesInAsciiAndSaysTheSame() throws Exception {
        try (Mailroom room = Mailroom.of(Mailroom.withTls()).give(List.of(Mailroom.UTF8_HEADER))) {
            read(bob(room), inbox -> {
                assertThat(inbox.getMessage(1).getSubject()).isEqualTo("郵便");
                assertThat(octets(inbox.getMessage(1))).isNotEqualTo(Mailroom.UTF8_HEADER);
            });
        }
    }

    /** It says no UTF8 either, and takes a mail that is refused for one that was removed. */
    @Test
    void aHeaderInUtf8CanBeRefusedOrSentAsItIs() throws Exception {
        try (Mailroom room = Mailroom.with(Utf8Headers.REFUSE)
                .give(List.of(Mailroom.UTF8_HEADER))
                .give(Letter.PLAIN)) {
            read(bob(room), inbox -> {
                assertThatThrownBy(() -> octets(inbox.getMessage(1))).isInstanceOf(MessageRemovedException.class);
                assertThat(octets(inbox.getMessage(2))).isEqualTo(Letter.PLAIN.octets());
            });
        }
        try (Mailroom room = Mailroom.with(Utf8Headers.AS_STORED).give(List.of(Mailroom.UTF8_HEADER))) {
            read(bob(room), inbox -> assertThat(octets(inbox.getMessage(1))).isEqualTo(Mailroom.UTF8_HEADER));
        }
    }
}
