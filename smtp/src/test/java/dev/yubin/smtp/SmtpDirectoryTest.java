package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpTestServer.EHLO;
import static dev.yubin.smtp.SmtpTestServer.GREETING;
import static dev.yubin.smtp.SmtpTestServer.KEYWORDS;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.AddressBook;
import dev.yubin.protocol.ClosedDirectory;
import dev.yubin.protocol.Directory;
import dev.yubin.protocol.OpenDirectory;
import dev.yubin.protocol.Resolution;
import dev.yubin.store.AccountName;
import dev.yubin.store.MailStore;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** VRFY and EXPN, RFC 5321 §3.5, in the manner of its examples. */
class SmtpDirectoryTest {
    private static void play(String script) {
        Dialogue.playInEveryWay(SmtpListTest::server, SmtpTestServer::port, script);
    }

    @Test
    void verifyingAUserNameShowsTheMailbox() {
        play(EHLO + """
                C: VRFY jones
                S: 250 2.1.5 <jones@example.com>
                C: VRFY <Jones>
                S: 250 2.1.5 <jones@example.com>
                C: vrfy "JONES"@Example.NET
                S: 250 2.1.5 <jones@example.com>
                C: VRFY <bob@example.com>
                S: 250 2.1.5 <bob@example.com>
                C: VRFY bob+tag@example.com
                S: 250 2.1.5 <bob@example.com>
                C: QUIT
                S: 221 {...}
                """);
    }

    @Test
    void verifyingAnAliasShowsWhereItLeads() {
        play(EHLO + """
                C: VRFY robert
                S: 251 2.1.5 Will forward to <bob@example.com>
                C: VRFY <robert@example.net>
                S: 251 2.1.5 Will forward to <bob@example.com>
                C: VRFY Postmaster
                S: 251 2.1.5 Will forward to <jones@example.com>
                C: VRFY postmaster@example.net
                S: 251 2.1.5 Will forward to <jones@example.com>
                """);
    }

    @Test
    void whoIsNotHereIsToldApartFromWhereThatIsNot() {
        play(EHLO + """
                C: VRFY Green
                S: 550 5.1.1 No such user here
                C: VRFY bob@example.net
                S: 550 5.1.1 No such user here
                C: VRFY bob@elsewhere.example
                S: 550 5.7.1 That domain is not local and relaying is off
                C: EXPN Green
                S: 550 5.1.1 No such user here
                C: EXPN green@elsewhere.example
                S: 550 5.7.1 That domain is not local and relaying is off
                """);
    }

    /** RFC 5321 §3.5.1. */
    @Test
    void anAmbiguousNameIsAnsweredWithItsPossibilities() {
        play(EHLO + """
                C: VRFY Smith
                S: 553-5.1.4 Ambiguous; Possibilities are
                S: 553-5.1.4 <smith@example.com>
                S: 553 5.1.4 <smith@example.net>
                C: VRFY smith@example.net
                S: 250 2.1.5 <smith@example.net>
                C: EXPN crew
                S: 550-5.1.4 Ambiguous; Possibilities are
                S: 550-5.1.4 <crew@example.com>
                S: 550 5.1.4 <crew@example.net>
                C: EXPN crew@example.net
                S: 250 2.1.5 <jones@example.com>
                """);
    }

    /** RFC 5321 §3.5.2 and appendix D: one mailbox on each line; lists within lists are expanded, each member once. */
    @Test
    void expandingAListShowsItsMembers() {
        play(EHLO + """
                C: EXPN Example-People
                S: 250-2.1.5 <jones@example.com>
                S: 250-2.1.5 <smith@example.com>
                S: 250-2.1.5 <bob@example.com>
                S: 250 2.1.5 <smith@example.net>
                C: EXPN <staff@example.net>
                S: 250-2.1.5 <smith@example.com>
                S: 250-2.1.5 <jones@example.com>
                S: 250 2.1.5 <bob@example.com>
                C: EXPN everybody
                S: 250-2.1.5 <jones@example.com>
                S: 250-2.1.5 <smith@example.com>
                S: 250-2.1.5 <bob@example.com>
                S: 250 2.1.5 <smith@example.net>
                C: QUIT
                S: 221 {...}
                """);
    }

