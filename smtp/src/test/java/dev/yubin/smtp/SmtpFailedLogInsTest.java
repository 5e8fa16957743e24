package dev.yubin.smtp;

import static dev.yubin.fixtures.SaslMessages.plain;
import static dev.yubin.fixtures.SaslMessages.xoauth2;
import static dev.yubin.smtp.SmtpTestServer.GREETING;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.LoginLimits;
import dev.yubin.protocol.OpenDirectory;
import dev.yubin.store.memory.MemoryMailStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Nobody tries one password after the other. */
class SmtpFailedLogInsTest {
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final String RIGHT = "C: AUTH PLAIN " + plain("bob", "secret") + "\n";
    private static final String LOGGED_IN = "S: 235 2.7.0 You are logged in\n";
    private static final String WRONG = "C: AUTH PLAIN " + plain("bob", "wrong") + "\n";
    private static final String REFUSED = "S: 535 5.7.8 User name or password is wrong\n";
    private static final String TOO_MANY = "S: 454 4.7.0 Too many failed log-ins, try again later\n";
    private static final String CLOSING = "S: 421 4.7.0 Too many failed log-ins, closing\nS: <closed>\n";
    private static final String EHLO = GREETING + "C: EHLO client.example\n"
            + SmtpTestServer.keywords("AUTH SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN");

    private static SmtpTestServer start(ObservedClock clock, UnaryOperator<LoginLimits> logins) {
        return SmtpTestServer.with()
                .users("bob", "secret")
                .timers(clock)
                .options(smtp -> smtp.limits(limits -> limits.logins(logins)))
                .start();
    }

