package dev.yubin.smtp;

import static dev.yubin.fixtures.SaslMessages.base64;
import static dev.yubin.fixtures.SaslMessages.plain;
import static dev.yubin.smtp.SmtpTestServer.ACCEPTED;
import static dev.yubin.smtp.SmtpTestServer.DATA;
import static dev.yubin.smtp.SmtpTestServer.GREETING;
import static dev.yubin.smtp.SmtpTestServer.TRANSACTION;
import static dev.yubin.smtp.SmtpTestServer.hello;
import static dev.yubin.smtp.SmtpTestServer.playInEveryWay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.Authenticator;
import dev.yubin.protocol.Login;
import dev.yubin.store.AccountName;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** AUTH, RFC 4954: when it may be said, and what becomes of it, whatever the mechanism. */
class SmtpAuthTest {
    /** Of a server that knows its users, without TLS. */
    private static final String ALL = "AUTH SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN";

    private static final String EHLO = GREETING + hello(ALL);
    private static final String MESSAGE = TRANSACTION + DATA + "C: text\n" + ACCEPTED;
    private static final String QUIT = "C: QUIT\nS: 221 2.0.0 Bye\nS: <closed>\n";
    private static final String LOG_IN =
            "C: AUTH PLAIN " + plain("bob", "secret") + "\nS: 235 2.7.0 You are logged in\n";

    private static SmtpTestSetup users() {
        return SmtpTestServer.with().users("bob", "secret");
    }

    private static void play(UnaryOperator<SmtpOptions> options, String script) {
        playInEveryWay(() -> users().options(options).start(), script);
    }

    private static void play(String script) {
        play(smtp -> smtp, script);
    }

    /** RFC 4954 §4: the examples, but for their names. */
    @Test
    void whoKnowsThePasswordIsLoggedIn() {
        playInEveryWay(
                () -> users().options(smtp -> smtp.requireAuth(true).traceHeaders(true))
                        .start(),
                EHLO + """
                        C: MAIL FROM:<a@example.org>
                        S: 530 5.7.0 Authentication is required here
                        """ + LOG_IN + MESSAGE + QUIT,
                server -> {
                    assertThat(server.accepted().get(0).client().login()).contains("bob@example.com");
                    assertThat(server.inbox("bob@example.com").get(0)).contains(" with ESMTPA id ");
                });
    }

    /** RFC 4954 §4: no more AUTH is offered to who is logged in. */
    @Test
    void whoIsLoggedInIsOfferedNoMore() {
        play(EHLO + LOG_IN + """
                C: AUTH PLAIN
                S: 503 5.5.1 You are logged in already
                """ + hello()
                + LOG_IN.replace("235 2.7.0 You are logged in", "503 5.5.1 You are logged in already")
                + MESSAGE);
    }

    /** RFC 4954 §4: the log-in holds for the session, RSET and EHLO or not. */
    @Test
    void theLogInHoldsForTheSession() {
        playInEveryWay(
                () -> users().options(smtp -> smtp.requireAuth(true)).start(),
                EHLO + LOG_IN + MESSAGE + "C: RSET\nS: 250 {...}\nC: HELO other.example\nS: 250 mx.example.com\n"
                        + MESSAGE + QUIT,
                server -> assertThat(server.accepted())
                        .hasSize(2)
                        .allSatisfy(mail -> assertThat(mail.client().login()).contains("bob@example.com")));
    }

    @Test
    void aWrongPasswordIsRefusedAndTheSessionGoesOn() {
        play(EHLO + "C: AUTH PLAIN " + plain("bob", "wrong") + """

                S: 535 5.7.8 {refusal}
                C: AUTH PLAIN %s
                S: 535 5.7.8 {refusal}
                """.formatted(plain("nobody", "secret")) + LOG_IN
                + MESSAGE);
    }

    @ParameterizedTest
    @CsvSource({
        "HELO client.example, 503 5.5.1 Say EHLO first",
        "MAIL FROM:<a@example.org>, '503 5.5.1 A transaction is under way, RSET gives it up'",
    })
    void behindTheseItIsRefused(String command, String reply) {
        String before = command.startsWith("MAIL") ? EHLO : GREETING;
        play(before + "C: " + command + "\nS: 250 {...}\nC: AUTH PLAIN\nS: " + reply + "\nC: AUTH PLAIN "
                + plain("bob", "secret") + "\nS: " + reply + "\nC: NOOP\nS: 250 2.0.0 OK\n");
    }

    @Test
    void beforeEhloItIsRefused() {
        play(GREETING + "C: AUTH PLAIN\nS: 503 5.5.1 Say EHLO or HELO first\n" + hello(ALL) + LOG_IN);
    }

