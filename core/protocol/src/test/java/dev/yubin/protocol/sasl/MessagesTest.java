package dev.yubin.protocol.sasl;

import static dev.yubin.protocol.sasl.RfcExamplesTest.assertProved;
import static dev.yubin.protocol.sasl.RfcExamplesTest.grounds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages of the mechanisms that have few of them. SCRAM has a test of its own. */
class MessagesTest {
    private final TestAuthenticator authenticator = new TestAuthenticator("tim", "tanstaaftanstaaf");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tim",
                "\0tim",
                "\0tim\0",
                "\0\0secret",
                "\0\0",
                "tim\0",
                "\0tim\0sec\0ret",
                "a\0tim\0secret\0",
                "\0\0\0"
            })
    void brokenPlain(String message) {
        assertBroken(new Plain(grounds(authenticator)), Text.octets(message));
    }

    @Test
    void textIsUtf8AndNothingElse() throws Exception {
        TestAuthenticator umlauts = new TestAuthenticator("j\u00fcrgen", "gr\u00fc\u00dfe");
        String message = "\0j\u00fcrgen\0gr\u00fc\u00dfe";
        assertProved(new Plain(grounds(umlauts)).step(Text.octets(message)), "j\u00fcrgen");
        assertBroken(new Plain(grounds(authenticator)), message.getBytes(StandardCharsets.ISO_8859_1));
        byte[] overlong = {0, 't', 0, (byte) 0xc1, (byte) 0x81};
        byte[] surrogate = {0, 't', 0, (byte) 0xed, (byte) 0xa0, (byte) 0x80};
        for (byte[] octets : List.of(overlong, surrogate)) {
            assertBroken(new Plain(grounds(authenticator)), octets);
            assertBroken(new LoginMechanism(grounds(authenticator)), octets);
            assertBroken(new Anonymous(grounds(authenticator)), octets);
        }
    }

    @Test
    void whoActsAsItselfIsItselfAndTheAuthenticatorDecidesOnOthers() throws Exception {
        assertProved(plain("tim"), "tim");
        assertProved(plain("TIM"), "tim");
        assertThat(authenticator.asked).containsOnly("verify");
        assertProved(plain("secretary"), "secretary");
        assertThat(plain("boss")).isEqualTo(new Step.Wrong("Not yours"));
        assertThat(plain("\u0001")).isEqualTo(new Step.Wrong("Not yours"));
    }

    @Test
    void withAWrongPasswordNobodyIsAskedWhomOneMayActAs() throws Exception {
        new Plain(grounds(authenticator)).step(Text.octets("secretary\0tim\0wrong"));
        assertThat(authenticator.asked).containsExactly("verify");
    }

    @Test
    void loginTakesTheUserNameInTheInitialResponse() throws Exception {
        Exchange exchange = new LoginMechanism(grounds(authenticator));
        assertThat(exchange.step(Text.octets("tim"))).isInstanceOf(Step.Challenge.class);
        assertProved(exchange.step(Text.octets("tanstaaftanstaaf")), "tim");
    }

    @Test
    void loginNeedsBothParts() throws Exception {
        assertBroken(new LoginMechanism(grounds(authenticator)), new byte[0]);
        Exchange exchange = new LoginMechanism(grounds(authenticator));
        exchange.step(Text.octets("tim"));
        assertBroken(exchange, new byte[0]);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tim",
                "b913a602c7eda7a495b4e6e7334d3890",
                " b913a602c7eda7a495b4e6e7334d3890",
                "timb913a602c7eda7a495b4e6e7334d3890",
                "tim b913a602c7eda7a495b4e6e7334d389",
                "tim b913a602c7eda7a495b4e6e7334d3890 ",
                "tim b913a602c7eda7a495b4e6e7334d389g",
                "t\0m b913a602c7eda7a495b4e6e7334d3890"
            })
    void brokenCramMd5(String message) throws Exception {
        Exchange exchange = new CramMd5(grounds(authenticator));
        exchange.step(null);
        assertBroken(exchange, Text.octets(message));
        assertThat(authenticator.asked).isEmpty();
    }

    @Test
    void cramMd5TellsNobodyWhoExists() throws Exception {
        String digest = " b913a602c7eda7a495b4e6e7334d3890";
        Step wrong = new CramMd5(grounds(authenticator)).step(Text.octets("tim" + digest));
        Step unknown = new CramMd5(grounds(authenticator)).step(Text.octets("nobody" + digest));
        assertThat(unknown).isEqualTo(wrong).isEqualTo(new Step.Wrong(Grounds.WRONG));
        assertThat(authenticator.asked).containsExactly("secret", "secret");
    }

    @Test
    void cramMd5HasNoSecretForWhoDoesNotExist() throws Exception {
        // The digest with the challenge itself as the secret: that is what a stranger is compared with.
        Exchange exchange = new CramMd5(grounds(authenticator), "<1@x>");
        Mac mac = Mac.getInstance("HmacMD5");
        mac.init(new SecretKeySpec(Text.octets("<1@x>"), "HmacMD5"));
        String digest = HexFormat.of().formatHex(mac.doFinal(Text.octets("<1@x>")));
        assertThat(exchange.step(Text.octets("nobody " + digest))).isEqualTo(new Step.Wrong(Grounds.WRONG));
    }

    @Test
    void cramMd5TakesAnEmptySecret() throws Exception {
        Exchange exchange = new CramMd5(grounds(new TestAuthenticator("tim", "")), "<1@x>");
        Mac mac = Mac.getInstance("HmacMD5");
        mac.init(new SecretKeySpec(new byte[64], "HmacMD5"));
        String digest = HexFormat.of().formatHex(mac.doFinal(Text.octets("<1@x>")));
        assertProved(exchange.step(Text.octets("tim " + digest)), "tim");
    }

    @Test
    void cramMd5ChallengesAreNeverTheSame() throws Exception {
        byte[] one = ((Step.Challenge) new CramMd5(grounds(authenticator)).step(null)).data();
        byte[] other = ((Step.Challenge) new CramMd5(grounds(authenticator)).step(null)).data();
        assertThat(one).isNotEqualTo(other);
        assertThat(new String(one, StandardCharsets.US_ASCII)).startsWith("<").endsWith(".0@mx.example.com>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\1",
                "n,,",
                "n,,\1",
                "n,,auth=Bearer x\1\1",
                "n,,\1auth=Bearer x",
                "n,,\1auth=Bearer x\1",
                "n,,\1auth=Bearer x\1\1\1",
                "n,,\1auth=Bearer x\1\1y",
                "n,,\1auth\1\1",
                "n,,\1=x\1\1",
                "n,,\1auth=Bearer x\1auth=Bearer y\1\1",
                "p=tls-exporter,,\1auth=Bearer x\1\1",
                "n,a=,\1auth=Bearer x\1\1",
                "n,a=x=,\1auth=Bearer x\1\1",
                "user=tim\1auth=Bearer x\1\1"
            })
    void brokenOauthbearer(String message) {
        assertBroken(OAuth.bearer(grounds(authenticator)), Text.octets(message));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "\1",
                "\1\1",
                "user=tim",
                "user=tim\1auth=Bearer x\1",
                "auth=Bearer x\1\1",
                "user=\1auth=Bearer x\1\1",
                "user=tim\1user=tom\1auth=Bearer x\1\1",
                "n,,\1auth=Bearer x\1\1"
            })
    void brokenXoauth2(String message) {
        assertBroken(OAuth.xoauth2(grounds(authenticator)), Text.octets(message));
    }

    @Test
    void theSchemesNameIsTheSameInAnyCase() throws Exception {
        assertProved(
                OAuth.xoauth2(grounds(authenticator)).step(Text.octets("user=tim\1auth=bEARER tanstaaftanstaaf\1\1")),
                "tim");
    }

    @Test
    void aTokenOfSomeoneElseIsNotGood() throws Exception {
        assertThat(OAuth.xoauth2(grounds(authenticator))
                        .step(Text.octets("user=tom\1auth=Bearer tanstaaftanstaaf\1\1")))
                .isInstanceOf(Step.Failing.class);
    }

    @Test
    void guestsMaySayLittleOfThemselves() throws Exception {
        assertProved(new Anonymous(grounds(authenticator)).step(new byte[0]), "guest");
        assertProved(new Anonymous(grounds(authenticator)).step(Text.octets("\ud83d\ude00".repeat(255))), "guest");
        assertBroken(new Anonymous(grounds(authenticator)), Text.octets("x".repeat(256)));
        assertBroken(new Anonymous(grounds(authenticator)), Text.octets("a\rb"));
    }

    @Test
    void externalWithoutACertificateIsBroken() {
        assertBroken(new External(grounds(authenticator)), new byte[0]);
    }

    private Step plain(String actingAs) throws Exception {
        return new Plain(grounds(authenticator)).step(Text.octets(actingAs + "\0tim\0tanstaaftanstaaf"));
    }

    private static void assertBroken(Exchange exchange, byte[] message) {
        assertThatThrownBy(() -> exchange.step(message)).isInstanceOf(BadMessage.class);
    }
}