    private static void play(UnaryOperator<LoginLimits> logins, String script) {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            try (SmtpTestServer server = start(new ObservedClock(SECOND), logins)) {
                server.dialogue(delivery).play(script);
            }
        }
    }

    /** A client's line in a dialogue of several. */
    private static String of(int client, String script) {
        return script.replace("C: ", "C" + client + ": ").replace("S: ", "S" + client + ": ");
    }

    @Test
    void theLastOneOnAConnectionClosesIt() {
        play(logins -> logins, EHLO + (WRONG + REFUSED).repeat(4) + WRONG + CLOSING);
        play(logins -> logins.failed(1), EHLO + WRONG + CLOSING);
    }

    @Test
    void aLogInInBetweenStartsTheCountAnew() {
        play(
                logins -> logins.failed(3),
                EHLO + (WRONG + REFUSED).repeat(2) + RIGHT + LOGGED_IN + "C: NOOP\nS: 250 2.0.0 OK\n");
    }

    @Test
    void onesThatAreGivenUpDoNotCount() {
        play(
                logins -> logins.failed(1),
                EHLO + "C: AUTH PLAIN\nS: 334 {...}\nC: *\nS: 501 {...}\n".repeat(3) + RIGHT + LOGGED_IN);
    }

    /** The server has the verdict when it sends its error; a line that it cannot read is no way around hearing it. */
    @Test
    void aBrokenAnswerToAnErrorIsStillRefused() {
        OpenDirectory users = new OpenDirectory(new MemoryMailStore(), List.of(), "mx.example.com");
        users.tokens(token -> Optional.empty());
        for (String answer : new String[] {"x\\n\\r\\n", "A".repeat(1100) + "\\r\\n", "*\\r\\n", "?\\r\\n"}) {
            String wrong = "C: AUTH XOAUTH2 " + xoauth2("bob", "wrong") + "\nS: 334 {...}\nC!: " + answer + "\n";
            SmtpTestServer.playInEveryWay(
                    () -> SmtpTestServer.with()
                            .authenticator(users)
                            .options(smtp -> smtp.limits(
                                    limits -> limits.lineLength(1024).logins(logins -> logins.failed(2))))
                            .start(),
                    GREETING + SmtpTestServer.hello("AUTH PLAIN LOGIN OAUTHBEARER XOAUTH2") + wrong
                            + "S: 535 5.7.8 {...}\n" + wrong + CLOSING);
        }
    }

    @Test
    void theAnswersOfManyAreHeldBackLongerAndLonger() throws Exception {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            ObservedClock first = new ObservedClock(SECOND);
            try (SmtpTestServer server = start(first, logins -> logins.quick(2))) {
                server.dialogue(delivery)
                        .when("a second passes", first::passDelay)
                        .play(EHLO + (WRONG + REFUSED).repeat(2) + WRONG + "S-: 535\nT: a second passes\n" + REFUSED
                                + RIGHT + LOGGED_IN);
            }
        }
    }

    @Test
    void theDelayDoubles() {
        ObservedClock clock = new ObservedClock(SECOND);
        try (SmtpTestServer server = start(clock, logins -> logins.quick(3).failed(10))) {
            server.play(EHLO + (WRONG + REFUSED).repeat(3));
            for (int seconds = 1; seconds <= 4; seconds *= 2) {
                Duration delay = SECOND.multipliedBy(seconds);
                Duration half = delay.dividedBy(2);
                clock.watch(delay);
                server.dialogue(Dialogue.Delivery.AS_WRITTEN)
                        .when("half of the time passes", () -> {
                            clock.awaitDelay();
                            clock.advance(half);
                        })
                        .when("the other half passes", () -> clock.advance(half))
                        .play(EHLO + WRONG + "T: half of the time passes\nS-: 535\nT: the other half passes\n"
                                + REFUSED);
            }
        }
    }

    @Test
    void theyCountForAllConnectionsOfAnAddressUntilTheyAreForgotten() {
        ObservedClock clock = new ObservedClock(SECOND);
        try (SmtpTestServer server = start(clock, logins -> logins.failedPerAddress(3))) {
            server.dialogue(Dialogue.Delivery.AS_WRITTEN)
                    .when("time passes", () -> clock.advance(Duration.ofMinutes(4)))
                    .play(EHLO + (WRONG + REFUSED).repeat(2) + of(2, EHLO + WRONG + REFUSED) + RIGHT + TOO_MANY
                            + of(3, EHLO + RIGHT + TOO_MANY) + "T: time passes\n" + of(3, RIGHT + TOO_MANY)
                            + "T: time passes\n" + of(3, "C: NOOP\nS: 250 2.0.0 OK\n") + "T: time passes\n"
                            + of(3, RIGHT + LOGGED_IN));
        }
    }

    /** A proxy's clients do not pay for each other. */
    @Test
    void theyAreThoseOfTheClientThatATrustedProxyNames() {
        String greeting = GREETING.replace("S: ", "");
        try (SmtpTestServer server = SmtpTestServer.with()
                .users("bob", "secret")
                .options(smtp -> smtp.xclientFrom("127.0.0.0/8")
                        .limits(limits -> limits.logins(logins -> logins.failedPerAddress(1))))
                .start()) {
            String ehlo = "C: EHLO client.example\n"
                    + SmtpTestServer.keywords(
                            "AUTH SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN",
                            "XCLIENT NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT");
            server.play("S: " + greeting + "C: XCLIENT ADDR=192.0.2.1\n" + GREETING + ehlo + WRONG + REFUSED + RIGHT
                    + TOO_MANY + "C: XCLIENT ADDR=192.0.2.2\n" + GREETING + ehlo + RIGHT + LOGGED_IN);
            server.play(GREETING + "C: XCLIENT ADDR=192.0.2.1\n" + GREETING + ehlo + RIGHT + TOO_MANY);
            server.play(GREETING + ehlo + RIGHT + LOGGED_IN);
        }
        try (SmtpTestServer server = SmtpTestServer.with()
                .users("bob", "secret")
                .options(smtp -> smtp.proxyProtocolFrom("127.0.0.0/8")
                        .limits(limits -> limits.logins(logins -> logins.failedPerAddress(1))))
                .start()) {
            String first = "C: PROXY TCP4 192.0.2.1 192.0.2.9 50123 25\n";
            server.play(first + EHLO + WRONG + REFUSED + RIGHT + TOO_MANY);
            server.play(first + EHLO + RIGHT + TOO_MANY);
            server.play(first.replace("192.0.2.1", "192.0.2.2") + EHLO + RIGHT + LOGGED_IN);
        }
    }

    /** Behind STARTTLS nothing counts that was said before: not whom the proxy spoke for either (RFC 3207 §4.2). */
    @Test
    void behindStartTlsTheyAreTheProxysOwnAgain() {
        String xclient = "XCLIENT NAME ADDR PORT PROTO HELO LOGIN DESTADDR DESTPORT";
        String bound = "AUTH SCRAM-SHA-256-PLUS SCRAM-SHA-256 SCRAM-SHA-1-PLUS SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN";
        try (SmtpTestServer server = SmtpTestServer.with()
                .tls()
                .users("bob", "secret")
                .options(smtp -> smtp.xclientFrom("127.0.0.0/8")
                        .limits(limits -> limits.logins(logins -> logins.failedPerAddress(1))))
                .start()) {
            server.play(GREETING + "C: XCLIENT ADDR=192.0.2.1\n" + GREETING
                    + SmtpTestServer.hello("STARTTLS", "AUTH SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN", xclient)
                    + WRONG + REFUSED + RIGHT + TOO_MANY
                    + "C: STARTTLS\nS: 220 2.0.0 Begin TLS now\nC: <tls>\n"
                    + SmtpTestServer.hello(bound, xclient) + RIGHT + LOGGED_IN);
        }
    }
}