    /** RFC 5321 §3.5.2: which of the two it is. */
    @Test
    void aListIsNoUserAndAUserIsNoList() {
        play(EHLO + """
                C: VRFY example-people
                S: 550 5.1.0 That is a mailing list, not a user
                C: VRFY bobs@example.com
                S: 550 5.1.0 That is a mailing list, not a user
                C: EXPN jones
                S: 550 5.1.0 That is a user, not a mailing list
                C: EXPN robert@example.com
                S: 550 5.1.0 That is a user, not a mailing list
                C: EXPN jones+tag@example.com
                S: 550 5.1.0 That is a user, not a mailing list
                """);
    }

    /** RFC 5321 §4.1.4: both may be given at any time. */
    @Test
    void neitherNeedsEhloNorEndsATransaction() {
        play(GREETING + """
                C: VRFY jones
                S: 250 2.1.5 <jones@example.com>
                C: EXPN crew@example.com
                S: 250 2.1.5 <bob@example.com>
                C: HELO client.example
                S: 250 mx.example.com
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: VRFY bob
                S: 250 2.1.5 <bob@example.com>
                C: RCPT TO:<bob@example.com>
                S: 250 2.1.5 Recipient OK
                C: EXPN crew@example.com
                S: 250 2.1.5 <bob@example.com>
                C: DATA
                S: 354 {...}
                C: text
                C: .
                S: 250 2.0.0 {...}
                """);
    }

    @Test
    void argumentsThatAreNoNamesAreRefused() {
        play(EHLO + """
                C: VRFY
                S: 501 5.5.4 Syntax: VRFY user name or mailbox [SMTPUTF8]
                C: VRFY <>
                S: 501 5.5.4 Syntax: VRFY user name or mailbox [SMTPUTF8]
                C: VRFY <bob@example.com
                S: 501 5.5.4 Syntax: VRFY user name or mailbox [SMTPUTF8]
                C: VRFY bob@
                S: 501 5.5.4 Syntax: VRFY user name or mailbox [SMTPUTF8]
                C: VRFY a@b@example.com
                S: 501 5.5.4 Syntax: VRFY user name or mailbox [SMTPUTF8]
                C: EXPN
                S: 501 5.5.4 Syntax: EXPN mailing list [SMTPUTF8]
                C: EXPN staff+@exa mple.com
                S: 504 5.5.4 That parameter is not known or not implemented
                C: VRFY "John Smith"@example.com
                S: 550 5.1.1 No such user here
                C: VRFY jones PLEASE
                S: 504 5.5.4 That parameter is not known or not implemented
                """);
    }

    /** RFC 6531 §3.7.4. */
    @Test
    void answersBeyondAsciiAreForThoseWhoSaySmtpUtf8() {
        play(EHLO + """
                C!: VRFY b\\xc3\\xb6b@example.com\\r\\n
                S: 553 5.6.7 {...}
                C!: VRFY \\xc3\\xb6b@example.com SMTPUTF8\\r\\n
                S: 251 2.1.5 Will forward to <böb@example.com>
                C!: VRFY b\\xc3\\xb6b@example.com smtputf8\\r\\n
                S: 250 2.1.5 <böb@example.com>
                C!: VRFY b\\xc3@example.com SMTPUTF8\\r\\n
                S: 501 5.5.2 {...}
                C: EXPN umlauts
                S: 550 5.6.8 The answer is beyond ASCII, ask with SMTPUTF8
                C: EXPN umlauts SMTPUTF8
                S: 250-2.1.5 <bob@example.com>
                S: 250 2.1.5 <böb@example.com>
                C: VRFY jones SMTPUTF8
                S: 250 2.1.5 <jones@example.com>
                """);
    }

    @Test
    void anAsciiAliasOfAUserBeyondAsciiCannotBeShownWithoutSmtpUtf8() throws IOException {
        ClosedDirectory users = new ClosedDirectory(List.of(), "mx.example.com");
        users.add("böb", "secret");
        Directory book = AddressBook.in(users, List.of(), "mx.example.com")
                .alias("bob", List.of("böb"))
                .build();
        try (SmtpTestServer server = SmtpTestServer.over(new MemoryMailStore(), book, smtp -> smtp)) {
            Dialogue.with(server.port()).play(EHLO + """
                    C: VRFY bob
                    S: 252 2.6.8 The answer is beyond ASCII, ask with SMTPUTF8
                    C: VRFY bob SMTPUTF8
                    S: 251 2.1.5 Will forward to <böb@mx.example.com>
                    """);
        }
    }

