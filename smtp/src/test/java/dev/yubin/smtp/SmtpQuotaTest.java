package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpTestServer.EHLO;
import static dev.yubin.smtp.SmtpTestServer.LHLO;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.AddressBook;
import dev.yubin.protocol.Directory;
import dev.yubin.protocol.OpenDirectory;
import dev.yubin.store.AccountName;
import dev.yubin.store.Expunge;
import dev.yubin.store.MailAccount;
import dev.yubin.store.MailStore;
import dev.yubin.store.MailboxName;
import dev.yubin.store.Quota;
import dev.yubin.store.Quota.Resource;
import dev.yubin.store.UidSet;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Full mailboxes (RFC 9208): said at RCPT where it can be known, else behind the message. */
@Timeout(60)
class SmtpQuotaTest {
    private static final String FULL = "S: 452 4.2.2 The mailbox is full, try again later\n";
    private static final String MAIL = "C: MAIL FROM:<alice@example.org>\nS: 250 2.1.0 Sender OK\n";
    private static final String BOB = "C: RCPT TO:<bob@example.com>\n";
    private static final String CAROL = "C: RCPT TO:<carol@example.com>\n";
    private static final String ALL = "C: RCPT TO:<all@example.com>\n";
    private static final String OK = "S: 250 2.1.5 Recipient OK\n";
    private static final String TEN_OCTETS = "C: DATA\nS: 354 {...}\nC: 12345678\nC: .\n";
    private static final String ACCEPTED = "S: 250 2.0.0 Message accepted as {...}\n";

    private final MailStore store = new MemoryMailStore();
    private final MailAccount bob = account("bob@example.com");
    private final MailAccount carol = account("carol@example.com");

