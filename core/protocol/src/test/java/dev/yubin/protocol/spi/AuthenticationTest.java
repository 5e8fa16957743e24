package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.protocol.Authenticator;
import dev.yubin.protocol.ClosedDirectory;
import dev.yubin.protocol.Credentials;
import dev.yubin.protocol.Limits;
import dev.yubin.protocol.Login;
import dev.yubin.protocol.OpenDirectory;
import dev.yubin.protocol.ScramHash;
import dev.yubin.protocol.VirtualClock;
import dev.yubin.protocol.sasl.Certificates;
import dev.yubin.protocol.sasl.Grounds;
import dev.yubin.protocol.sasl.Peer;
import dev.yubin.protocol.sasl.ScramClient;
import dev.yubin.protocol.sasl.TestAuthenticator;
import dev.yubin.protocol.sasl.TestPeer;
import dev.yubin.store.AccountName;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticationTest {
    private static final String GOOD_PLAIN = base64("\0tim\0secret");
    private static final String BAD_PLAIN = base64("\0tim\0wrong");
    private static final String BAD_TOKEN = base64("user=tim\1auth=Bearer wrong\1\1");

    private final TestAuthenticator tim = new TestAuthenticator("tim", "secret");
    private final VirtualClock clock = new VirtualClock(Instant.EPOCH);
    private final FailedLogins failed = new FailedLogins(clock);
    private final Limits limits = Limits.withIdle(Duration.ofMinutes(5));
    private final Authentication session = session(tim, TestPeer.plain(), true);

    @Test
    void anOpenDirectoryOffersWhatNeedsNoSecretOfItsOwn() {
        OpenDirectory open = new OpenDirectory(new MemoryMailStore(), List.of(), "mx.example.com");
        assertOffers(open, TestPeer.plain(), true, "PLAIN LOGIN OAUTHBEARER XOAUTH2");
        assertOffers(open, TestPeer.plain(), false, "");
        assertOffers(open, TestPeer.tls(), false, "PLAIN LOGIN OAUTHBEARER XOAUTH2");
        assertOffers(open, TestPeer.tls().shows(Certificates.bob()), false, "PLAIN LOGIN OAUTHBEARER XOAUTH2 EXTERNAL");
        open.guest("guest");
        assertOffers(open, TestPeer.plain(), false, "ANONYMOUS");
    }

    @Test
    void aClosedDirectoryOffersWhatHidesPasswordsToo() {
        ClosedDirectory closed = new ClosedDirectory(List.of(), "mx.example.com");
        closed.add("bob", "secret");
        assertOffers(closed, TestPeer.plain(), false, "SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5");
        assertOffers(closed, TestPeer.plain(), true, "SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN");
        assertOffers(closed, TestPeer.plain().startTls(), false, "SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN");
        assertOffers(
                closed,
                TestPeer.tls(),
                false,
                "SCRAM-SHA-256-PLUS SCRAM-SHA-256 SCRAM-SHA-1-PLUS SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN");
        closed.tokens(token -> Optional.empty());
        assertOffers(
                closed,
                TestPeer.plain().startTls(),
                false,
                "SCRAM-SHA-256 SCRAM-SHA-1 CRAM-MD5 PLAIN LOGIN" + " OAUTHBEARER XOAUTH2");
    }

    @Test
    void anAuthenticatorOfPasswordsOffersPlainAndLogin() {
        Authenticator own = credentials -> new Login.Accepted(AccountName.parse(credentials.user()));
        assertOffers(own, TestPeer.tls().shows(Certificates.bob()), false, "PLAIN LOGIN");
        assertOffers(own, TestPeer.plain(), false, "");
        assertOffers(null, TestPeer.tls(), true, "");
        assertThat(session(own, TestPeer.plain(), false).refusalOfPasswords().why())
                .isEqualTo(Refusal.ENCRYPTION_NEEDED);
        assertThat(session(own, TestPeer.plain(), true).refusalOfPasswords()).isNull();
        assertThat(session(own, TestPeer.tls(), false).refusalOfPasswords()).isNull();
        assertThat(session(null, TestPeer.tls(), true).refusalOfPasswords().why())
                .isEqualTo(Refusal.UNKNOWN_MECHANISM);
    }

    @Test
    void equalOffersAreTheSameListAndGrowWithTls() {
        TestPeer peer = TestPeer.plain();
        Authentication changing = session(tim, peer, true);
        List<String> plain = changing.mechanisms();
        assertThat(plain).isSameAs(session.mechanisms()).doesNotContain("SCRAM-SHA-256-PLUS");
        peer.startTls().bind("tls-exporter", "x");
        changing.reset();
        assertThat(changing.mechanisms()).contains("SCRAM-SHA-256-PLUS");
        assertThat(changing.mechanisms())
                .isSameAs(session(tim, TestPeer.tls(), true).mechanisms());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "PLAIN2", "DIGEST-MD5", "GSSAPI", "PLA\u0131N", "SCRAM-SHA-256-PLUS", "EXTERNAL", "\u00e4"})
    void whatIsNotOfferedIsUnknown(String mechanism) throws IOException {
        assertRefused(session.begin(mechanism, null), Refusal.UNKNOWN_MECHANISM);
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "plain", "LOGIN", "xOAuth2", "OAUTHBEARER"})
    void whatWouldShowSecretsNeedsEncryption(String mechanism) throws IOException {
        Authentication strict = session(tim, TestPeer.plain(), false);
        assertRefused(strict.begin(mechanism, GOOD_PLAIN), Refusal.ENCRYPTION_NEEDED);
        assertRefused(strict.password(Credentials.of("tim", "secret")), Refusal.ENCRYPTION_NEEDED);
        assertThat(tim.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"PLAIN", "plain", "pLaIn"})
    void mechanismsAreTheSameInAnyCase(String name) throws IOException {
        assertAccepted(session.begin(name, GOOD_PLAIN), "tim");
    }

    @Test
    void theFirstResponseMayComeAtOnceOrAfterAnEmptyChallenge() throws IOException {
        assertThat(session.begin("PLAIN", null)).isEqualTo(new SaslAnswer.Challenge(""));
        assertAccepted(session.respond(GOOD_PLAIN), "tim");
        assertAccepted(session.begin("ANONYMOUS", "="), "guest");
        assertThat(session.begin("ANONYMOUS", null)).isEqualTo(new SaslAnswer.Challenge(""));
        assertAccepted(session.respond(""), "guest");
        assertThat(session.begin("LOGIN", null)).isEqualTo(new SaslAnswer.Challenge("VXNlcm5hbWU6"));
        assertThat(session.respond(base64("tim"))).isEqualTo(new SaslAnswer.Challenge("UGFzc3dvcmQ6"));
        assertAccepted(session.respond(base64("secret")), "tim");
        assertThat(session.begin("LOGIN", base64("tim"))).isEqualTo(new SaslAnswer.Challenge("UGFzc3dvcmQ6"));
    }

    @Test
    void whereTheServerSpeaksFirstThereIsNoFirstResponse() throws IOException {
        assertRefused(session.begin("CRAM-MD5", "="), Refusal.MALFORMED);
        assertRefused(session.begin("CRAM-MD5", base64("x")), Refusal.MALFORMED);
        assertThat(session.begin("CRAM-MD5", null)).isInstanceOf(SaslAnswer.Challenge.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "AHRpbQBzZWNyZXQ",
                "AHRpbQBzZWNyZXQ==",
                "AHRpbQBzZWNyZXQ= ",
                " AHRpbQBzZWNyZXQ=",
                "AHRp\tbQBzZWNyZXQ=",
                "AHRpbQBzZWNyZXR=",
                "A",
                "====",
                "\u00e4\u00e4\u00e4\u00e4",
                "AHRpbQBzZWNyZX_=",
                "AHRpbQ=zZWNyZXQ="
            })
    void onlyCanonicalBase64IsBase64(String response) throws IOException {
        assertRefused(session.begin("PLAIN", response), Refusal.MALFORMED);
        session.begin("PLAIN", null);
        assertRefused(session.respond(response), Refusal.MALFORMED);
        assertRefused(session.respond(GOOD_PLAIN), Refusal.MALFORMED);
        assertThat(tim.asked).isEmpty();
    }

    @Test
    void theSignForAnEmptyResponseIsForTheFirstOneOnly() throws IOException {
        session.begin("ANONYMOUS", null);
        assertRefused(session.respond("="), Refusal.MALFORMED);
    }

    @Test
    void responsesHaveALimit() throws IOException {
        String longest = "A".repeat(12_288);
        assertRefused(session.begin("PLAIN", longest + "AAAA"), Refusal.MALFORMED);
        String name = "n".repeat(9000);
        TestAuthenticator odd = new TestAuthenticator("tim", name);
        assertAccepted(session(odd, TestPeer.plain(), true).begin("PLAIN", base64("\0tim\0" + name)), "tim");
    }

    @Test
    void cancelledIsCancelledAndDoesNotCount() throws IOException {
        for (int i = 0; i < 10; i++) {
            session.begin("PLAIN", null);
            assertThat(session.respond("*"))
                    .isEqualTo(new SaslAnswer.Refused(Refusal.CANCELLED, "Cancelled", Duration.ZERO, false));
        }
        assertRefused(session.respond(GOOD_PLAIN), Refusal.MALFORMED);
        assertRefused(session.begin("PLAIN", "*"), Refusal.MALFORMED);
    }

    @Test
    void aNewBeginningEndsWhatWasUnderWay() throws IOException {
        session.begin("LOGIN", base64("tim"));
        session.begin("PLAIN", null);
        assertAccepted(session.respond(GOOD_PLAIN), "tim");
        session.begin("LOGIN", base64("tim"));
        session.reset();
        assertRefused(session.respond(base64("secret")), Refusal.MALFORMED);
    }

    @ParameterizedTest
    @EnumSource(ScramHash.class)
    void scramEndsWithTheServersProofAsAChallenge(ScramHash hash) throws Exception {
        String name = hash == ScramHash.SHA_1 ? "scram-sha-1-plus" : "scram-sha-256-plus";
        Authentication bound = session(tim, TestPeer.tls(), false);
        ScramClient client = new ScramClient(hash, "p=tls-server-end-point,,", "tim", "abc", "hash");
        String serverFirst = text(bound.begin(name, base64(client.first())));
        assertThat(text(bound.respond(base64(client.last("secret", serverFirst)))))
                .isEqualTo(client.expected());
        assertAccepted(bound.respond(""), "tim");
        assertRefused(bound.respond(""), Refusal.MALFORMED);
    }

    @Test
    void usersOfAClosedDirectoryLogInByScram() throws Exception {
        ClosedDirectory closed = new ClosedDirectory(List.of(), "mx.example.com");
        closed.add("bob", "secret");
        Authentication users = session(closed, TestPeer.plain(), false);
        for (String user : List.of("bob", "nobody")) {
            ScramClient client = new ScramClient(ScramHash.SHA_256, "n,,", user, "abc");
            String serverFirst = text(users.begin("SCRAM-SHA-256", base64(client.first())));
            SaslAnswer said = users.respond(base64(client.last("secret", serverFirst)));
            if (user.equals("bob")) {
                assertThat(text(said)).isEqualTo(client.expected());
                assertAccepted(users.respond(""), "bob@mx.example.com");
            } else {
                assertRefused(said, Refusal.CREDENTIALS);
            }
        }
    }

    @Test
    void aBadTokenIsToldWhyAndWhateverItAnswersItIsRefused() throws IOException {
        for (String answer : List.of("", "*", "=", "not base64", base64("\1"), GOOD_PLAIN)) {
            Authentication fresh = session(tim, TestPeer.plain(), true);
            assertThat(text(fresh.begin("XOAUTH2", BAD_TOKEN)))
                    .isEqualTo("{\"status\":\"401\",\"schemes\":\"bearer\"}");
            assertRefused(fresh.respond(answer), Refusal.CREDENTIALS);
            assertRefused(fresh.respond(answer.equals("*") ? "" : answer), Refusal.MALFORMED);
        }
    }

    @Test
    void whoGoesAwayInsteadOfHearingTheRefusalHasTriedToo() throws IOException {
        for (int i = 0; i < 5; i++) {
            session.begin("XOAUTH2", BAD_TOKEN);
        }
        assertRefused(session.begin("PLAIN", GOOD_PLAIN), Refusal.TOO_MANY);
    }

    @Test
    void theFifthFailureIsTheLastAndThenNobodyIsAsked() throws IOException {
        for (int i = 1; i <= 5; i++) {
            SaslAnswer.Refused said = assertRefused(session.begin("PLAIN", BAD_PLAIN), Refusal.CREDENTIALS);
            assertThat(said.last()).isEqualTo(i == 5);
            assertThat(said.delay()).isZero();
        }
        tim.asked.clear();
        assertThat(assertRefused(session.begin("PLAIN", GOOD_PLAIN), Refusal.TOO_MANY)
                        .last())
                .isTrue();
        assertRefused(session.password(Credentials.of("tim", "secret")), Refusal.TOO_MANY);
        session.reset();
        assertRefused(session.begin("PLAIN", GOOD_PLAIN), Refusal.TOO_MANY);
        assertThat(tim.asked).isEmpty();
        assertAccepted(session(tim, TestPeer.plain(), true).begin("PLAIN", GOOD_PLAIN), "tim");
    }

    @Test
    void aSuccessEndsTheConnectionsCountAndNotTheAddresss() throws IOException {
        for (int round = 0; round < 3; round++) {
            for (int i = 0; i < 4; i++) {
                assertRefused(session.password(Credentials.of("tim", "wrong")), Refusal.CREDENTIALS);
            }
            assertAccepted(session.password(Credentials.of("tim", "secret")), "tim");
        }
        SaslAnswer.Refused said = assertRefused(session.begin("PLAIN", BAD_PLAIN), Refusal.CREDENTIALS);
        assertThat(said.delay()).isEqualTo(Duration.ofSeconds(4));
    }

    @Test
    void anAddressWithTooManyFailuresIsRefusedUnaskedAndSlowly() throws IOException {
        exhaust(session);
        tim.asked.clear();
        Authentication fresh = session(tim, TestPeer.plain(), true);
        SaslAnswer.Refused said = assertRefused(fresh.begin("PLAIN", GOOD_PLAIN), Refusal.TOO_MANY);
        assertThat(said.delay()).isEqualTo(Duration.ofSeconds(30));
        assertThat(said.last()).isFalse();
        assertRefused(fresh.password(Credentials.of("tim", "secret")), Refusal.TOO_MANY);
        assertThat(tim.asked).isEmpty();
        clock.advance(Duration.ofMinutes(10));
        assertAccepted(fresh.begin("PLAIN", GOOD_PLAIN), "tim");
    }

    @Test
    void aConversationThatBeganBeforeIsRefusedTooOnceThereAreTooMany() throws IOException {
        Authentication early = session(tim, TestPeer.plain(), true);
        early.begin("PLAIN", null);
        exhaust(session);
        tim.asked.clear();
        assertRefused(early.respond(GOOD_PLAIN), Refusal.TOO_MANY);
        assertThat(tim.asked).isEmpty();
    }

    @Test
    void whereAProxySaysAnotherAddressItIsThatOnesCount() throws IOException {
        exhaust(session);
        Authentication proxied = session(tim, TestPeer.plain(), true);
        proxied.from(InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 1}));
        assertAccepted(proxied.begin("PLAIN", GOOD_PLAIN), "tim");
    }

    @Test
    void whatTheAuthenticatorCannotFindOutGoesOutAndDoesNotCount() throws IOException {
        tim.breakDown();
        for (int i = 0; i < 10; i++) {
            assertThatThrownBy(() -> session.begin("PLAIN", GOOD_PLAIN)).isInstanceOf(IOException.class);
            assertThatThrownBy(() -> session.password(Credentials.of("tim", "secret")))
                    .isInstanceOf(IOException.class);
        }
        session.begin("LOGIN", base64("tim"));
        assertThatThrownBy(() -> session.respond(base64("secret"))).isInstanceOf(IOException.class);
        assertRefused(session.respond(base64("secret")), Refusal.MALFORMED);
        assertThat(failed.delay(TestPeer.plain().address(), limits.logins().quick(0)))
                .isZero();
    }

    @Test
    void passwordsAreTakenOnlyWhereTheyCanBeChecked() throws IOException {
        assertRefused(
                session(null, TestPeer.plain(), true).password(Credentials.of("tim", "secret")),
                Refusal.UNKNOWN_MECHANISM);
        assertAccepted(session.password(Credentials.of("tim", "secret")), "tim");
    }

    @Test
    void challengesAreNotShown() throws IOException {
        assertThat(session.begin("CRAM-MD5", null)).hasToString("Challenge[...]");
    }

    private void exhaust(Authentication first) throws IOException {
        Authentication used = first;
        for (int i = 0; i < 100; i++) {
            SaslAnswer.Refused said = assertRefused(used.begin("PLAIN", BAD_PLAIN), Refusal.CREDENTIALS);
            used = said.last() ? session(tim, TestPeer.plain(), true) : used;
        }
    }

    private Authentication session(Authenticator authenticator, Peer peer, boolean clearText) {
        return new Authentication(new Grounds(authenticator, "mx.example.com", clock, peer), failed, limits, clearText);
    }

    private void assertOffers(Authenticator authenticator, Peer peer, boolean clearText, String names) {
        assertThat(String.join(" ", session(authenticator, peer, clearText).mechanisms()))
                .isEqualTo(names);
    }

    private static SaslAnswer.Refused assertRefused(SaslAnswer answer, Refusal why) {
        assertThat(answer)
                .isInstanceOfSatisfying(
                        SaslAnswer.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(why));
        return (SaslAnswer.Refused) answer;
    }

    private static void assertAccepted(SaslAnswer answer, String account) {
        assertThat(answer).isEqualTo(new SaslAnswer.Accepted(AccountName.parse(account)));
    }

    private static String text(SaslAnswer challenge) {
        byte[] octets = Base64.getDecoder().decode(((SaslAnswer.Challenge) challenge).base64());
        return new String(octets, StandardCharsets.UTF_8);
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
