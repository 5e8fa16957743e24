package dev.yubin.smtp;

import static dev.yubin.fixtures.SaslMessages.base64;
import static dev.yubin.fixtures.SaslMessages.plain;
import static dev.yubin.smtp.SmtpTestServer.GREETING;
import static dev.yubin.smtp.SmtpTestServer.hello;
import static dev.yubin.smtp.SmtpTestServer.playInEveryWay;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.Authenticator;
import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Login;
import dev.yubin.protocol.VirtualClock;
import dev.yubin.store.AccountName;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What an authenticator may do to SMTP. */
class SmtpAuthTroubleTest {
    private static final String EHLO = GREETING + hello("AUTH PLAIN LOGIN");
    private static final Login BOB = new Login.Accepted(AccountName.parse("bob@example.com"));

    /** RFC 4954 §6: 454 4.7.0, a temporary authentication failure. */
    @Test
    void ifItFailsTheClientIsToTryAgain() {
        playInEveryWay(
                () -> SmtpTestServer.with()
                        .authenticator(who -> switch (who.password()) {
                            case "io" -> throw new IOException("no LDAP today");
                            case "bug" -> throw new IllegalStateException("a bug");
                            case "error" -> throw new AssertionError("worse");
                            case "null" -> null;
                            default -> BOB;
                        })
                        .start(),
                EHLO
                        + """
                        C: AUTH PLAIN %s
                        S: 454 4.7.0 Nobody can log in at the moment, try again later
                        C: AUTH PLAIN %s
                        S: 454 4.7.0 Nobody can log in at the moment, try again later
                        C: AUTH PLAIN %s
                        S: 454 4.7.0 Nobody can log in at the moment, try again later
                        C: AUTH PLAIN %s
                        S: 454 4.7.0 Nobody can log in at the moment, try again later
                        C: AUTH LOGIN %s
                        S: 334 {...}
                        C: %s
                        S: 454 4.7.0 Nobody can log in at the moment, try again later
                        C: NOOP
                        S: 250 2.0.0 OK
                        C: AUTH PLAIN %s
                        S: 235 2.7.0 You are logged in
                        """.formatted(
                                        plain("bob", "io"),
                                        plain("bob", "bug"),
                                        plain("bob", "error"),
                                        plain("bob", "null"),
                                        base64("bob"),
                                        base64("io"),
                                        plain("bob", "x")));
    }

    @Test
    void noAuthenticatorIsAskedOnAnEventLoop() {
        Set<String> threads = ConcurrentHashMap.newKeySet();
        playInEveryWay(
                () -> SmtpTestServer.with()
                        .authenticator(who -> {
                            threads.add(Thread.currentThread().getName());
                            return BOB;
                        })
                        .start(),
                EHLO + "C: AUTH PLAIN " + plain("bob", "x") + "\nS: 235 2.7.0 You are logged in\n");
        assertThat(threads).isNotEmpty().noneMatch(name -> name.startsWith("yubin-loop"));
    }

    @Test
    void aReasonThatCannotBeToldIsNot() {
        for (String reason : new String[] {"né", "a\r\n250 b", "x".repeat(600)}) {
            playInEveryWay(
                    () -> SmtpTestServer.with()
                            .authenticator(who -> new Login.Refused(reason))
                            .start(),
                    EHLO + "C: AUTH PLAIN " + plain("bob", "x") + "\nS: 535 5.7.8 The log-in was refused\n");
        }
    }

    @Test
    void ifTheExecutorIsFullTheClientIsToTryAgain() {
        try (SmtpTestServer server =
                SmtpTestServer.with().authenticator(who -> BOB).start()) {
            server.executorIsFull(true);
            server.dialogue(Dialogue.Delivery.AS_WRITTEN)
                    .when("there is room again", () -> server.executorIsFull(false))
                    .play(EHLO + """
                            C: AUTH PLAIN %1$s
                            S: 454 4.7.0 {...}
                            T: there is room again
                            C: AUTH PLAIN %1$s
                            S: 235 2.7.0 You are logged in
                            """.formatted(plain("bob", "x")));
        }
    }

    @Test
    void ifItTakesTooLongTheConnectionEnds() throws Exception {
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch mayAnswer = new CountDownLatch(1);
        Authenticator slow = who -> {
            asked.countDown();
            try {
                mayAnswer.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
            return BOB;
        };
        try (SmtpTestServer server =
                SmtpTestServer.with().timers(clock).authenticator(slow).start()) {
            server.dialogue(Dialogue.Delivery.AS_WRITTEN)
                    .when("it is asked", () -> asked.await(10, TimeUnit.SECONDS))
                    .when("time passes", () -> clock.advance(Limits.DEFAULT_STORE_TIMEOUT))
                    .play(EHLO + """
                            C: AUTH PLAIN %s
                            T: it is asked
                            T: time passes
                            S: 451 4.3.0 That takes too long here, try again later
                            S: <closed>
                            """.formatted(plain("bob", "x")));
            mayAnswer.countDown();
        }
    }
}