    @Test
    void smtpUtf8NeedsEhlo() {
        play(GREETING + """
                C: VRFY jones SMTPUTF8
                S: 504 5.5.4 That parameter is not known or not implemented
                C: HELO client.example
                S: 250 mx.example.com
                C: EXPN staff SMTPUTF8
                S: 504 5.5.4 That parameter is not known or not implemented
                """);
    }

    /** RFC 5321 §3.5.3: 250 only of what was looked up. */
    @Test
    void anOpenServerVouchesOnlyForAccountsThatExist() {
        Dialogue.playInEveryWay(SmtpTestServer::open, SmtpTestServer::port, EHLO + """
                C: VRFY carol@example.com
                S: 252 2.0.0 Cannot say, send the mail to find out
                C: VRFY carol
                S: 252 2.0.0 Cannot say, send the mail to find out
                C: EXPN carol@example.com
                S: 550 5.1.0 That is a user, not a mailing list
                C: MAIL FROM:<>
                S: 250 {...}
                C: RCPT TO:<carol@example.com>
                S: 250 {...}
                C: DATA
                S: 354 {...}
                C: text
                C: .
                S: 250 {...}
                C: VRFY Carol@example.com
                S: 250 2.1.5 <carol@example.com>
                C: VRFY Carol
                S: 250 2.1.5 <carol@example.com>
                C: VRFY carol@example.net
                S: 252 2.0.0 Cannot say, send the mail to find out
                """);
    }

    /** RFC 5321 §7.3. */
    @Test
    void bothCanBeSwitchedOffAndAreNotAdvertisedThen() {
        Dialogue.playInEveryWay(
                () -> SmtpListTest.server(smtp -> smtp.vrfy(false).expn(false)),
                SmtpTestServer::port,
                GREETING + "C: EHLO client.example\n" + KEYWORDS.replace("S: 250-VRFY\nS: 250-EXPN\n", "") + """
                C: VRFY jones
                S: 252 2.0.0 Cannot say, send the mail to find out
                C: VRFY green@elsewhere.example
                S: 252 2.0.0 Cannot say, send the mail to find out
                C: EXPN staff
                S: 502 5.5.1 Command is not implemented
                """);
    }

    @Test
    void aDirectoryOfOneMethodIsAskedToo() {
        Directory own = address -> address.accountName().localPart().startsWith("b")
                ? new Resolution.ToAccount(AccountName.parse("bob@example.com"))
                : new Resolution.UnknownUser();
        try (SmtpTestServer server = SmtpTestServer.over(new MemoryMailStore(), own, smtp -> smtp)) {
            Dialogue.with(server.port()).play(EHLO + """
                    C: VRFY bob@example.com
                    S: 250 2.1.5 <bob@example.com>
                    C: VRFY ben@example.com
                    S: 251 2.1.5 Will forward to <bob@example.com>
                    C: VRFY bob
                    S: 252 2.0.0 Cannot say, send the mail to find out
                    C: VRFY carol@example.com
                    S: 550 5.1.1 No such user here
                    C: EXPN bob@example.com
                    S: 550 5.1.0 That is a user, not a mailing list
                    """);
        }
    }

    @Test
    void anAnswerIsMadeOfWhatTheDirectoryKnowsNotOfWhatTheClientWrote() {
        AccountName odd = AccountName.of("<x>\\\"y", "example.com");
        Directory own = address -> new Resolution.ToAccount(odd);
        try (SmtpTestServer server = SmtpTestServer.over(new MemoryMailStore(), own, smtp -> smtp)) {
            Dialogue.with(server.port()).play(EHLO + """
                    C: VRFY anybody@example.com
                    S: 251 2.1.5 Will forward to <"<x>\\\\\\"y"@example.com>
                    """);
        }
    }

    @Test
    void manyPossibilitiesAreCounted() {
        MailStore store = new MemoryMailStore();
        try (SmtpTestServer server =
                SmtpTestServer.over(store, new OpenDirectory(store, List.of(), "mx.example.com"), smtp -> smtp)) {
            for (int i = 0; i < 23; i++) {
                store.create(AccountName.of("bob", String.format("d%02d.example", i)));
            }
            Dialogue.with(server.port())
                    .play(EHLO + "C: VRFY bob\nS: 553-5.1.4 Ambiguous; Possibilities are\n"
                            + String.join("", Collections.nCopies(20, "S: 553-5.1.4 <bob@{...}\n"))
                            + "S: 553 5.1.4 and 3 more\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
