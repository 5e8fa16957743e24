package dev.yubin.pop3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.fixtures.Dialogue;
import dev.yubin.protocol.Authenticator;
import dev.yubin.protocol.BearerToken;
import dev.yubin.protocol.Credentials;
import dev.yubin.protocol.Login;
import dev.yubin.protocol.Proof;
import dev.yubin.store.AccountName;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** APOP, RFC 1939 §7. */
class Pop3ApopTest {
    private static final String GREETING = "S: +OK pop.example Yubin POP3 ready <{stamp}@pop.example>\n";

    private static Pop3TestSetup users() {
        return Pop3TestServer.with().users("bob", "secret", "ren\u00e9@example.com", "p\u00e2t\u00e9");
    }

    private static String md5(String text) {
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            return HexFormat.of().formatHex(md5.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** A dialogue that knows the digests of right and wrong passwords. */
    private static Dialogue digests(Dialogue dialogue) {
        return dialogue.answering("right", said -> md5("<" + said.get("stamp") + "@pop.example>secret"))
                .answering(
                        "upper",
                        said -> md5("<" + said.get("stamp") + "@pop.example>secret")
                                .toUpperCase(Locale.ROOT))
                .answering("wrong", said -> md5("<" + said.get("stamp") + "@pop.example>Secret"))
                .answering("withoutBrackets", said -> md5(said.get("stamp") + "@pop.examplesecret"))
                .answering("french", said -> md5("<" + said.get("stamp") + "@pop.example>p\u00e2t\u00e9"));
    }

    private static void play(Supplier<Pop3TestSetup> setup, String script) {
        for (Dialogue.Delivery delivery : Dialogue.Delivery.values()) {
            try (Pop3TestServer server = setup.get().start().put("bob@example.com", "one\r\n")) {
                digests(server.dialogue(delivery)).play(script);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob {right}", "bob@example.com {right}", " bob  {right} ", "bob {upper}"})
    void theDigestOfTheTimestampAndThePasswordLogsIn(String arguments) {
        play(Pop3ApopTest::users, GREETING + """
                C: APOP %s
                S: +OK maildrop has 1 messages
                C: STAT
                S: +OK 1 5
                """.formatted(arguments));
    }

    @Test
    void namesAndPasswordsAreUtf8() {
        play(Pop3ApopTest::users, GREETING + """
                C: APOP ren\u00e9 {french}
                S: +OK maildrop has 0 messages
                """);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "bob {wrong}",
                "bob {withoutBrackets}",
                "bob d41d8cd98f00b204e9800998ecf8427e",
                "alice {right}",
                "Bob Bob {right}",
                "ren\u00e9 {right}"
            })
    void anythingElseIsAWrongPasswordAndTheSessionGoesOn(String arguments) {
        play(Pop3ApopTest::users, GREETING + """
                C: APOP %s
                S: -ERR [AUTH] User name or password is wrong
                C: STAT
                S: -ERR log in first
                C: APOP bob {right}
                S: +OK maildrop has 1 messages
                """.formatted(arguments));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", " bob", " bob "})
    void argumentsThatAreMissingAreNoLogIn(String arguments) {
        play(Pop3ApopTest::users, GREETING + """
                C: APOP%s
                S: -ERR an argument is missing
                C: APOP bob {right}
                S: +OK maildrop has 1 messages
                """.formatted(arguments));
    }

    @ParameterizedTest
    @ValueSource(strings = {"bob secret", "bob {right}0", "{right} bob"})
    void whatIsNoDigestIsNoLogIn(String arguments) {
        play(Pop3ApopTest::users, GREETING + """
                C: APOP %s
                S: -ERR a digest has 32 hexadecimal digits
                C: APOP bob {right}
                S: +OK maildrop has 1 messages
                """.formatted(arguments));
    }

    @Test
    void whatWasOverheardIsOfNoUseOnAnotherConnection() throws Exception {
        try (Pop3TestServer server = users().start()) {
            digests(server.dialogue(Dialogue.Delivery.AS_WRITTEN)).play("""
                    S: +OK pop.example Yubin POP3 ready <{stamp}@pop.example>
                    C: APOP bob {right}
                    S: +OK {...}
                    C: QUIT
                    S: +OK bye
                    S2: +OK pop.example Yubin POP3 ready <{another}@pop.example>
                    C2: APOP bob {right}
                    S2: -ERR [AUTH] User name or password is wrong
                    """);
        }
    }

    @Test
    void itCanBeTheLogInBehindTls() {
        play(() -> users().tls().options(pop3 -> pop3.requireTls(true)), GREETING + """
                C: APOP bob {right}
                S: -ERR say STLS first
                C: STLS
                S: +OK begin TLS now
                C: <tls>
                C: APOP bob {right}
                S: +OK maildrop has 1 messages
                """);
    }

    @Test
    void itNeedsNoTlsWhereClearTextIsOff() {
        play(() -> users().tls().options(pop3 -> pop3.clearTextLogIn(false)), GREETING + """
                C: USER bob
                S: -ERR that log-in needs TLS, say STLS first
                C: APOP bob {right}
                S: +OK maildrop has 1 messages
                """);
    }

    @Test
    void whoIsLoggedInCannotLogInAgain() {
        play(Pop3ApopTest::users, GREETING + """
                C: APOP bob {right}
                S: +OK maildrop has 1 messages
                C: APOP bob {right}
                S: -ERR you are logged in
                """);
    }

    @Test
    void itIsNotOfferedWhereNobodyKnowsPasswords() {
        play(Pop3TestServer::with, """
                S: +OK pop.example Yubin POP3 ready
                C: APOP bob c4c9334bac560ecc979e58001b3e22fb
                S: -ERR that way to log in is not offered here
                C: USER bob@example.com
                S: +OK send PASS
                C: PASS x
                S: +OK maildrop has 1 messages
                """);
    }

    /** An authenticator that knows the passwords of some users only, as where others are kept as hashes. */
    private static final class SomeSecrets implements Authenticator {
        @Override
        public Set<Proof> accepts() {
            return Set.of(Proof.PASSWORD, Proof.SECRET);
        }

        @Override
        public Login verify(Credentials credentials) {
            return new Login.Refused("not by password");
        }

        @Override
        public Optional<String> secret(String user) throws IOException {
            if (user.equals("trouble")) {
                throw new IOException("The secrets cannot be read");
            }
            return user.equals("bob") ? Optional.of("secret") : Optional.empty();
        }

        @Override
        public Login token(BearerToken token) {
            return new Login.Refused("not by token");
        }

        @Override
        public Login authorize(String user, String actingAs) {
            return new Login.Accepted(AccountName.parse("bob@example.com"));
        }
    }

    @Test
    void onlyUsersWhosePasswordIsKnownCanUseIt() {
        play(() -> Pop3TestServer.with().authenticator(new SomeSecrets()), GREETING + """
                C: APOP hashed {right}
                S: -ERR [AUTH] User name or password is wrong
                C: APOP trouble {right}
                S: -ERR [SYS/TEMP] {...}
                C: APOP bob {right}
                S: +OK maildrop has 1 messages
                """);
    }

    @Test
    void wrongDigestsCountAsFailedLogIns() {
        play(
                () -> users().options(pop3 -> pop3.limits(
                        limits -> limits.logins(logins -> logins.failed(2).delay(Duration.ofMillis(1))))),
                GREETING + """
                C: APOP bob {wrong}
                S: -ERR [AUTH] User name or password is wrong
                C: APOP bob {wrong}
                S: -ERR [AUTH] too many failed log-ins, closing
                S: <closed>
                """);
    }

    @Test
    void theDigestIsNotInTheTranscript() {
        try (Pop3TestServer server = users().start()) {
            digests(server.dialogue(Dialogue.Delivery.AS_WRITTEN)).play(GREETING + """
                    C: APOP bob {right}
                    S: +OK maildrop has 0 messages
                    """);
            assertThat(server.transcripts()).contains("C: APOP ****").doesNotContain("APOP bob");
        }
        assertThat(new ApopCommand("bob", "0123")).hasToString("ApopCommand[bob]");
    }
}
