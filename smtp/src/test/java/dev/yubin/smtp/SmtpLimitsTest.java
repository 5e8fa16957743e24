package dev.yubin.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.Limits;
import dev.yubin.protocol.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a client is told that is one too many, or stays too long, and who the client is. */
@Timeout(60)
class SmtpLimitsTest {
    private static final String HEADER = "C: PROXY TCP4 192.0.2.1 198.51.100.2 50123 25\n";
    private static final String MESSAGE = """
            S: 220 {...}
            C: HELO client.example
            S: 250 mx.example.com
            C: MAIL FROM:<a@example.org>
            S: 250 2.1.0 Sender OK
            C: RCPT TO:<bob@example.com>
            S: 250 2.1.5 Recipient OK
            C: DATA
            S: 354 {...}
            C: text
            C: .
            S: 250 2.0.0 {...}
            C: QUIT
            S: 221 {...}
            S: <closed>
            """;

    private static SmtpTestServer behindAProxy(UnaryOperator<SmtpOptions> more) {
        return SmtpTestServer.open(smtp -> more.apply(smtp.proxyProtocolFrom("127.0.0.0/8", "::1")));
    }

    @Test
    void oneConnectionTooManyIsToldToTryAgainLater() {
        Dialogue.playInEveryWay(
                () -> SmtpTestServer.open(smtp -> smtp.limits(limits -> limits.connections(1))),
                SmtpTestServer::port,
                """
                S1: 220 {...}
                S2: 421 4.7.0 Too many connections, try again later
                S2: <closed>
                C1: NOOP
                S1: 250 2.0.0 OK
                """);
    }

    @Test
    void oneConnectionTooManyFromAnAddressIsToldToTryAgainLater() {
        Dialogue.playInEveryWay(
                () -> behindAProxy(smtp -> smtp.limits(limits -> limits.connectionsPerAddress(1))),
                SmtpTestServer::port,
                """
                C1: PROXY TCP4 192.0.2.1 198.51.100.2 50123 25
                S1: 220 {...}
                C2: PROXY TCP4 192.0.2.1 198.51.100.2 50124 25
                S2: 421 4.7.0 Too many connections, try again later
                S2: <closed>
                C3: PROXY TCP4 192.0.2.2 198.51.100.2 50123 25
                S3: 220 {...}
                """);
    }

    @Test
    void aSessionThatLastsTooLongIsEndedHoweverBusyItIs() {
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        try (SmtpTestServer server =
                SmtpTestServer.open(clock, smtp -> smtp.limits(limits -> limits.session(Duration.ofMinutes(8))))) {
            Dialogue.with(server.port())
                    .when("time goes by", () -> clock.advance(Duration.ofMinutes(4)))
                    .play("""
                            S: 220 {...}
                            T: time goes by
                            C: NOOP
                            S: 250 2.0.0 OK
                            T: time goes by
                            S: 421 4.4.2 The session has lasted for too long, closing
                            S: <closed>
                            """);
        }
    }

    @Test
    void oneCommandTooManyEndsTheSession() {
        // The end of the message is the sixth.
        Dialogue.playInEveryWay(
                () -> SmtpTestServer.open(smtp -> smtp.limits(limits -> limits.commands(6))),
                SmtpTestServer::port,
                """
                S: 220 {...}
                C: HELO client.example
                S: 250 mx.example.com
                C: NOOP
                S: 250 2.0.0 OK
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: RCPT TO:<bob@example.com>
                S: 250 2.1.5 Recipient OK
                C: DATA
                S: 354 {...}
                C: MAIL
                C: .
                S: 250 2.0.0 {...}
                C: QUIT
                S: 421 4.7.0 Too many commands in one session, closing
                S: <closed>
                """);
    }

    @Test
    void whatAHookIsAskedIsNoCommandOfTheClient() {
        Dialogue.playInEveryWay(
                () -> SmtpTestServer.open(smtp -> smtp.hooks(new SmtpHooks() {}).limits(limits -> limits.commands(2))),
                SmtpTestServer::port,
                """
                S: 220 {...}
                C: HELO client.example
                S: 250 mx.example.com
                C: MAIL FROM:<a@example.org>
                S: 250 2.1.0 Sender OK
                C: RSET
                S: 421 4.7.0 Too many commands in one session, closing
                S: <closed>
                """);
    }

    @Test
    void linesMayHaveAsManyOctetsAsAuthNeeds() {
        Dialogue.playInEveryWay(SmtpTestServer::open, SmtpTestServer::port, """
                S: 220 {...}
                C: NOOP %s
                S: 250 2.0.0 OK
                C: NOOP %sx
                S: 500 5.5.2 line is too long
                """.replace("%s", "x".repeat(12_283)));
    }

    @Test
    void linesMayBeLongerOnceSomebodyIsLoggedInAndAsBeforeWhenNobodyIs() {
        UnaryOperator<Limits> lines = limits -> limits.lineLength(600).lineLengthAfterLogin(1000);
        String login = "C: XCLIENT LOGIN=bob\nS: 220 {...}\n";
        String nobody = "C: XCLIENT LOGIN=[UNAVAILABLE]\nS: 220 {...}\n";
        String medium = "C: NOOP " + "x".repeat(596) + "\n";
        String large = "C: NOOP " + "x".repeat(996) + "\n";
        String taken = "S: 250 2.0.0 OK\n";
        String tooLong = "S: 500 5.5.2 line is too long\n";
        Dialogue.playInEveryWay(
                () -> SmtpTestServer.open(
                        smtp -> smtp.xclientFrom("127.0.0.0/8", "::1").limits(lines)),
                SmtpTestServer::port,
                "S: 220 {...}\n" + medium.replace("x\n", "\n") + taken + medium + tooLong + login + medium + taken
                        + large.replace("x\n", "\n") + taken + large + tooLong + "C: HELO a\nS: 250 {...}\n" + medium
                        + taken + nobody + medium + tooLong);
    }

    @Test
    void behindAProxyTheClientIsTheOneThatTheHeaderNames() {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            try (SmtpTestServer server = behindAProxy(smtp -> smtp.traceHeaders(true))) {
                Dialogue.with(server.port()).delivery(delivery).play(HEADER + MESSAGE);
                assertThat(server.inbox("bob@example.com"))
                        .singleElement()
                        .asString()
                        .contains("Received: from client.example ([192.0.2.1])");
                assertThat(server.accepted())
                        .singleElement()
                        .satisfies(mail ->
                                assertThat(mail.client().address().getPort()).isEqualTo(50123));
            }
        }
    }

    @Test
    void whoIsNoProxyCannotSayThatItIs() {
        Dialogue.playInEveryWay(
                () -> SmtpTestServer.open(smtp -> smtp.proxyProtocolFrom("192.0.2.0/24")),
                SmtpTestServer::port,
                "S: 220 {...}\n" + HEADER + "S: 500 5.5.1 Unknown command\n"
                        + MESSAGE.substring("S: 220 {...}\n".length()));
    }
}
