package dev.yubin;

import static dev.yubin.fixtures.SaslMessages.base64;
import static dev.yubin.fixtures.SaslMessages.oauthBearer;
import static dev.yubin.fixtures.SaslMessages.plain;
import static dev.yubin.fixtures.SaslMessages.xoauth2;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.LoginLimits;
import dev.yubin.protocol.VirtualClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** One set of users, tokens, guests and failed log-ins for all listeners of a server. */
class LogInsTest {
    private static final String SMTP = "S: 220 {...}\nC: EHLO client.example\n" + "S: 250-{...}\n".repeat(13);
    private static final String WRONG = plain("bob", "wrong");
    private static final String RIGHT = plain("bob", "secret");

    private static void smtp(MailServer server, String keyword, String script) {
        Dialogue.with(server.smtp().port()).play(SMTP + "S: 250 AUTH " + keyword + "\n" + script);
    }

    private static void users(MailServer server, String response, String reply) {
        smtp(
                server,
                "SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN",
                "C: AUTH PLAIN " + response + "\nS: " + reply + "\n");
    }

    private static void pop3(MailServer server, String script) {
        Dialogue.with(server.pop3().port()).play("S: +OK {...}\n" + script);
    }

    @Test
    void aTokenValidatorIsOneLambda() {
        try (MailServer server = MailServer.builder()
                .smtp(0)
                .pop3(0)
                .user("bob@example.com", "secret")
                .tokens(token -> token.value().equals("t0ken") ? Optional.of("bob@example.com") : Optional.empty())
                .start()) {
            smtp(
                    server,
                    "SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN OAUTHBEARER XOAUTH2",
                    "C: AUTH XOAUTH2 " + xoauth2("bob@example.com", "other") + "\nS: 334 {...}\nC:\nS: 535 {...}\n"
                            + "C: AUTH XOAUTH2 " + xoauth2("bob@example.com", "t0ken") + "\nS: 235 {...}\n");
            pop3(server, "C: AUTH OAUTHBEARER " + oauthBearer("bob@example.com", "t0ken") + "\nS: +OK {...}\n");
        }
    }

    @Test
    void guestsAreTakenIfAnAccountIsNamedForThem() {
        try (MailServer server =
                MailServer.builder().smtp(0).pop3(0).anonymous("guest").start()) {
            smtp(
                    server,
                    "PLAIN LOGIN OAUTHBEARER XOAUTH2 ANONYMOUS",
                    "C: AUTH ANONYMOUS " + base64("me") + "\nS: 235 {...}\n");
            pop3(server, "C: AUTH ANONYMOUS =\nS: +OK {...}\n");
        }
    }

    @Test
    void anAuthenticatorOfOnesOwnTakesTokensAndGuestsItself() {
        MailServerBuilder builder = MailServer.builder()
                .smtp(0)
                .authenticator(who -> {
                    throw new IllegalStateException();
                })
                .anonymous("guest");
        assertThatIllegalStateException().isThrownBy(builder::start).withMessageContaining("authenticator is your own");
    }

    @Test
    void clearTextCanBeLeftToTls() {
        try (MailServer server = MailServer.builder()
                .smtp(0, smtp -> smtp.clearTextLogIn(false))
                .pop3(0, pop3 -> pop3.clearTextLogIn(false))
                .user("bob", "secret")
                .start()) {
            smtp(server, "SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5", "C: AUTH PLAIN " + RIGHT + "\nS: 538 5.7.11 {...}\n");
            pop3(server, "C: USER bob\nS: -ERR that log-in needs TLS, say STLS first\n");
        }
    }

    @Test
    void whatFailsInOneProtocolCountsInAllUntilTheServerIsReset() {
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        try (MailServer server = MailServer.builder()
                .smtp(0)
                .pop3(0)
                .user("bob", "secret")
                .clock(clock)
                .limits(limits -> limits.logins(logins -> logins.failedPerAddress(2)))
                .start()) {
            pop3(server, "C: AUTH PLAIN " + WRONG + "\nS: -ERR [AUTH] {...}\n");
            users(server, WRONG, "535 5.7.8 {...}");
            users(server, RIGHT, "454 4.7.0 Too many failed log-ins, try again later");
            pop3(
                    server,
                    "C: USER bob\nS: +OK {...}\nC: PASS secret\nS: -ERR [SYS/TEMP] too many failed log-ins{...}\n");
            server.reset();
            users(server, RIGHT, "235 2.7.0 {...}");

            users(server, WRONG, "535 5.7.8 {...}");
            users(server, WRONG, "535 5.7.8 {...}");
            users(server, RIGHT, "454 4.7.0 {...}");
            clock.advance(LoginLimits.DEFAULT_MEMORY);
            pop3(server, "C: AUTH PLAIN " + RIGHT + "\nS: +OK {...}\n");
        }
    }

    @Test
    void theLimitsAreAListenersOwn() {
        try (MailServer server = MailServer.builder()
                .smtp(0, smtp -> smtp.limits(limits -> limits.logins(logins -> logins.failed(1))))
                .pop3(0)
                .user("bob", "secret")
                .limits(limits -> limits.logins(logins -> logins.failed(2).delay(Duration.ZERO)))
                .start()) {
            users(server, WRONG, "421 4.7.0 Too many failed log-ins, closing");
            pop3(
                    server,
                    "C: AUTH PLAIN " + WRONG + "\nS: -ERR [AUTH] {...}\nC: AUTH PLAIN " + WRONG
                            + "\nS: -ERR [AUTH] too many failed log-ins, closing\nS: <closed>\n");
        }
    }

    /** The logger shows at DEBUG what the transcript shows. */
    @Test
    void theLogShowsNoSecret() {
        Logger logger = (Logger) LoggerFactory.getLogger("dev.yubin.transcript");
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        Level before = logger.getLevel();
        boolean additive = logger.isAdditive();
        logger.setLevel(Level.DEBUG);
        logger.setAdditive(false);
        logger.addAppender(log);
        log.start();
        try (MailServer server =
                MailServer.builder().smtp(0).pop3(0).user("bob", "secret").start()) {
            users(server, RIGHT, "235 2.7.0 {...}");
            smtp(
                    server,
                    "SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN",
                    "C: AUTH LOGIN\nS: 334 {...}\nC: " + base64("bob") + "\nS: 334 {...}\nC: " + base64("secret")
                            + "\nS: 235 {...}\n");
            pop3(server, "C: USER bob\nS: +OK {...}\nC: PASS secret\nS: +OK {...}\n");
            pop3(server, "C: AUTH PLAIN\nS: + {...}\nC: " + WRONG + "\nS: -ERR [AUTH] {...}\n");
        } finally {
            logger.detachAppender(log);
            logger.setAdditive(additive);
            logger.setLevel(before);
        }
        String shown = log.list.stream().map(ILoggingEvent::getFormattedMessage).collect(Collectors.joining("\n"));
        assertThat(shown)
                .contains("C: AUTH PLAIN ****", "C: PASS ****", "C: ****", "S: 334 ****", "S: + ****")
                .doesNotContain("secret", RIGHT, WRONG, base64("bob"), base64("secret"), base64("Password:"));
    }
}
