package dev.yubin.smtp;

import static dev.yubin.fixtures.SaslMessages.plain;
import static dev.yubin.smtp.SmtpTestServer.ACCEPTED;
import static dev.yubin.smtp.SmtpTestServer.DATA;
import static dev.yubin.smtp.SmtpTestServer.GREETING;
import static dev.yubin.smtp.SmtpTestServer.TRANSACTION;
import static dev.yubin.smtp.SmtpTestServer.hello;
import static dev.yubin.smtp.SmtpTestServer.playInEveryWay;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** STARTTLS, RFC 3207. */
class SmtpStartTlsTest {
    private static final String LOG_INS = "AUTH PLAIN LOGIN OAUTHBEARER XOAUTH2";
    private static final String PLAIN_HELLO = GREETING + hello("STARTTLS");
    private static final String START = """
            C: STARTTLS
            S: 220 2.0.0 Begin TLS now
            C: <tls>
            """;
    private static final String MESSAGE = TRANSACTION + DATA + "C: text\n" + ACCEPTED;
    private static final String QUIT = "C: QUIT\nS: 221 2.0.0 Bye\nS: <closed>\n";

    private static SmtpTestServer start(UnaryOperator<SmtpOptions> options) {
        return SmtpTestServer.with().tls().options(options).start();
    }

    private static void play(String script) {
        playInEveryWay(() -> start(smtp -> smtp), script);
    }

    @Test
    void aMessageIsTakenOverTls() {
        playInEveryWay(
                () -> start(smtp -> smtp.traceHeaders(true)),
                PLAIN_HELLO + START + hello() + MESSAGE + QUIT,
                server -> {
                    assertThat(server.accepted()).hasSize(1).allSatisfy(mail -> {
                        assertThat(mail.client().isEncrypted()).isTrue();
                        assertThat(mail.client().tls().orElseThrow().version()).isEqualTo("TLSv1.3");
                        assertThat(mail.client().tls().orElseThrow().cipherSuite())
                                .startsWith("TLS_");
                    });
                    assertThat(server.inbox("bob@example.com").get(0))
                            .contains("Received: from client.example ([127.0.0.1])")
                            .contains(" with ESMTPS id ");
                });
    }

    @Test
    void withoutItAMailIsNotEncrypted() {
        playInEveryWay(() -> start(smtp -> smtp), PLAIN_HELLO + MESSAGE + QUIT, server -> {
            assertThat(server.accepted().get(0).client().isEncrypted()).isFalse();
            assertThat(server.accepted().get(0).client().tls()).isEmpty();
        });
    }

    /** RFC 3207 §4.2: the client must say EHLO again. There is no second greeting. */
    @Test
    void theHelloIsForgotten() {
        play(PLAIN_HELLO + START + """
                C: MAIL FROM:<a@example.org>
                S: 503 5.5.1 Say EHLO or HELO first
                C: AUTH PLAIN
                S: 503 5.5.1 Say EHLO or HELO first
                C: STARTTLS
                S: 503 5.5.1 The connection is encrypted already
                C: EHLO client.example
                """ + SmtpTestServer.KEYWORDS + MESSAGE + QUIT);
    }

    @Test
    void theNameThatTheClientSaidBeforeIsForgotten() {
        String script = GREETING + "C: EHLO before.example\n" + SmtpTestServer.keywords("STARTTLS") + START
                + "C: HELO behind.example\nS: 250 mx.example.com\n" + MESSAGE + QUIT;
        playInEveryWay(
                () -> start(smtp -> smtp),
                script,
                server -> assertThat(server.accepted()).hasSize(1).allSatisfy(mail -> {
                    assertThat(mail.client().helo()).contains("behind.example");
                    assertThat(mail.client().isExtended()).isFalse();
                }));
    }

    /** RFC 3207 §4.2: such as a log-in that was not obtained by TLS itself. */
    @Test
    void theLogInIsForgotten() {
        playInEveryWay(
                () -> SmtpTestServer.with()
                        .tls()
                        .openLogIns()
                        .options(smtp -> smtp.requireAuth(true))
                        .start(),
                GREETING + hello("STARTTLS", LOG_INS) + "C: AUTH PLAIN " + plain("bob", "x") + """
                        \nS: 235 2.7.0 You are logged in
                        """ + START
                        + hello(LOG_INS) + """
                        C: MAIL FROM:<a@example.org>
                        S: 530 5.7.0 Authentication is required here
                        C: AUTH PLAIN %s
                        S: 235 2.7.0 You are logged in
                        """.formatted(plain("carol", "x")) + MESSAGE + QUIT,
                server -> assertThat(server.accepted().get(0).client().login()).contains("carol"));
    }

    @Test
    void theLongLinesOfWhoIsLoggedInAreForgotten() {
        String line = "C: NOOP " + "x".repeat(1100) + "\n";
        playInEveryWay(
                () -> SmtpTestServer.with()
                        .tls()
                        .openLogIns()
                        .options(smtp -> smtp.limits(limits -> limits.lineLength(1024)))
                        .start(),
                GREETING + hello("STARTTLS", LOG_INS) + "C: AUTH PLAIN " + plain("bob", "x")
                        + "\nS: 235 2.7.0 You are logged in\n" + line + "S: 250 2.0.0 OK\n" + START + line
                        + "S: 500 5.5.2 {...}\n");
    }

