package dev.yubin.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The parameters of MAIL and RCPT in a session: what the RFCs' examples say is taken, and kept. */
class SmtpParametersTest {
    private static final String EHLO = SmtpTestServer.EHLO;
    private static final String MESSAGE = """
            C: DATA
            S: 354 {...}
            C: hello
            C: .
            S: 250 2.0.0 {...}
            C: QUIT
            S: 221 2.0.0 Bye
            """;

    private static void play(String script) {
        Dialogue.playInEveryWay(SmtpTestServer::open, SmtpTestServer::port, EHLO + script);
    }

    /** Plays a transaction in every way, and looks each time at what the server keeps of it. */
    private static void playAndSee(String script, Consumer<SmtpTransaction> check) {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            try (SmtpTestServer server = SmtpTestServer.open()) {
                Dialogue.with(server.port()).delivery(delivery).play(EHLO + script + MESSAGE);
                assertThat(server.accepted()).hasSize(1);
                check.accept(server.accepted().get(0));
            }
        }
    }

    /** The example of RFC 1870. */
    @Test
    void theSizeThatIsAnnouncedIsKept() {
        playAndSee("""
                C: MAIL FROM:<ned@thor.innosoft.com> SIZE=500000
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<ned@innosoft.com>
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<ned@ymir.claremont.edu>
                S: 250 2.1.5 Recipient OK
                """, mail -> assertThat(mail.parameters().size()).hasValue(500_000));
    }

    @Test
    void aMessageThatIsAnnouncedTooLargeIsRefusedBeforeItIsSent() {
        play("""
                C: MAIL FROM:<ned@thor.innosoft.com> SIZE=52428801
                S: 552 5.3.4 The message is larger than SIZE allows
                C: MAIL FROM:<ned@thor.innosoft.com> SIZE=99999999999999999999
                S: 552 5.3.4 The message is larger than SIZE allows
                C: RCPT TO:<ned@innosoft.com>
                S: 503 5.5.1 Say MAIL first
                C: MAIL FROM:<ned@thor.innosoft.com> SIZE=52428800
                S: 250 2.1.0 Sender OK
                """);
    }

    /** RFC 3461 §10.1. */
    @Test
    void whatIsAskedOfNotificationsIsKept() {
        playAndSee("""
                C: MAIL FROM:<Alice@Example.ORG> RET=HDRS ENVID=QQ314159
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<Bob@Example.COM> NOTIFY=SUCCESS ORCPT=rfc822;Bob@Example.COM
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<Carol@Ivory.EDU> NOTIFY=FAILURE ORCPT=rfc822;Carol@Ivory.EDU
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<Dana@Ivory.EDU> NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;Dana@Ivory.EDU
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<Eric@Bombs.AF.MIL> NOTIFY=FAILURE ORCPT=rfc822;Eric@Bombs.AF.MIL
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<Fred@Bombs.AF.MIL> NOTIFY=NEVER
                S: 250 2.1.5 Recipient OK
                C: RCPT TO:<George@Tax-ME.GOV>
                S: 250 2.1.5 Recipient OK
                """, mail -> {
            assertThat(mail.parameters()).hasToString("RET=HDRS ENVID=QQ314159");
            List<String> parameters = mail.recipients().stream()
                    .map(recipient -> recipient.parameters().toString())
                    .toList();
            assertThat(parameters)
                    .containsExactly(
                            "NOTIFY=SUCCESS ORCPT=rfc822;Bob@Example.COM",
                            "NOTIFY=FAILURE ORCPT=rfc822;Carol@Ivory.EDU",
                            "NOTIFY=SUCCESS,FAILURE ORCPT=rfc822;Dana@Ivory.EDU",
                            "NOTIFY=FAILURE ORCPT=rfc822;Eric@Bombs.AF.MIL",
                            "NOTIFY=NEVER",
                            "");
        });
    }

    @Test
    void wrongRequestsForNotificationsAreRefused() {
        play("""
                C: MAIL FROM:<Alice@Example.ORG> RET=SOME
                S: 501 5.5.4 RET takes FULL or HDRS
                C: MAIL FROM:<Alice@Example.ORG> ENVID=a=b
                S: 501 5.5.4 A parameter is KEYWORD or KEYWORD=value
                C: MAIL FROM:<Alice@Example.ORG> ENVID=a+b
                S: 501 5.5.4 ENVID takes printable ASCII as xtext, at most 100 characters
                C: MAIL FROM:<Alice@Example.ORG>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<Bob@Example.COM> NOTIFY=NEVER,SUCCESS
                S: 501 5.5.4 NOTIFY takes NEVER, or some of SUCCESS, FAILURE and DELAY with commas
                C: RCPT TO:<Bob@Example.COM> ORCPT=Bob@Example.COM
                S: 501 5.5.4 ORCPT takes a type, a semicolon and an address as xtext, at most 500 octets
                C: RCPT TO:<Bob@Example.COM> RET=FULL
                S: 555 5.5.4 A parameter is not known or not implemented
                """);
    }

    /** An example of RFC 6710, and a value beyond its limits. */
    @Test
    void thePriorityIsKept() {
        playAndSee("""
                C: MAIL FROM:<eljefe@example.net> MT-PRIORITY=10
                S: 501 5.5.4 MT-PRIORITY takes a number from -9 to 9
                C: MAIL FROM:<eljefe@example.net> MT-PRIORITY=6
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<topbanana@example.net>
                S: 250 2.1.5 Recipient OK
                """, mail -> assertThat(mail.parameters().priority()).hasValue(6));
    }

    /** RFC 2852 §4, RFC 4865 §3, RFC 4954 §5. */
    @Test
    void whatOtherExtensionsAskIsKept() {
        playAndSee("""
                C: MAIL FROM:<eljefe@bigbiz.com> BY=0;R
                S: 501 5.5.4 BY takes seconds;N or seconds;R, which needs more than 0
                C: MAIL FROM:<eljefe@bigbiz.com> HOLDFOR=1 HOLDUNTIL=2026-01-01T00:00:00Z
                S: 501 5.5.4 HOLDFOR and HOLDUNTIL exclude each other
                C: MAIL FROM:<eljefe@bigbiz.com> BY=120;R HOLDFOR=60 AUTH=e+3Dmc2@example.com
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<topbanana@other.com>
                S: 250 2.1.5 Recipient OK
                """, mail -> {
            assertThat(mail.parameters()).hasToString("AUTH=e+3Dmc2@example.com BY=120;R HOLDFOR=60");
            assertThat(mail.parameters().auth()).hasValue("e=mc2@example.com");
        });
    }

    /** RFC 8689 §4.1. */
    @Test
    void requireTlsNeedsTls() {
        play("""
                C: MAIL FROM:<roger@example.org> REQUIRETLS
                S: 530 5.7.10 REQUIRETLS needs an encrypted connection
                C: MAIL FROM:<roger@example.org>
                S: 250 2.1.0 Sender OK
                """);
    }

    /** What a trusted proxy decrypted, as the TLS part of its PROXY header says, came encrypted. */
    @Test
    void requireTlsIsTakenBehindAProxyThatHasTls() {
        // Version 2, TCP over IPv4, 20 octets: two addresses, two ports, and PP2_TYPE_SSL with PP2_CLIENT_SSL.
        String header = "C!: \\r\\n\\r\\n\\0\\r\\nQUIT\\n\\x21\\x11\\0\\x14"
                + "\\xc0\\0\\x02\\x01\\xc0\\0\\x02\\x02\\x12\\x34\\0\\x19\\x20\\0\\x05\\x01\\0\\0\\0\\0\n";
        Dialogue.playInEveryWay(
                () -> SmtpTestServer.open(smtp -> smtp.proxyProtocolFrom("127.0.0.1")),
                SmtpTestServer::port,
                header + EHLO + """
                        C: MAIL FROM:<roger@example.org> REQUIRETLS
                        S: 250 2.1.0 Sender OK
                        """);
    }

    /** RFC 5321 §4.1.1.11: only who says EHLO may use parameters, known or not. */
    @Test
    void afterHeloThereAreNoParameters() {
        Dialogue.playInEveryWay(SmtpTestServer::open, SmtpTestServer::port, """
                S: 220 {...}
                C: HELO client.example
                S: 250 {...}
                C: MAIL FROM:<a@example.org> BODY=7BIT
                S: 555 5.5.4 A parameter is not known or not implemented
                C: MAIL FROM:<a@example.org> RET=FULL
                S: 555 5.5.4 A parameter is not known or not implemented
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<b@example.org> NOTIFY=NEVER
                S: 555 5.5.4 A parameter is not known or not implemented
                C: RCPT TO:<b@example.org>
                S: 250 2.1.5 Recipient OK
                """);
    }

    /** RFC 6531 §3.4; the name is kept as it was written. */
    @Test
    void addressesBeyondAsciiAreTakenUnderSmtpUtf8() {
        playAndSee("""
                C!: MAIL FROM:<j\\xc3\\xb6rg@b\\xc3\\xbccher.example> SMTPUTF8\\r\\n
                S: 250 2.1.0 Sender OK
                C!: RCPT TO:<Zo\\xc3\\xab@example.com> ORCPT=utf-8;zo\\xc3\\xab@example.com\\r\\n
                S: 250 2.1.5 Recipient OK
                C!: RCPT TO:<b\\xc3@example.com>\\r\\n
                S: 501 5.5.2 The command is neither ASCII nor UTF-8
                C!: RCPT TO:<\\xe2\\x80\\xaeb@example.com>\\r\\n
                S: 501 5.1.3 That is no valid forward-path
                """, mail -> {
            assertThat(mail.reversePath().orElseThrow()).hasToString("jörg@bücher.example");
            assertThat(mail.reversePath().orElseThrow().accountName().domain()).isEqualTo("xn--bcher-kva.example");
            Recipient recipient = mail.recipients().get(0);
            assertThat(recipient.address()).hasToString("Zoë@example.com");
            assertThat(recipient.parameters().originalRecipient())
                    .hasValue(new OriginalRecipient("utf-8", "zoë@example.com"));
            assertThat(recipient.isDelivered()).isTrue();
        });
    }

    /** RFC 6531 §3.5; ORCPT has a way to say it in ASCII (RFC 6533 §3). */
    @Test
    void addressesBeyondAsciiAreRefusedWithoutSmtpUtf8() {
        playAndSee("""
                C!: MAIL FROM:<j\\xc3\\xb6rg@example.org>\\r\\n
                S: 553 5.6.7 Addresses beyond ASCII need MAIL with SMTPUTF8
                C: MAIL FROM:<a@example.org> SMTPUTF8=1
                S: 501 5.5.4 SMTPUTF8 takes no value
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C!: RCPT TO:<zo\\xc3\\xab@example.com>\\r\\n
                S: 553 5.6.7 Addresses beyond ASCII need MAIL with SMTPUTF8
                C!: RCPT TO:<bob@example.com> ORCPT=utf-8;zo\\xc3\\xab@example.com\\r\\n
                S: 553 5.6.7 Addresses beyond ASCII need MAIL with SMTPUTF8
                C!: RCPT TO:<bob@example.com> ORCPT=utf-8;z\\\\x{151}@example.com\\r\\n
                S: 250 2.1.5 Recipient OK
                """, mail -> {
            List<Integer> verdicts = mail.recipients().stream()
                    .map(recipient -> recipient.verdict().code())
                    .toList();
            assertThat(verdicts).containsExactly(553, 553, 250);
            assertThat(mail.recipients().get(2).parameters().originalRecipient())
                    .hasValue(new OriginalRecipient("utf-8", "ző@example.com"));
        });
    }

    /** RFC 5321 §4.4: the trace headers of a mail with such a sender are UTF-8 (RFC 6532 §3.2). */
    @Test
    void theReturnPathGoesBeyondAsciiToo() {
        try (SmtpTestServer server = SmtpTestServer.open(smtp -> smtp.traceHeaders(true))) {
            Dialogue.with(server.port()).play(EHLO + """
                    C!: MAIL FROM:<j\\xc3\\xb6rg@example.org> SMTPUTF8\\r\\n
                    S: 250 2.1.0 Sender OK
                    C: RCPT TO:<bob@example.com>
                    S: 250 2.1.5 Recipient OK
                    """ + MESSAGE);
            assertThat(server.inbox("bob@example.com").get(0))
                    .startsWith(SmtpGrammarTest.octets("Return-Path: <jörg@example.org>\r\n"));
        }
    }
}