    @Test
    void betweenChunksItIsRefusedAndTheMessageGoesOn() {
        play(EHLO + TRANSACTION + """
                C!: BDAT 3\\r\\none
                S: 250 2.0.0 3 octets received
                C: AUTH PLAIN
                S: 503 5.5.1 {...}
                C!: BDAT 2 LAST\\r\\n\\r\\n
                S: 250 2.0.0 Message accepted as {...}
                """ + LOG_IN);
    }

    /** RFC 4954 §4 and §6. */
    @ParameterizedTest
    @CsvSource({
        "AUTH, 501 5.5.4 Syntax: AUTH mechanism [initial-response]",
        "AUTH  PLAIN, 501 5.5.4 Syntax: AUTH mechanism [initial-response]",
        "AUTH PLAIN a b, 501 5.5.4 Syntax: AUTH mechanism [initial-response]",
        "AUTH NTLM, 504 5.5.4 That mechanism is not offered here",
        "AUTH NTLM TlRMTVNTUAABAAAA, 504 5.5.4 That mechanism is not offered here",
        "AUTH GSSAPI, 504 5.5.4 That mechanism is not offered here",
        "AUTH plaın, 504 5.5.4 That mechanism is not offered here",
        "AUTH ANONYMOUS, 504 5.5.4 That mechanism is not offered here",
        "AUTH XOAUTH2, 504 5.5.4 That mechanism is not offered here",
        "AUTH EXTERNAL =, 504 5.5.4 That mechanism is not offered here",
        "AUTH SCRAM-SHA-256-PLUS, 504 5.5.4 That mechanism is not offered here",
        "AUTH PLAIN ***, '501 5.5.2 That is no base64, or not what the mechanism asks for'",
        "AUTH PLAIN AGJvYgBzZWNyZXQ, '501 5.5.2 That is no base64, or not what the mechanism asks for'",
        "AUTH PLAIN AGJvYgBzZWNyZXR=, '501 5.5.2 That is no base64, or not what the mechanism asks for'",
        "AUTH PLAIN =, '501 5.5.2 That is no base64, or not what the mechanism asks for'",
        "AUTH PLAIN *, '501 5.5.2 That is no base64, or not what the mechanism asks for'",
        "AUTH CRAM-MD5 AGJvYgBzZWNyZXQ=, '501 5.5.2 That is no base64, or not what the mechanism asks for'",
    })
    void whatIsWrongIsRefusedAndTheSessionGoesOn(String command, String reply) {
        play(EHLO + "C: " + command + "\nS: " + reply + "\n" + LOG_IN + MESSAGE);
    }

    @Test
    void mechanismsAreNamedInAnyCase() {
        play(EHLO + "C: auth plain " + plain("bob", "secret") + "\nS: 235 2.7.0 You are logged in\n");
    }