    private MailAccount account(String name) {
        try {
            return store.create(AccountName.parse(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void limit(MailAccount account, Resource resource, long limit) throws IOException {
        account.feature(Quota.class).orElseThrow().setLimit(resource, OptionalLong.of(limit));
    }

    /** Everybody exists, and there is a list of bob and carol. */
    private Directory people() throws IOException {
        OpenDirectory all = new OpenDirectory(store, List.of(), "mx.example.com");
        return AddressBook.in(all, List.of("example.com"), "mx.example.com")
                .list("all", List.of("bob@example.com", "carol@example.com"))
                .build();
    }

    private SmtpTestServer smtp(UnaryOperator<SmtpOptions> options) throws IOException {
        return SmtpTestServer.over(store, people(), options);
    }

    private void play(String script) throws IOException {
        try (SmtpTestServer server = smtp(smtp -> smtp)) {
            Dialogue.with(server.port()).play(EHLO + script);
        }
    }

    // --- at RCPT ------------------------------------------------------------------------------------------------

    @Test
    void aFullMailboxIsToldAtRcptAndTheOthersGetTheirMail() throws IOException {
        limit(bob, Resource.MESSAGE, 0);
        try (SmtpTestServer server = smtp(smtp -> smtp)) {
            Dialogue.with(server.port()).play(EHLO + MAIL + BOB + FULL + CAROL + OK + TEN_OCTETS + ACCEPTED);
            assertThat(server.inbox("carol@example.com")).hasSize(1);
            assertThat(server.accepted().get(0).recipients())
                    .extracting(Recipient::toString)
                    .containsExactly(
                            "bob@example.com (452 4.2.2 The mailbox is full, try again later)", "carol@example.com");
        }
    }

    @Test
    void aFullMailboxTakesMailAgainWhenSomethingIsDeleted() throws IOException {
        limit(bob, Resource.STORAGE, 10);
        try (SmtpTestServer server = smtp(smtp -> smtp)) {
            Dialogue.with(server.port())
                    .when("bob deletes it", () -> bob.open(MailboxName.INBOX).expunge(UidSet.ALL, Expunge.ANY))
                    .play(EHLO + MAIL + BOB + OK + TEN_OCTETS + ACCEPTED + MAIL + BOB + FULL + "T: bob deletes it\n"
                            + BOB + OK + TEN_OCTETS + ACCEPTED + MAIL + BOB + FULL);
            assertThat(server.inbox("bob@example.com")).containsExactly("12345678\r\n");
        }
    }

    /** RFC 1870 §6.2: what is announced is looked at for each recipient. */
    @Test
    void aMessageThatWillNotFitIsToldAtRcpt() throws IOException {
        limit(bob, Resource.STORAGE, 100);
        play("""
                C: MAIL FROM:<alice@example.org> SIZE=101
                S: 250 2.1.0 Sender OK
                """ + BOB + FULL + CAROL + OK + "C: RSET\nS: 250 {...}\n" + """
                C: MAIL FROM:<alice@example.org> SIZE=100
                S: 250 2.1.0 Sender OK
                """ + BOB + OK);
    }

    @Test
    void aFullMailboxCanBeARefusalForGood() throws IOException {
        limit(bob, Resource.MESSAGE, 0);
        limit(carol, Resource.STORAGE, 9);
        String full = "S: 552 5.2.2 The mailbox is full\n";
        try (SmtpTestServer server = smtp(smtp -> smtp.fullMailbox(FullMailbox.REFUSE))) {
            Dialogue.with(server.port()).play(EHLO + MAIL + BOB + full + CAROL + OK + TEN_OCTETS + full);
        }
    }

    @Test
    void aListIsFullIfAllItsMembersAre() throws IOException {
        limit(bob, Resource.MESSAGE, 0);
        limit(carol, Resource.MESSAGE, 1);
        play(MAIL + ALL + OK + TEN_OCTETS + ACCEPTED + MAIL + ALL + FULL);
        assertThat(bob.open(MailboxName.INBOX).uids().toArray()).isEmpty();
        assertThat(carol.open(MailboxName.INBOX).uids().toArray()).hasSize(1);
    }

    /** Bounces too: that would be what fills the mailbox. */
    @Test
    void whoSendsMakesNoDifference() throws IOException {
        limit(bob, Resource.MESSAGE, 0);
        play("C: MAIL FROM:<>\nS: 250 2.1.0 Sender OK\n" + BOB + FULL + "C: DATA\nS: 554 5.5.1 No valid recipients\n");
    }

    // --- behind the message -------------------------------------------------------------------------------------

    @Test
    void ifAllMailboxesTurnOutToBeFullTheClientIsToldToTryAgainLater() throws IOException {
        limit(bob, Resource.STORAGE, 9);
        limit(carol, Resource.STORAGE, 9);
        try (SmtpTestServer server = smtp(smtp -> smtp)) {
            Dialogue.with(server.port()).play(EHLO + MAIL + BOB + OK + CAROL + OK + TEN_OCTETS + FULL);
            assertThat(server.accepted()).isEmpty();
            assertThat(server.inbox("bob@example.com")).isEmpty();
        }
    }

    /** SMTP has one reply for all: a retry would double the mail of those who have it. */
    @Test
    void ifSomebodyHasRoomTheMessageIsAcceptedAndTheVerdictsSayWhoHadNone() throws IOException {
        try (SmtpTestServer server = smtp(smtp -> smtp)) {
            Dialogue.with(server.port())
                    .when("bob's mailbox is filled", () -> limit(bob, Resource.MESSAGE, 0))
                    .play(EHLO + MAIL + BOB + OK + CAROL + OK + ALL + OK + "T: bob's mailbox is filled\n" + TEN_OCTETS
                            + ACCEPTED);
            assertThat(server.accepted().get(0).recipients())
                    .extracting(Recipient::toString)
                    .containsExactly(
                            "bob@example.com (452 4.2.2 The mailbox is full, try again later)",
                            "carol@example.com",
                            "all@example.com");
            assertThat(server.inbox("bob@example.com")).isEmpty();
            assertThat(server.inbox("carol@example.com")).hasSize(1);
        }
    }

    /** RFC 2033 §4.2. */
    @Test
    void lmtpTellsEachRecipient() throws IOException {
        limit(bob, Resource.STORAGE, 9);
        try (SmtpTestServer server =
                SmtpTestServer.with().lmtp().store(store).directory(people()).start()) {
            Dialogue.with(server.port())
                    .play(LHLO
                            + MAIL
                            + BOB
                            + OK
                            + ALL
                            + OK
                            + BOB
                            + OK
                            + CAROL
                            + OK
                            + TEN_OCTETS
                            + FULL
                            + ACCEPTED
                            + FULL
                            + ACCEPTED);
            assertThat(server.inbox("carol@example.com")).containsExactly("12345678\r\n");
        }
    }

    @Test
    void lmtpTellsOfAFullMailboxAtRcptToo() throws IOException {
        limit(bob, Resource.MESSAGE, 0);
        try (SmtpTestServer server =
                SmtpTestServer.with().lmtp().store(store).directory(people()).start()) {
            Dialogue.with(server.port()).play(LHLO + MAIL + BOB + FULL + CAROL + OK + TEN_OCTETS + ACCEPTED);
        }
    }
}
