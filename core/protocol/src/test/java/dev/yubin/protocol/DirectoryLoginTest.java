package dev.yubin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.protocol.sasl.Certificates;
import dev.yubin.store.AccountName;
import dev.yubin.store.memory.MemoryMailStore;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Log-ins by more than a password. */
class DirectoryLoginTest {
    private static final TokenValidator TOKENS =
            token -> token.value().startsWith("of-") ? Optional.of(token.value().substring(3)) : Optional.empty();

    private final MemoryMailStore store = new MemoryMailStore();
    private final OpenDirectory open = new OpenDirectory(store, List.of(), "mx.example.com");
    private final ClosedDirectory closed = new ClosedDirectory(List.of("example.com", "example.org"), "mx.example.com");

    DirectoryLoginTest() {
        closed.add("bob", "secret");
        closed.add("carol@example.com", "I\u00adX");
    }

    @Test
    void directoriesAcceptWhatTheyCanCheck() {
        assertThat(open.accepts()).containsExactlyInAnyOrder(Proof.PASSWORD, Proof.TOKEN, Proof.CERTIFICATE);
        assertThat(closed.accepts())
                .containsExactlyInAnyOrder(Proof.PASSWORD, Proof.SECRET, Proof.SCRAM, Proof.CERTIFICATE);
        open.guest("guest");
        closed.guest("guest");
        closed.tokens(TOKENS);
        assertThat(open.accepts()).contains(Proof.ANONYMOUS);
        assertThat(closed.accepts()).isEqualTo(Set.of(Proof.values()));
    }