    @Test
    void whatAProxySaidOfItsClientIsForgotten() {
        String keyword = "XCLIENT NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT";
        playInEveryWay(
                () -> start(smtp -> smtp.xclientFrom("127.0.0.0/8")),
                GREETING + "C: XCLIENT NAME=spike.example ADDR=192.0.2.1 HELO=spike LOGIN=bob\n" + GREETING
                        + hello("STARTTLS", keyword) + START + hello(keyword) + MESSAGE + QUIT,
                server -> assertThat(server.accepted()).hasSize(1).allSatisfy(mail -> {
                    assertThat(mail.client().name()).isEmpty();
                    assertThat(mail.client().login()).isEmpty();
                    assertThat(mail.client().helo()).contains("client.example");
                    assertThat(mail.client().address().getHostString()).isEqualTo("127.0.0.1");
                }));
    }

    @Test
    void itMayFollowHelo() {
        play(GREETING + "C: HELO client.example\nS: 250 mx.example.com\n" + START + hello() + MESSAGE);
    }

    /** RFC 3207 asks for no EHLO in front, and there are clients that say none. */
    @Test
    void itMayBeTheFirstCommand() {
        play(GREETING + START + hello() + MESSAGE);
    }

    @Test
    void aSecondTimeItIsRefused() {
        play(PLAIN_HELLO + START + hello() + """
                C: STARTTLS
                S: 503 5.5.1 The connection is encrypted already
                """ + MESSAGE);
    }

    /** RFC 3207 §4: 501 if there is a parameter. */
    @Test
    void anArgumentIsRefusedAndNothingBegins() {
        play(PLAIN_HELLO + """
                C: STARTTLS now
                S: 501 5.5.4 This command takes no argument
                """ + MESSAGE);
    }

    @Test
    void withinATransactionItIsRefusedAndTheTransactionGoesOn() {
        playInEveryWay(
                () -> start(smtp -> smtp),
                PLAIN_HELLO + """
                        C: MAIL FROM:<a@example.org>
                        S: 250 2.1.0 Sender OK
                        C: STARTTLS
                        S: 503 5.5.1 A transaction is under way, RSET gives it up
                        C: RCPT TO:<bob@example.com>
                        S: 250 2.1.5 Recipient OK
                        C: starttls
                        S: 503 5.5.1 A transaction is under way, RSET gives it up
                        """ + DATA + "C: STARTTLS\n" + ACCEPTED + START + hello() + QUIT,
                server -> assertThat(server.inbox("bob@example.com")).containsExactly("STARTTLS\r\n"));
    }

    @Test
    void betweenChunksItIsRefusedAndTheMessageGoesOn() {
        playInEveryWay(
                () -> start(smtp -> smtp),
                PLAIN_HELLO + TRANSACTION + """
                        C!: BDAT 3\\r\\none
                        S: 250 2.0.0 3 octets received
                        C: STARTTLS
                        S: 503 5.5.1 {...}
                        C!: BDAT 5 LAST\\r\\ntwo\\r\\n
                        S: 250 2.0.0 Message accepted as {...}
                        """ + START + hello() + QUIT,
                server -> assertThat(server.inbox("bob@example.com")).containsExactly("onetwo\r\n"));
    }

    @Test
    void behindARefusalItBeginsTls() {
        play(PLAIN_HELLO + """
                C: MAIL FROM:<a@@example.org>
                S: 501 {...}
                """ + START + hello() + MESSAGE);
        play(PLAIN_HELLO + """
                C!: BDAT 3\\r\\none
                S: 503 5.5.1 Say MAIL first
                """ + START + hello() + MESSAGE);
        play(PLAIN_HELLO + TRANSACTION + """
                C!: BDAT 3\\r\\none
                S: 250 2.0.0 3 octets received
                C: NONSENSE
                S: 500 5.5.1 Unknown command
                """ + START + hello() + MESSAGE);
    }

    @Test
    void whoIsRefusedAtTheGreetingCannotBeginTls() {
        SmtpHooks hooks = MomentHooks.at(HookMoment.CONNECTED, told -> Decision.refuse(554, "5.7.1", "Not you"));
        playInEveryWay(() -> start(smtp -> smtp.hooks(hooks)), """
                S: 554 5.7.1 Not you
                C: STARTTLS
                S: 503 5.5.1 There is no service for you here, say QUIT
                """ + QUIT);
    }

    @Test
    void whereItIsOffItIsNeitherOfferedNorDone() {
        String script = GREETING + hello() + """
                C: STARTTLS
                S: 502 5.5.1 Command is not implemented
                """ + MESSAGE;
        playInEveryWay(() -> start(smtp -> smtp.startTls(false)), script);
        playInEveryWay(SmtpTestServer::open, script);
    }

    @Test
    void helpNamesItWhileItCanBeSaid() {
        play(PLAIN_HELLO + """
                C: HELP STARTTLS
                S: 214 2.0.0 STARTTLS: encrypts the connection (RFC 3207)
                """ + START + hello() + """
                C: HELP
                S: 214-2.0.0 {...}
                S: 214 2.0.0 BDAT DATA EHLO EXPN HELO HELP MAIL NOOP QUIT RCPT RSET VRFY
                """);
    }

    /** RFC 2033 §4.1: LMTP has SMTP's extensions. */
    @Test
    void lmtpHasItToo() {
        playInEveryWay(
                () -> SmtpTestServer.with()
                        .lmtp()
                        .tls()
                        .options(lmtp -> lmtp.traceHeaders(true))
                        .start(),
                (PLAIN_HELLO + START + hello() + MESSAGE + QUIT)
                        .replace("ESMTP", "LMTP")
                        .replace("EHLO", "LHLO"),
                server -> assertThat(server.inbox("bob@example.com").get(0)).contains(" with LMTPS id "));
    }
}
