package dev.yubin.pop3;

import static dev.yubin.fixtures.SaslMessages.base64;
import static dev.yubin.fixtures.SaslMessages.plain;
import static dev.yubin.fixtures.SaslMessages.xoauth2;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.Authenticator;
import dev.yubin.protocol.BearerToken;
import dev.yubin.protocol.Credentials;
import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Login;
import dev.yubin.protocol.Proof;
import dev.yubin.protocol.VirtualClock;
import dev.yubin.store.AccountName;
import java.io.IOException;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** AUTH, RFC 5034, and which log-ins are offered: whatever the mechanism. */
class Pop3AuthTest {
    private static final String GREETING = "S: +OK pop.example Yubin POP3 ready{...}\n";
    private static final String LOG_IN =
            "C: AUTH PLAIN " + plain("bob", "secret") + "\nS: +OK maildrop has 0 messages\n";
    private static final Login BOB = new Login.Accepted(AccountName.parse("bob"));

    private static Pop3TestSetup users() {
        return Pop3TestServer.with().users("bob", "secret");
    }

    private static void play(Supplier<Pop3TestSetup> setup, String script) {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            try (Pop3TestServer server = setup.get().start()) {
                server.dialogue(delivery).play(GREETING + script);
            }
        }
    }

    private static String offers(String... capabilities) {
        StringBuilder script = new StringBuilder(
                "C: CAPA\nS: +OK capabilities follow\nS*: TOP\nS*: RESP-CODES\n"
                        + "S*: PIPELINING\nS*: UIDL\nS*: EXPIRE NEVER\nS*: UTF8 USER\nS*: LANG\nS*: IMPLEMENTATION Yubin\nS*: AUTH-RESP-CODE\n");
        for (String capability : capabilities) {
            script.append("S*: ").append(capability).append('\n');
        }
        return script.append("S: .\n").toString();
    }

    @Test
    void whoIsLoggedInCannotLogInAgain() {
        play(Pop3AuthTest::users, LOG_IN + """
                C: AUTH PLAIN
                S: -ERR you are logged in
                C: AUTH
                S: -ERR you are logged in
                C: USER bob
                S: -ERR you are logged in
                C: STAT
                S: +OK 0 0
                """);
    }

    @Test
    void aNameThatUserNamedIsOfNoUseForAuthNorTheOtherWayRound() {
        play(
                Pop3AuthTest::users,
                "C: USER bob\nS: +OK send PASS\nC: AUTH PLAIN\nS: + {...}\nC: *\nS: -ERR {...}\n" + LOG_IN);
        play(Pop3AuthTest::users, "C: AUTH LOGIN " + base64("bob") + """

                S: + {...}
                C: *
                S: -ERR the log-in was given up
                C: PASS secret
                S: -ERR say USER first
                """);
    }

    @ParameterizedTest
    @ValueSource(strings = {"QUIT", "CAPA", "STLS", "USER bob", "+", "é"})
    void behindAChallengeThereAreNoCommands(String line) {
        play(
                Pop3AuthTest::users,
                "C: AUTH PLAIN\nS: + {...}\nC: " + line + "\nS: -ERR that is no base64{...}\n" + LOG_IN);
    }

    @ParameterizedTest
    @ValueSource(strings = {"AGJvYgBzZWNyZXQ=\\n\\r\\n", "AGJvYgBz\\rZWNyZXQ=\\r\\n", "AGJvYgBzZWNyZXQ=\\r\\r\\n"})
    void aBrokenLineEndEndsTheExchange(String line) {
        play(Pop3AuthTest::users, "C: AUTH PLAIN\nS: + {...}\nC!: " + line + "\nS: -ERR {...}\n" + LOG_IN);
    }

    @Test
    void aResponseMayBeLongButNotTooLong() {
        play(
                Pop3AuthTest::users,
                "C: AUTH PLAIN\nS: + {...}\nC: " + base64("x".repeat(9000)) + """

                S: -ERR that is no base64, or not what the mechanism asks for
                C: AUTH PLAIN
                S: + {...}
                C: %1$s
                S: -ERR {tooLong}
                C: AUTH PLAIN %1$s
                S: -ERR {tooLong}
                """.formatted("A".repeat(12_300))
                        + LOG_IN);
    }

    /** RFC 2449 §6.6: commands may be pipelined behind a response. */
    @Test
    void commandsBehindTheResponseAreReadAsCommands() {
        try (Pop3TestServer server = users().start()) {
            server.play(GREETING + "C!: NOOP\\r\\nAUTH PLAIN " + plain("bob", "secret") + """
                    \\r\\nSTAT\\r\\nQUIT\\r\\n
                    S: -ERR log in first
                    S: +OK maildrop has 0 messages
                    S: +OK 0 0
                    S: +OK bye
                    S: <closed>
                    """);
            server.play(GREETING + "C!: AUTH PLAIN\\r\\n" + plain("bob", "secret") + """
                    \\r\\nSTAT\\r\\n
                    S: + {...}
                    S: +OK maildrop has 0 messages
                    S: +OK 0 0
                    """);
        }
    }

    /** RFC 2595 §2.3, RFC 8314 §3.2: no password in clear. */
    @Test
    void whereClearTextIsOffItNeedsTls() {
        String needed = "S: -ERR that log-in needs TLS, say STLS first\n";
        play(
                () -> users().tls().options(pop3 -> pop3.clearTextLogIn(false)),
                offers("SASL SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5", "STLS") + "C: USER bob\n" + needed + "C: AUTH PLAIN\n"
                        + needed + LOG_IN.replace("S: +OK maildrop has 0 messages\n", needed)
                        + "C: PASS secret\nS: -ERR say USER first\n"
                        + "C: STLS\nS: +OK begin TLS now\nC: <tls>\n"
                        + offers(
                                "USER",
                                "SASL SCRAM-SHA-256-PLUS SCRAM-SHA-256 SCRAM-SHA-1-PLUS SCRAM-SHA-1 CRAM-MD5 PLAIN"
                                        + " LOGIN")
                        + LOG_IN);
        play(() -> Pop3TestServer.with().tls().options(pop3 -> pop3.clearTextLogIn(false)), offers("STLS"));
    }

    @Test
    void anAuthenticatorOfOnesOwnThatChecksPasswordsIsOfferedNothingElse() {
        play(
                () -> Pop3TestServer.with().authenticator(who -> BOB),
                offers("USER", "SASL PLAIN LOGIN")
                        + "C: AUTH CRAM-MD5\nS: -ERR that way to log in is not offered here\n" + LOG_IN);
    }

    @Test
    void oneThatChecksTokensOnlyIsOfferedNoUser() {
        Authenticator tokens = new Authenticator() {
            @Override
            public Set<Proof> accepts() {
                return Set.of(Proof.TOKEN);
            }

            @Override
            public Login verify(Credentials credentials) {
                return BOB;
            }

            @Override
            public Login token(BearerToken token) {
                return BOB;
            }
        };
        play(
                () -> Pop3TestServer.with().authenticator(tokens),
                offers("SASL OAUTHBEARER XOAUTH2") + """
                C: USER bob
                S: -ERR that way to log in is not offered here
                C: PASS x
                S: -ERR say USER first
                C: AUTH PLAIN
                S: -ERR that way to log in is not offered here
                C: AUTH XOAUTH2 %s
                S: +OK maildrop has 0 messages
                """.formatted(xoauth2("bob", "x")));
    }

    /** RFC 3206 §4. */
    @Test
    void oneThatFailsIsATemporaryTrouble() {
        Authenticator failing = who -> {
            switch (who.password()) {
                case "io" -> throw new IOException("no LDAP today");
                case "bug" -> throw new IllegalStateException("a bug");
                default -> {
                    return BOB;
                }
            }
        };
        String trouble = "\nS: -ERR [SYS/TEMP] {...}\n";
        play(
                () -> Pop3TestServer.with().authenticator(failing),
                "C: AUTH PLAIN " + plain("bob", "io") + trouble + "C: AUTH LOGIN " + base64("bob") + "\nS: + {...}\nC: "
                        + base64("bug") + trouble + "C: USER bob\nS: +OK {...}\nC: PASS io" + trouble
                        + "C: CAPA\nS: +OK {...}\n");
    }

    /** Its answer comes too late to be told; what it opened is free again. */
    @Test
    void oneThatTakesTooLongEndsTheConnection() throws Exception {
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
        try (Pop3TestServer server =
                Pop3TestServer.with().timers(clock).authenticator(slow).start()) {
            server.dialogue(Dialogue.Delivery.AS_WRITTEN)
                    .when("it is asked", () -> asked.await(10, TimeUnit.SECONDS))
                    .when("time passes", () -> clock.advance(Limits.DEFAULT_STORE_TIMEOUT))
                    .play(GREETING + "C: AUTH PLAIN " + plain("bob", "secret") + """

                            T: it is asked
                            T: time passes
                            S: -ERR [SYS/TEMP] {...}
                            S: <closed>
                            """);
            mayAnswer.countDown();
            server.awaitConnections(0);
            server.play(GREETING + LOG_IN);
        }
    }

    /** Nobody who reads a transcript can log in with what it shows. */
    @Test
    void noSecretIsShown() {
        String pass = "hunter2";
        String response = plain("bob", "secret");
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            try (Pop3TestServer server = users().start()) {
                server.dialogue(delivery).play(GREETING + """
                        C: USER bob
                        S: +OK send PASS
                        C: PASS %1$s
                        S: -ERR [AUTH] {...}
                        C: PASS\t%1$s
                        S: -ERR {...}
                        C: AUTH PLAIN %2$s!
                        S: -ERR {...}
                        C: AUTH LOGIN
                        S: + {...}
                        C: %2$s%1$s
                        S: -ERR {...}
                        C: auth plain  %2$s
                        S: -ERR {...}
                        C: AUTH PLAIN %2$s
                        S: +OK {...}
                        C: QUIT
                        S: +OK bye
                        S: <closed>
                        """.formatted(pass, response));
                assertThat(server.transcripts())
                        .contains("C: PASS ****", "C: AUTH PLAIN ****", "S: + ****", "C: ****")
                        .doesNotContain(pass, response, "VXNlcm5hbWU6");
            }
        }
    }
}