    @Test
    void passwordsAreComparedAsRfc4013Prepares() {
        assertThat(closed.verify(Credentials.of("carol@example.com", "IX"))).isEqualTo(accepted("carol@example.com"));
        assertThat(closed.verify(Credentials.of("b\u00adob", "secret"))).isEqualTo(accepted("bob@example.com"));
        assertThat(closed.verify(Credentials.of("bob", "secret\u0007"))).isInstanceOf(Login.Refused.class);
        assertThat(closed.verify(Credentials.of("\u0007", "secret"))).isInstanceOf(Login.Refused.class);
        assertThatThrownBy(() -> closed.add("eve", "a\u0007"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("RFC 4013")
                .hasMessageNotContaining("a\u0007");
    }

    @Test
    void closedTokensAreTheirOwnersAndGoodForNobodyElse() throws IOException {
        assertThat(closed.token(BearerToken.of("bob", "of-bob"))).isInstanceOf(Login.Refused.class);
        closed.tokens(TOKENS);
        assertThat(closed.token(BearerToken.of("bob", "of-bob"))).isEqualTo(accepted("bob@example.com"));
        assertThat(closed.token(BearerToken.of("bob@example.org", "of-bob"))).isEqualTo(accepted("bob@example.com"));
        assertThat(closed.token(BearerToken.of("", "of-bob"))).isEqualTo(accepted("bob@example.com"));
        for (BearerToken token : List.of(
                BearerToken.of("carol@example.com", "of-bob"),
                BearerToken.of("nobody", "of-bob"),
                BearerToken.of("nobody", "of-nobody"),
                BearerToken.of("@", "of-@"),
                BearerToken.of("bob", "bob"))) {
            assertThat(closed.token(token)).isInstanceOf(Login.Refused.class);
        }
    }

    @Test
    void openTokensAreAnybodysUntilSomebodyKnowsThem() throws IOException {
        assertThat(open.token(BearerToken.of("bob@example.com", "any"))).isEqualTo(accepted("bob@example.com"));
        assertThat(open.token(BearerToken.of("", "any"))).isInstanceOf(Login.Refused.class);
        open.tokens(TOKENS);
        assertThat(open.token(BearerToken.of("bob@example.com", "any"))).isInstanceOf(Login.Refused.class);
        assertThat(open.token(BearerToken.of("", "of-bob@example.com"))).isEqualTo(accepted("bob@example.com"));
        assertThat(open.token(BearerToken.of("bob@example.com", "of-bob@example.com")))
                .isEqualTo(accepted("bob@example.com"));
        assertThat(open.token(BearerToken.of("eve@example.com", "of-bob@example.com")))
                .isInstanceOf(Login.Refused.class);
    }

    @Test
    void certificatesAreOfTheFirstUserTheyName() throws IOException {
        assertThat(open.certificate(Certificates.bob())).isEqualTo(accepted("bob@example.com"));
        assertThat(open.certificate(Certificates.carol())).isEqualTo(accepted("carol@example.com"));
        assertThat(open.certificate(Certificates.nobody())).isInstanceOf(Login.Refused.class);
        assertThat(closed.certificate(Certificates.bob())).isEqualTo(accepted("bob@example.com"));
        assertThat(closed.certificate(Certificates.nobody())).isInstanceOf(Login.Refused.class);
        ClosedDirectory others = new ClosedDirectory(List.of(), "mx.example.com");
        others.add("alice", "x");
        assertThat(others.certificate(Certificates.carol())).isEqualTo(accepted("alice@mx.example.com"));
    }

    @Test
    void guestsUseTheAccountThatWasNamed() throws IOException {
        assertThat(open.anonymous("me")).isInstanceOf(Login.Refused.class);
        assertThat(closed.anonymous("me")).isInstanceOf(Login.Refused.class);
        open.guest("guest@example.net");
        closed.guest("guest");
        assertThat(open.anonymous("me")).isEqualTo(accepted("guest@example.net"));
        assertThat(closed.anonymous("")).isEqualTo(accepted("guest@example.com"));
    }

    @Test
    void nobodyActsAsSomeoneElse() throws IOException {
        assertThat(closed.authorize("bob", "")).isEqualTo(accepted("bob@example.com"));
        assertThat(closed.authorize("bob", "BOB@example.org")).isEqualTo(accepted("bob@example.com"));
        Login other = closed.authorize("bob", "carol@example.com");
        assertThat(closed.authorize("bob", "nobody")).isEqualTo(other).isInstanceOf(Login.Refused.class);
        assertThat(closed.authorize("nobody", "bob")).isInstanceOf(Login.Refused.class);
        assertThat(closed.authorize("nobody", "")).isInstanceOf(Login.Refused.class);
        assertThat(open.authorize("bob@example.com", "Bob@Example.com")).isEqualTo(accepted("bob@example.com"));
        assertThat(open.authorize("bob@example.com", "eve@example.com")).isInstanceOf(Login.Refused.class);
    }

    @Test
    void secretsAreThePasswordsAsTheyWereSet() {
        assertThat(closed.secret("BOB@example.org")).contains("secret");
        assertThat(closed.secret("carol@example.com")).contains("I\u00adX");
        assertThat(closed.secret("carol@example.org")).isEmpty();
        assertThat(closed.secret("@")).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(ScramHash.class)
    void everybodyHasScramKeysOfTheirOwnAndAlwaysTheSameSalt(ScramHash hash) {
        for (String user : List.of("bob", "nobody", "@", "\u0007")) {
            ScramKeys keys = closed.scram(user, hash).orElseThrow();
            assertThat(keys.salt()).hasSize(16);
            assertThat(keys.iterations()).isEqualTo(4096);
            assertThat(closed.scram(user, hash).orElseThrow().salt()).isEqualTo(keys.salt());
        }
        assertThat(salt("bob", hash)).isNotEqualTo(salt("nobody", hash));
        assertThat(salt("BOB@example.com", hash)).isEqualTo(salt("bob", hash));
        assertThat(salt("NOBODY@example.com", hash)).isEqualTo(salt("nobody", hash));
        assertThat(salt("bob@example.org", hash)).as("as with nobody").isNotEqualTo(salt("bob", hash));
        assertThat(salt("nobody@example.org", hash)).isNotEqualTo(salt("nobody", hash));
    }

    @ParameterizedTest
    @EnumSource(ScramHash.class)
    void scramKeysAreThoseOfThePassword(ScramHash hash) {
        assertThat(isOf(closed.scram("bob@example.org", hash).orElseThrow(), "secret"))
                .isTrue();
        assertThat(isOf(closed.scram("carol@example.com", hash).orElseThrow(), "IX"))
                .isTrue();
        assertThat(isOf(closed.scram("nobody", hash).orElseThrow(), "")).isFalse();
        closed.add("bob", "changed");
        assertThat(isOf(closed.scram("bob@example.org", hash).orElseThrow(), "changed"))
                .isTrue();
    }

    /** Else their time would tell who exists: names that nobody has cannot all be kept. */
    @ParameterizedTest
    @ValueSource(strings = {"bob", "nobody"})
    void noKeysAreKept(String user) {
        ScramKeys keys = closed.scram(user, ScramHash.SHA_1).orElseThrow();
        assertThat(closed.scram(user, ScramHash.SHA_1).orElseThrow()).isNotSameAs(keys);
    }

    @Test
    void whoOnlyChecksPasswordsRefusesAllElse() throws IOException {
        Authenticator simple = credentials -> accepted("bob@example.com");
        assertThat(simple.accepts()).containsExactly(Proof.PASSWORD);
        assertThat(simple.token(BearerToken.of("bob", "x"))).isInstanceOf(Login.Refused.class);
        assertThat(simple.scram("bob", ScramHash.SHA_1)).isEmpty();
        assertThat(simple.secret("bob")).isEmpty();
        assertThat(simple.certificate(Certificates.bob())).isInstanceOf(Login.Refused.class);
        assertThat(simple.anonymous("bob")).isInstanceOf(Login.Refused.class);
        assertThat(simple.authorize("bob", "")).isInstanceOf(Login.Refused.class);
    }

    private byte[] salt(String user, ScramHash hash) {
        return closed.scram(user, hash).orElseThrow().salt();
    }

    private static boolean isOf(ScramKeys keys, String password) {
        ScramKeys same = ScramKeys.derive(password, keys.hash(), keys.salt(), keys.iterations());
        return Arrays.equals(same.storedKey(), keys.storedKey());
    }

    private static Login accepted(String account) {
        return new Login.Accepted(AccountName.parse(account));
    }
}
