package dev.yubin;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.VirtualClock;
import dev.yubin.smtp.SmtpOptions;
import dev.yubin.smtp.SmtpProtocol;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** One set of limits for all listeners. */
class ServerLimitsTest {
    private static final String TWO_COMMANDS = """
            S: 220 {...}
            C: NOOP
            S: 250 2.0.0 OK
            C: NOOP
            S: 250 2.0.0 OK
            C: NOOP
            """;
    private static final String TOO_MANY = "S: 421 4.7.0 Too many commands in one session, closing\n";

    private static final SmtpOptions OWN = SmtpOptions.defaults().limits(limits -> limits.commands(3));

    private static void play(Endpoint endpoint, String script) {
        Dialogue.with(endpoint.port()).play(script);
    }

    private static void assertTwoCommandsAreTaken(Endpoint smtp) {
        play(smtp, TWO_COMMANDS + TOO_MANY);
    }

    private static void assertThreeCommandsAreTaken(Endpoint smtp) {
        play(smtp, TWO_COMMANDS + "S: 250 2.0.0 OK\nC: NOOP\n" + TOO_MANY);
    }

    @Test
    void theyAreEachListenersWhicheverIsNamedFirst() {
        try (MailServer server = MailServer.builder()
                .smtp(0)
                .limits(limits -> limits.commands(2))
                .submission(0)
                .pop3(0)
                .start()) {
            assertTwoCommandsAreTaken(server.smtp());
            assertTwoCommandsAreTaken(server.submission());
            play(server.pop3(), """
                    S: +OK {...}
                    C: NOOP
                    S: -ERR log in first
                    C: USER bob
                    S: +OK {...}
                    C: PASS x
                    S: -ERR [SYS/TEMP] too many commands in one session, nothing was deleted
                    """);
        }
    }

    @Test
    void whatAListenerSaysItselfGoesOverThem() {
        try (MailServer server = MailServer.builder()
                .smtp(0, smtp -> smtp.limits(limits -> limits.commands(3)))
                .limits(limits -> limits.commands(2))
                .submission(0, submission -> submission.limits(limits -> limits.commands(3)))
                .lmtp(0, lmtp -> lmtp.maxRecipients(200))
                .start()) {
            assertThreeCommandsAreTaken(server.smtp());
            assertThreeCommandsAreTaken(server.submission());
            assertTwoCommandsAreTaken(server.lmtp());
        }
    }

    @Test
    void aListenersOwnChangeIsOfTheServersValue() {
        try (MailServer server = MailServer.builder()
                .smtp(0, smtp -> smtp.limits(limits -> limits.badCommands(limits.badCommands() + 1)))
                .limits(limits -> limits.badCommands(2))
                .start()) {
            play(server.smtp(), """
                    S: 220 {...}
                    C: FROBNICATE
                    S: 500 {...}
                    C: FROBNICATE
                    S: 500 {...}
                    C: FROBNICATE
                    S: 421 4.7.0 Too many errors, closing
                    """);
        }
    }

    @Test
    void whatIsSaidTwiceIsChangedTwice() {
        try (MailServer server = MailServer.builder()
                .smtp(0)
                .limits(limits -> limits.commands(9).lineLength(600))
                .limits(limits -> limits.commands(2))
                .start()) {
            assertTwoCommandsAreTaken(server.smtp());
            play(server.smtp(), "S: 220 {...}\nC: NOOP " + "x".repeat(600) + "\nS: 500 5.5.2 line is too long\n");
        }
    }

    @Test
    void whatTheyDoNotNameIsAsEachProtocolHasIt() {
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        try (MailServer server = MailServer.builder()
                .clock(clock)
                .smtp(0)
                .pop3(0)
                .limits(limits -> limits.commands(2))
                .start()) {
            Dialogue.with(server.smtp().port())
                    .when("five minutes", () -> clock.advance(Duration.ofMinutes(5)))
                    .play("S: 220 {...}\nT: five minutes\nS: 421 4.4.2 {...}\nS: <closed>\n");
            Dialogue.with(server.pop3().port())
                    .when("almost ten", () -> clock.advance(Duration.ofMinutes(9)))
                    .when("ten minutes", () -> clock.advance(Duration.ofMinutes(1)))
                    .play("S: +OK {...}\nT: almost ten\nS-: \nT: ten minutes\nS: <closed>\n");
        }
    }

    @Test
    void whatIsWrongShowsAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailServer.builder().limits(limits -> limits.connections(0)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailServer.builder().smtp(0, smtp -> smtp.maxRecipients(1)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> MailServer.builder().pop3(0, pop3 -> pop3.limits(limits -> limits.lineLength(1))));
    }

    @Test
    void aProtocolOfYourOwnHasItsOwn() {
        try (MailServer server = MailServer.builder()
                .limits(limits -> limits.commands(2))
                .protocol(0, new SmtpProtocol("own.example", OWN, mail -> {}))
                .start()) {
            assertThreeCommandsAreTaken(server.smtp());
        }
    }
}
