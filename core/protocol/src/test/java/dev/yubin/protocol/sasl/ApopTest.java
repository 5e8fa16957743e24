package dev.yubin.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.protocol.VirtualClock;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ApopTest {
    private static Grounds grounds(TestAuthenticator authenticator) {
        return new Grounds(
                authenticator, "pop.example", new VirtualClock(Instant.ofEpochSecond(697170952)), new TestPeer());
    }

    private static String digest(Apop apop, String password) throws Exception {
        MessageDigest md5 = MessageDigest.getInstance("MD5");
        return HexFormat.of().formatHex(md5.digest((apop.timestamp() + password).getBytes(StandardCharsets.UTF_8)));
    }

    @Test
    void theTimestampIsAMessageIdAndAnotherEachTime() {
        Grounds grounds = grounds(new TestAuthenticator("tim", "secret"));
        assertThat(IntStream.range(0, 1000).mapToObj(i -> new Apop(grounds).timestamp()))
                .doesNotHaveDuplicates()
                .allMatch(timestamp -> timestamp.matches("<[0-9]+\\.697170952@pop\\.example>"));
    }

    @Test
    void aDigestThatWasOverheardIsOfNoUseForTheNextGreeting() throws Exception {
        Grounds grounds = grounds(new TestAuthenticator("tim", "secret"));
        Apop first = new Apop(grounds);
        String overheard = digest(first, "secret");
        assertThat(first.step("tim", overheard)).isInstanceOf(Step.Proved.class);
        assertThat(new Apop(grounds).step("tim", overheard)).isInstanceOf(Step.Wrong.class);
    }

    @Test
    void aStrangerIsAnsweredLikeAWrongPassword() throws Exception {
        TestAuthenticator authenticator = new TestAuthenticator("tim", "secret");
        Apop apop = new Apop(grounds(authenticator));
        assertThat(apop.step("nobody", digest(apop, "secret")))
                .isEqualTo(apop.step("tim", digest(apop, "wrong")))
                .isEqualTo(new Step.Wrong(Grounds.WRONG));
        // Nor does who knows what is digested in place of a password that is not there.
        assertThat(apop.step("nobody", digest(apop, apop.timestamp()))).isEqualTo(new Step.Wrong(Grounds.WRONG));
        assertThat(authenticator.asked).containsExactly("secret", "secret", "secret");
    }

    /** RFC 6856 §2.2. */
    @Test
    void thePasswordIsPrepared() throws Exception {
        Apop apop = new Apop(grounds(new TestAuthenticator("tim", "e\u0301\u2168")));
        assertThat(apop.step("tim", digest(apop, "\u00e9IX"))).isInstanceOf(Step.Proved.class);
        assertThat(apop.step("tim", digest(apop, "e\u0301\u2168"))).isInstanceOf(Step.Wrong.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "c4c9334bac560ecc979e58001b3e22f",
                "c4c9334bac560ecc979e58001b3e22fbb",
                "c4c9334bac560ecc979e58001b3e22fg",
                "c4c9334bac560ecc979e58001b3e22f\u0660"
            })
    void aDigestHas32HexadecimalDigits(String digest) {
        TestAuthenticator authenticator = new TestAuthenticator("tim", "secret");
        assertThatThrownBy(() -> new Apop(grounds(authenticator)).step("tim", digest))
                .isInstanceOf(BadMessage.class);
        assertThat(authenticator.asked).isEmpty();
    }
}