    /** RFC 4954 §4: a response of 12,288 octets must be taken; a line that is too long is answered 500 5.5.6. */
    @Test
    void aResponseMayBeLongButNotTooLong() {
        String longest = base64("x".repeat(9000));
        play(EHLO + "C: AUTH PLAIN\nS: 334 {...}\nC: " + longest + "\nS: 501 5.5.2 {...}\n"
                + "C: AUTH PLAIN\nS: 334 {...}\nC: " + "A".repeat(12_300)
                + "\nS: 500 5.5.6 The line is too long\n" + "C: AUTH PLAIN " + "A".repeat(12_300)
                + "\nS: 500 5.5.2 {...}\n" + LOG_IN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AGJvYgBzZWNyZXQ=\\n", "AGJvYgBz\\rZWNyZXQ=\\r\\n", "AGJvYgBzZWNyZXQ=\\r\\r\\n"})
    void aBrokenLineEndEndsTheExchange(String line) {
        String more = line.endsWith("\\r\\n") ? "" : "\\r\\n";
        play(EHLO + "C: AUTH PLAIN\nS: 334 {...}\nC!: " + line + more + "\nS: 500 5.5.2 {...}\n" + LOG_IN);
    }

    /** RFC 4954 §4: what looks like a command is a response, as long as one is awaited. */
    @ParameterizedTest
    @ValueSource(strings = {"QUIT", "NOOP", "AUTH PLAIN", "STARTTLS", "MAIL FROM:<a@example.org>", "334", "é"})
    void behindAChallengeThereAreNoCommands(String line) {
        play(EHLO + "C: AUTH PLAIN\nS: 334 {...}\nC: " + line + "\nS: 501 5.5.2 {...}\n" + LOG_IN);
    }

    /** RFC 2920 §3.1: AUTH may end a group of commands, and with an initial response it is one like any other. */
    @Test
    void commandsBehindTheResponseAreReadAsCommands() {
        try (SmtpTestServer server =
                users().options(smtp -> smtp.requireAuth(true)).start()) {
            String message = "MAIL FROM:<a@example.org>\\r\\nRCPT TO:<bob@example.com>\\r\\nBDAT 2 LAST\\r\\n\\r\\n";
            String replies = """
                    S: 250 2.1.0 Sender OK
                    S: 250 2.1.5 Recipient OK
                    S: 250 2.0.0 Message accepted as {...}
                    """;
            server.play(GREETING + "C!: EHLO client.example\\r\\nAUTH PLAIN " + plain("bob", "secret") + "\\r\\n"
                    + message + "\n" + SmtpTestServer.keywords(ALL) + "S: 235 2.7.0 You are logged in\n" + replies);
            server.play(GREETING + "C!: EHLO client.example\\r\\nAUTH LOGIN " + base64("bob") + "\\r\\n\n"
                    + SmtpTestServer.keywords(ALL) + "S: 334 {...}\nC!: " + base64("secret") + "\\r\\n" + message
                    + "\nS: 235 2.7.0 You are logged in\n" + replies);
            server.play(EHLO + "C!: AUTH PLAIN " + plain("bob", "wrong") + "\\r\\n" + message + """

                    S: 535 5.7.8 {...}
                    S: 530 5.7.0 {...}
                    S: 503 5.5.1 Say MAIL first
                    S: 503 5.5.1 Say MAIL first
                    """);
            assertThat(server.accepted()).hasSize(2);
        }
    }

    @Test
    void whereNobodyCanLogInItIsNotOffered() {
        playInEveryWay(
                SmtpTestServer::open,
                GREETING + hello() + "C: AUTH PLAIN\nS: 504 5.5.4 That mechanism is not offered here\n");
    }

    @Test
    void anAuthenticatorOfOnesOwnThatChecksPasswordsIsOfferedNothingElse() {
        Authenticator own = credentials -> credentials.password().equals("right")
                ? new Login.Accepted(AccountName.parse(credentials.user()))
                : new Login.Refused("Not so");
        playInEveryWay(
                () -> SmtpTestServer.with().authenticator(own).start(),
                GREETING + hello("AUTH PLAIN LOGIN") + """
                        C: AUTH CRAM-MD5
                        S: 504 5.5.4 {...}
                        C: AUTH PLAIN %s
                        S: 535 5.7.8 Not so
                        C: AUTH PLAIN %s
                        S: 235 2.7.0 You are logged in
                        """.formatted(plain("bob", "wrong"), plain("bob", "right")));
    }

    /** It has no passwords that a challenge could be answered with. */
    @Test
    void anOpenServerOffersNothingThatNeedsThePassword() {
        playInEveryWay(
                () -> SmtpTestServer.with().openLogIns().start(),
                GREETING + hello("AUTH PLAIN LOGIN OAUTHBEARER XOAUTH2") + """
                        C: AUTH SCRAM-SHA-256
                        S: 504 5.5.4 {...}
                        C: AUTH CRAM-MD5
                        S: 504 5.5.4 {...}
                        """ + LOG_IN);
    }

    /** RFC 4954 §4: 538 where the mechanism needs TLS. */
    @Test
    void whereClearTextIsOffItNeedsTls() {
        String bound = "AUTH SCRAM-SHA-256-PLUS SCRAM-SHA-256 SCRAM-SHA-1-PLUS SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN";
        playInEveryWay(
                () -> users().tls().options(smtp -> smtp.clearTextLogIn(false)).start(),
                GREETING
                        + hello("STARTTLS", "AUTH SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5")
                        + """
                        C: AUTH PLAIN %s
                        S: 538 5.7.11 That mechanism needs TLS, say STARTTLS first
                        C: AUTH LOGIN
                        S: 538 5.7.11 That mechanism needs TLS, say STARTTLS first
                        C: STARTTLS
                        S: 220 2.0.0 Begin TLS now
                        C: <tls>
                        """.formatted(plain("bob", "secret"))
                        + hello(bound)
                        + LOG_IN
                        + MESSAGE);
    }

    @Test
    void whereClearTextIsOffAndNothingElseIsThereAuthIsNotOffered() {
        playInEveryWay(
                () -> SmtpTestServer.with()
                        .openLogIns()
                        .tls()
                        .options(smtp -> smtp.clearTextLogIn(false))
                        .start(),
                GREETING + hello("STARTTLS") + "C: AUTH PLAIN\nS: 538 5.7.11 {...}\n");
    }

    @Test
    void lmtpHasItToo() {
        playInEveryWay(
                () -> users().lmtp().start(),
                (EHLO + LOG_IN).replace("ESMTP", "LMTP").replace("EHLO", "LHLO"));
    }
}
