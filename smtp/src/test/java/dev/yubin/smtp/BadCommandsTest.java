package dev.yubin.smtp;

import static dev.yubin.smtp.SmtpTestServer.ACCEPTED;
import static dev.yubin.smtp.SmtpTestServer.DATA;
import static dev.yubin.smtp.SmtpTestServer.GREETING;
import static dev.yubin.smtp.SmtpTestServer.TRANSACTION;

import dev.yubin.fixtures.Dialogue;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Clients that say what no client says: it costs them time, and at last the connection. */
class BadCommandsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String HELLO = GREETING + "C: HELO client.example\nS: 250 mx.example.com\n";
    private static final String BAD = "C: FROBNICATE\nS: 500 5.5.1 Unknown command\n";
    private static final String SLOW_BAD = "C: FROBNICATE\nT: a second\nS: 500 5.5.1 Unknown command\n";
    private static final String NO_DELAY = "T: no delay\n";

    /** Plays a script on a clock that moves only when a delay has begun, so each line in time is one that was not held. */
    private static void play(String script) {
        ObservedClock clock = new ObservedClock(SECOND);
        try (SmtpTestServer server =
                SmtpTestServer.open(clock, smtp -> smtp.limits(limits -> limits.badCommandDelay(SECOND)))) {
            Dialogue.with(server.port())
                    .when("a second", clock::passDelay)
                    .when("a second begins", clock::awaitDelay)
                    .when("it is over", () -> clock.advance(SECOND))
                    .when("no delay", clock::assertNoDelay)
                    .play(script);
        }
    }

    @Test
    void afterTenEachCostsASecondAndTheTwentiethTheConnection() {
        play(HELLO + BAD.repeat(10) + NO_DELAY + SLOW_BAD.repeat(9) + """
                C: FROBNICATE
                S: 421 4.7.0 Too many errors, closing
                S: <closed>
                """);
    }

    @Test
    void theAnswerIsHeldBackForTheWholeSecond() {
        play(HELLO + BAD.repeat(10) + """
                C: FROBNICATE
                C: NOOP
                T: a second begins
                S-: 5
                T: it is over
                S: 500 5.5.1 Unknown command
                S: 250 2.0.0 OK
                """ + NO_DELAY);
    }

    @Test
    void onlyTheClientThatErrsWaits() {
        play(HELLO + BAD.repeat(10) + """
                C: FROBNICATE
                T: a second begins
                S2: 220 {...}
                C2: FROBNICATE
                S2: 500 5.5.1 Unknown command
                C2: NOOP
                S2: 250 2.0.0 OK
                T: it is over
                S: 500 5.5.1 Unknown command
                """);
    }

    /** RFC 2920 §3.1: a client that pipelines says the rest before it can know that MAIL was refused. */
    @Test
    void whatFollowsARefusedMailDoesNotCount() {
        play(GREETING + "C: EHLO client.example\n" + SmtpTestServer.KEYWORDS + """
                C: MAIL FROM:<a@example.org> SIZE=999999999
                S: 552 5.3.4 The message is larger than SIZE allows
                """ + """
                C: RCPT TO:<bob@example.com>
                S: 503 5.5.1 Say MAIL first
                """.repeat(30) + """
                C: DATA
                S: 503 5.5.1 Say MAIL first
                C!: BDAT 3 LAST\\r\\nabc
                S: 503 5.5.1 Say MAIL first
                """ + NO_DELAY);
    }

    @Test
    void whatFollowsAMailThatCannotBeReadDoesNotCount() {
        play(GREETING + "C: EHLO client.example\n" + SmtpTestServer.KEYWORDS + """
                C: MAIL FROM:<a..b@example.org>
                S: 501 5.1.7 That is no valid reverse-path
                """ + """
                C: RCPT TO:<bob@example.com>
                S: 503 5.5.1 Say MAIL first
                """.repeat(30) + NO_DELAY);
    }

    @Test
    void commandsInTheWrongOrderCount() {
        String disorder = """
                C: RCPT TO:<bob@example.com>
                S: 503 5.5.1 Say MAIL first
                C: DATA
                S: 503 5.5.1 Say MAIL first
                C!: BDAT 3\\r\\none
                S: 503 5.5.1 Say MAIL first
                C: BDAT 0 LAST
                S: 503 5.5.1 Say MAIL first
                C: LHLO client.example
                S: 500 5.5.1 This is SMTP, say EHLO or HELO
                """;
        play(HELLO + disorder.repeat(2) + NO_DELAY + SLOW_BAD);
    }

    @Test
    void aMessageThatIsTakenForgives() {
        play(HELLO + (BAD.repeat(10) + TRANSACTION + DATA + ACCEPTED).repeat(3) + BAD.repeat(10) + NO_DELAY + SLOW_BAD);
    }

    @Test
    void whatRightClientsMustExpectDoesNotCount() {
        try (SmtpTestServer server = SmtpTestServer.closed(smtp -> smtp.limits(limits -> limits.badCommands(2)))) {
            Dialogue.with(server.port()).play(HELLO + """
                    C: MAIL FROM:<a@example.org>
                    S: 250 2.1.0 Sender OK
                    C: RCPT TO:<green@example.com>
                    S: 550 5.1.1 No such user here
                    C: RCPT TO:<bob@elsewhere.example>
                    S: 550 5.7.1 {...}
                    C: DATA
                    S: 554 5.5.1 No valid recipients
                    C!: BDAT 3 LAST\\r\\none
                    S: 554 5.5.1 No valid recipients
                    C: VRFY green
                    S: 550 5.1.1 No such user here
                    C: NOOP
                    S: 250 2.0.0 OK
                    C: RSET
                    S: 250 2.0.0 OK, nothing is under way
                    """ + """
                    C: FROBNICATE
                    S: 500 5.5.1 Unknown command
                    C: FROBNICATE
                    S: 421 4.7.0 Too many errors, closing
                    """);
        }
    }
}
