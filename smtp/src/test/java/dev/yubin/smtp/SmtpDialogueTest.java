package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpTestServer.EHLO;
import static dev.yubin.smtp.SmtpTestServer.GREETING;
import static dev.yubin.smtp.SmtpTestServer.KEYWORDS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import org.junit.jupiter.api.Test;

/** Each command as RFC 5321 has it, as written, pipelined (RFC 2920) and octet by octet. */
class SmtpDialogueTest {
    private static void play(String script) {
        Dialogue.playInEveryWay(SmtpTestServer::open, SmtpTestServer::port, script);
    }

    private static void playClosed(String script) {
        Dialogue.playInEveryWay(SmtpTestServer::closed, SmtpTestServer::port, script);
    }

    /** RFC 5321 appendix D.1. */
    @Test
    void aTypicalTransaction() {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            try (SmtpTestServer server = SmtpTestServer.open()) {
                Dialogue.with(server.port()).delivery(delivery).play(EHLO + """
                        C: MAIL FROM:<Smith@bar.com>
                        S: 250 2.1.0 Sender OK
                        C: RCPT TO:<Jones@foo.com>
                        S: 250 2.1.5 Recipient OK
                        C: RCPT TO:<Brown@foo.com>
                        S: 250 2.1.5 Recipient OK
                        C: DATA
                        S: 354 Go ahead, end with CRLF.CRLF
                        C: Blah blah blah...
                        C: ...etc. etc. etc.
                        C: .
                        S: 250 2.0.0 Message accepted as {id}
                        C: QUIT
                        S: 221 2.0.0 Bye
                        S: <closed>
                        """);
                // The client stuffed the second line with a dot; it is not part of the text.
                String text = "Blah blah blah...\r\n..etc. etc. etc.\r\n";
                assertThat(server.inbox("jones@foo.com")).containsExactly(text);
                assertThat(server.inbox("brown@foo.com")).containsExactly(text);
                assertThat(server.accepted()).hasSize(1);
            }
        }
    }

    /** RFC 5321 appendix D.2. */
    @Test
    void anAbortedTransaction() {
        playClosed(EHLO + """
                C: MAIL FROM:<Smith@bar.com>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<bob@example.com>
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<Green@example.com>
                S: 550 5.1.1 No such user here
                C: RSET
                S: 250 2.0.0 OK, nothing is under way
                C: DATA
                S: 503 5.5.1 Say MAIL first
                C: QUIT
                S: 221 2.0.0 Bye
                """);
    }

    @Test
    void heloHasNoExtensions() {
        play(GREETING + """
                C: HELO client.example
                S: 250 mx.example.com
                C: MAIL FROM:<a@example.org> SIZE=100
                S: 555 5.5.4 A parameter is not known or not implemented
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: QUIT
                S: 221 2.0.0 Bye
                """);
    }

    @Test
    void verbsAndKeywordsAreTheSameInAnyCase() {
        play(GREETING + "C: eHlO client.example\n" + KEYWORDS + """
                C: mail from:<a@example.org> size=10 body=8bitmime
                S: 250 2.1.0 Sender OK
                C: rCpT tO:<b@example.org>
                S: 250 2.1.5 Recipient OK
                C: noop whatever you like
                S: 250 2.0.0 OK
                C: quit
                S: 221 2.0.0 Bye
                """);
    }

    @Test
    void commandsInTheWrongOrderAreRefusedAndTheSessionGoesOn() {
        play(GREETING + """
                C: MAIL FROM:<a@example.org>
                S: 503 5.5.1 Say EHLO or HELO first
                C: RCPT TO:<a@example.org>
                S: 503 5.5.1 Say EHLO or HELO first
                C: DATA
                S: 503 5.5.1 Say EHLO or HELO first
                C: NOOP
                S: 250 2.0.0 OK
                C: RSET
                S: 250 2.0.0 OK, nothing is under way
                C: HELO client.example
                S: 250 mx.example.com
                C: RCPT TO:<a@example.org>
                S: 503 5.5.1 Say MAIL first
                C: DATA
                S: 503 5.5.1 Say MAIL first
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: MAIL FROM:<b@example.org>
                S: 503 5.5.1 There is a sender already, RSET starts anew
                C: DATA
                S: 503 5.5.1 Say RCPT first
                C: QUIT
                S: 221 2.0.0 Bye
                """);
    }

    /** RFC 5321 §4.1.4: EHLO in mid-session is a RSET. */
    @Test
    void ehloEndsATransaction() {
        play(EHLO + """
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: HELO again.example
                S: 250 mx.example.com
                C: RCPT TO:<a@example.org>
                S: 503 5.5.1 Say MAIL first
                """);
    }

    /** GreenMail's oldest open bug: a bounce has no sender (RFC 5321 §4.5.5). */
    @Test
    void theNullReversePathIsTaken() {
        try (SmtpTestServer server = SmtpTestServer.open()) {
            Dialogue.with(server.port()).play(EHLO + """
                    C: MAIL FROM:<>
                    S: 250 2.1.0 Sender OK
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 Recipient OK
                    C: DATA
                    S: 354 {...}
                    C: Subject: bounce
                    C: .
                    S: 250 {...}
                    """);
            assertThat(server.accepted())
                    .hasSize(1)
                    .first()
                    .satisfies(mail -> assertThat(mail.reversePath()).isEmpty());
        }
    }

    /** RFC 5321 §4.5.1: every server takes mail for its postmaster. */
    @Test
    void postmasterNeedsNoDomain() {
        try (SmtpTestServer server = SmtpTestServer.open()) {
            Dialogue.with(server.port()).play(EHLO + """
                    C: MAIL FROM:<>
                    S: 250 {...}
                    C: RCPT TO:<PostMaster>
                    S: 250 2.1.5 Recipient OK
                    C: DATA
                    S: 354 {...}
                    C: .
                    S: 250 {...}
                    """);
            assertThat(server.inbox("postmaster@mx.example.com")).containsExactly("");
        }
    }

    @Test
    void aClosedServerHasAPostmasterToo() {
        playClosed(EHLO + """
                C: MAIL FROM:<>
                S: 250 {...}
                C: RCPT TO:<Postmaster>
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<postmaster@example.com>
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<postmaster@elsewhere.example>
                S: 550 5.7.1 {...}
                C: QUIT
                S: 221 {...}
                """);
    }

    @Test
    void foreignDomainsAreNotRelayed() {
        playClosed(EHLO + """
                C: MAIL FROM:<a@example.org>
                S: 250 {...}
                C: RCPT TO:<bob@elsewhere.example>
                S: 550 5.7.1 That domain is not local and relaying is off
                C: DATA
                S: 554 5.5.1 No valid recipients
                C: RCPT TO:<bob@EXAMPLE.com>
                S: 250 2.1.5 Recipient OK
                C: QUIT
                S: 221 2.0.0 Bye
                """);
    }

    @Test
    void pathsThatAreNoneAreRefused() {
        play(EHLO + """
                C: MAIL FROM:a@example.org
                S: 501 5.5.2 Syntax: MAIL FROM:<reverse-path> [parameters], no space behind the colon
                C: MAIL FROM: <a@example.org>
                S: 501 5.5.2 Syntax: MAIL FROM:<reverse-path> [parameters], no space behind the colon
                C: MAIL
                S: 501 5.5.2 Syntax: MAIL FROM:<reverse-path> [parameters], no space behind the colon
                C: MAIL FROM:<a@@example.org>
                S: 501 5.1.7 That is no valid reverse-path
                C: MAIL FROM:<a@example.org
                S: 501 5.1.7 That is no valid reverse-path
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<>
                S: 501 5.1.3 That is no valid forward-path
                C: RCPT TO:<nobody>
                S: 501 5.1.3 That is no valid forward-path
                C: RCPT TO:
                S: 501 5.5.2 Syntax: RCPT TO:<forward-path> [parameters], no space behind the colon
                C!: RCPT TO:<b\\xc3\\xb6b@example.org>\\r\\n
                S: 553 5.6.7 Addresses beyond ASCII need MAIL with SMTPUTF8
                C: QUIT
                S: 221 2.0.0 Bye
                """);
    }

    @Test
    void parametersAreChecked() {
        play(EHLO + """
                C: MAIL FROM:<a@example.org> FOO=BAR
                S: 555 5.5.4 A parameter is not known or not implemented
                C: MAIL FROM:<a@example.org> BODY=9BIT
                S: 501 5.5.4 BODY takes 7BIT, 8BITMIME or BINARYMIME
                C: MAIL FROM:<a@example.org> SIZE=many
                S: 501 5.5.4 SIZE takes a number of octets, 1 to 20 digits
                C: MAIL FROM:<a@example.org> SIZE=1 SIZE=1
                S: 501 5.5.4 A parameter was given twice
                C: MAIL FROM:<a@example.org> SIZE=52428801
                S: 552 5.3.4 The message is larger than SIZE allows
                C: MAIL FROM:<a@example.org> SIZE=99999999999999999999
                S: 552 5.3.4 The message is larger than SIZE allows
                C: MAIL FROM:<a@example.org> BODY=7BIT SIZE=52428800
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<b@example.org> FOO
                S: 555 5.5.4 A parameter is not known or not implemented
                """);
    }

    @Test
    void commandsWithoutArgumentsTakeNone() {
        play(EHLO + """
                C: RSET now
                S: 501 5.5.4 This command takes no argument
                C: DATA now
                S: 501 5.5.4 This command takes no argument
                C: QUIT now
                S: 501 5.5.4 This command takes no argument
                C: EHLO
                S: 501 5.5.4 A domain or address literal must follow
                C: NOOP
                S: 250 2.0.0 OK
                C!: RSET   \\r\\n
                S: 250 2.0.0 OK, nothing is under way
                """);
    }

    @Test
    void unknownAndUnimplementedVerbsAreToldApart() {
        play(GREETING + """
                C: FROBNICATE
                S: 500 5.5.1 Unknown command
                C:
                S: 500 5.5.1 Unknown command
                C: ETRN bob
                S: 502 5.5.1 Command is not implemented
                """);
    }

    @Test
    void sendingOneMessageAfterTheOtherKeepsThemApart() {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            try (SmtpTestServer server = SmtpTestServer.open()) {
                Dialogue.with(server.port()).delivery(delivery).play(EHLO + """
                        C: MAIL FROM:<a@example.org>
                        S: 250 {...}
                        C: RCPT TO:<bob@example.com>
                        S: 250 {...}
                        C: DATA
                        S: 354 {...}
                        C: one
                        C: .
                        S: 250 2.0.0 Message accepted as {first}
                        C: MAIL FROM:<a@example.org>
                        S: 250 {...}
                        C: RCPT TO:<bob@example.com>
                        S: 250 {...}
                        C: RCPT TO:<BOB@Example.COM>
                        S: 250 {...}
                        C: DATA
                        S: 354 {...}
                        C: two
                        C: .
                        S: 250 2.0.0 Message accepted as {second}
                        C: QUIT
                        S: 221 {...}
                        """);
                // The second message named one account twice; it is there once.
                assertThat(server.inbox("bob@example.com")).containsExactly("one\r\n", "two\r\n");
                assertThat(server.accepted().get(1).recipients()).hasSize(2);
            }
        }
    }
}
