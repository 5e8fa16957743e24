package dev.yubin.pop3;

import static dev.yubin.fixtures.SaslMessages.plain;
import static dev.yubin.fixtures.SaslMessages.xoauth2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.LoginLimits;
import dev.yubin.protocol.OpenDirectory;
import dev.yubin.protocol.Timers;
import dev.yubin.protocol.VirtualClock;
import dev.yubin.store.memory.MemoryMailStore;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** Nobody tries one password after the other. */
class Pop3FailedLogInsTest {
    private static final String GREETING = "S: +OK pop.example Yubin POP3 ready{...}\n";
    private static final String WRONG = "C: AUTH PLAIN " + plain("bob", "wrong") + "\n";
    private static final String WRONG_PASS = "C: USER bob\nS: +OK send PASS\nC: PASS wrong\n";
    private static final String REFUSED = "S: -ERR [AUTH] User name or password is wrong\n";
    private static final String RIGHT = "C: AUTH PLAIN " + plain("bob", "secret") + "\n";
    private static final String RIGHT_PASS = "C: USER bob\nS: +OK send PASS\nC: PASS secret\n";
    private static final String LOGGED_IN = "S: +OK maildrop has 0 messages\n";
    private static final String TOO_MANY = "S: -ERR [SYS/TEMP] too many failed log-ins, try again later\n";
    private static final String CLOSING = "S: -ERR [AUTH] too many failed log-ins, closing\nS: <closed>\n";

    private static Pop3TestServer start(Timers clock, UnaryOperator<LoginLimits> logins) {
        return Pop3TestServer.with()
                .users("bob", "secret")
                .timers(clock)
                .options(pop3 -> pop3.limits(limits -> limits.logins(logins)))
                .start();
    }

    private static void play(UnaryOperator<LoginLimits> logins, String script) {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            try (Pop3TestServer server = start(null, logins)) {
                server.dialogue(delivery).play(GREETING + script);
            }
        }
    }

    @Test
    void theLastOneOnAConnectionClosesItHoweverItIsSaid() {
        play(logins -> logins, (WRONG + REFUSED + WRONG_PASS + REFUSED).repeat(2) + WRONG + CLOSING);
        play(logins -> logins.failed(2), WRONG + REFUSED + WRONG_PASS + CLOSING);
    }

    @Test
    void onesThatAreGivenUpDoNotCount() {
        play(
                logins -> logins.failed(1),
                "C: AUTH PLAIN\nS: + {...}\nC: *\nS: -ERR the log-in was given up\n".repeat(3) + RIGHT + LOGGED_IN);
    }

    /** The server has the verdict when it sends its error; a line that it cannot read is no way around hearing it. */
    @Test
    void aBrokenAnswerToAnErrorIsStillRefused() {
        OpenDirectory users = new OpenDirectory(new MemoryMailStore(), List.of(), "mx.example.com");
        users.tokens(token -> Optional.empty());
        for (String answer : new String[] {"x\\n\\r\\n", "A".repeat(1100) + "\\r\\n", "*\\r\\n", "?\\r\\n"}) {
            String wrong = "C: AUTH XOAUTH2 " + xoauth2("bob", "wrong") + "\nS: + {...}\nC!: " + answer + "\n";
            for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
                try (Pop3TestServer server = Pop3TestServer.with()
                        .authenticator(users)
                        .options(pop3 ->
                                pop3.limits(limits -> limits.lineLength(1024).logins(logins -> logins.failed(2))))
                        .start()) {
                    server.dialogue(delivery).play(GREETING + wrong + "S: -ERR [AUTH] {...}\n" + wrong + CLOSING);
                }
            }
        }
    }

    @Test
    void theyCountForAllConnectionsOfAnAddressUntilTheyAreForgotten() {
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        try (Pop3TestServer server = start(clock, logins -> logins.failedPerAddress(2))) {
            server.play(GREETING + WRONG + REFUSED);
            server.play(GREETING + WRONG_PASS + REFUSED + RIGHT_PASS + TOO_MANY);
            server.play(GREETING + RIGHT + TOO_MANY);
            clock.advance(LoginLimits.DEFAULT_MEMORY);
            server.play(GREETING + RIGHT + LOGGED_IN);
        }
    }

    /** In real time, of which only that it has passed can be told. */
    @Test
    void theAnswersOfManyAreHeldBack() {
        Duration delay = Duration.ofMillis(150);
        for (String wrong : new String[] {WRONG, WRONG_PASS}) {
            try (Pop3TestServer server = start(null, logins -> logins.quick(0).delay(delay))) {
                long begun = System.nanoTime();
                server.play(GREETING + wrong + REFUSED + RIGHT + LOGGED_IN);
                assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThanOrEqualTo(delay);
            }
        }
    }

    /** A proxy's clients do not pay for each other. */
    @Test
    void theyAreThoseOfTheClientThatATrustedProxyNames() {
        String first = "C: PROXY TCP4 192.0.2.1 192.0.2.9 50123 110\n" + GREETING;
        try (Pop3TestServer server = Pop3TestServer.with()
                .users("bob", "secret")
                .options(pop3 -> pop3.proxyProtocolFrom("127.0.0.0/8")
                        .limits(limits -> limits.logins(logins -> logins.failedPerAddress(1))))
                .start()) {
            server.play(first + WRONG + REFUSED + RIGHT + TOO_MANY);
            server.play(first + RIGHT_PASS + TOO_MANY);
            server.play(first.replace("192.0.2.1", "192.0.2.2") + RIGHT + LOGGED_IN);
        }
    }
}
