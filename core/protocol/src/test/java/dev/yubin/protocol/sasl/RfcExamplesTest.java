package dev.yubin.protocol.sasl;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.ScramHash;
import dev.yubin.protocol.VirtualClock;
import dev.yubin.store.AccountName;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The examples in the mechanisms' own documents, to the octet. */
class RfcExamplesTest {
    @Test
    void plainOfRfc4616() throws Exception {
        Exchange own = new Plain(grounds(new TestAuthenticator("tim", "tanstaaftanstaaf")));
        assertProved(own.step(Text.octets("\0tim\0tanstaaftanstaaf")), "tim");
        TestAuthenticator kurt = new TestAuthenticator("Kurt", "xipj3plmq");
        assertThat(new Plain(grounds(kurt)).step(Text.octets("Ursel\0Kurt\0xipj3plmq")))
                .isInstanceOf(Step.Wrong.class);
        assertThat(kurt.asked).containsExactly("verify", "authorize");
    }

    @Test
    void cramMd5OfRfc2195() throws Exception {
        String challenge = "PDE4OTYuNjk3MTcwOTUyQHBvc3RvZmZpY2UucmVzdG9uLm1jaS5uZXQ+";
        Exchange exchange = new CramMd5(
                grounds(new TestAuthenticator("tim", "tanstaaftanstaaf")),
                "<1896.697170952@postoffice.reston.mci.net>");
        assertThat(Text.base64(challenge(exchange.step(null)))).isEqualTo(challenge);
        assertProved(exchange.step(octets("dGltIGI5MTNhNjAyYzdlZGE3YTQ5NWI0ZTZlNzMzNGQzODkw")), "tim");
    }

    @Test
    void apopOfRfc1939() throws Exception {
        Apop apop = new Apop(grounds(new TestAuthenticator("mrose", "tanstaaf")), "<1896.697170952@dbc.mtview.ca.us>");
        assertProved(apop.step("mrose", "c4c9334bac560ecc979e58001b3e22fb"), "mrose");
    }

    @Test
    void scramSha1OfRfc5802() throws Exception {
        Exchange exchange = new Scram(
                grounds(new TestAuthenticator("user", "pencil")), ScramHash.SHA_1, false, "3rfcNHYJY1ZVvWVs7j");
        assertThat(text(exchange, "n,,n=user,r=fyko+d2lbbFgONRv9qkxdawL"))
                .isEqualTo("r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,s=QSXCR+Q6sek8bf92,i=4096");
        assertThat(text(exchange, "c=biws,r=fyko+d2lbbFgONRv9qkxdawL3rfcNHYJY1ZVvWVs7j,p=v0X8v3Bz2T0CJGbJQyF0X+HI4Ts="))
                .isEqualTo("v=rmF9pqV8S7suAoZWja4dJRkFsKQ=");
        assertProved(exchange.step(new byte[0]), "user");
    }

    @Test
    void scramSha256OfRfc7677() throws Exception {
        Exchange exchange = new Scram(
                grounds(new TestAuthenticator("user", "pencil")),
                ScramHash.SHA_256,
                false,
                "%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0");
        assertThat(text(exchange, "n,,n=user,r=rOprNGfwEbeRWgbNEkqO"))
                .isEqualTo("r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,s=W22ZaJ0SNY7soEsUEjb6gQ==,i=4096");
        assertThat(text(
                        exchange,
                        "c=biws,r=rOprNGfwEbeRWgbNEkqO%hvYDpWUa2RaTCAfuxFIlj)hNlF$k0,"
                                + "p=dHzbZapWIk4jUhN+Ute9ytag9zjfMHgsqmmiz7AndVQ="))
                .isEqualTo("v=6rriTRBi23WpRR/wtup+mMhUZUn/dB5nLTJRsjl95G4=");
        assertProved(exchange.step(new byte[0]), "user");
    }

    @Test
    void oauthbearerOfRfc7628() throws Exception {
        String token = "vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg==";
        byte[] message =
                octets("bixhPXVzZXJAZXhhbXBsZS5jb20sAWhvc3Q9c2VydmVyLmV4YW1wbGUuY29tAXBvcnQ9MTQzAWF1dGg9QmVhcmVyI"
                        + "HZGOWRmdDRxbVRjMk52YjNSbGNrQmhkSFJoZG1semRHRXVZMjl0Q2c9PQEB");
        assertProved(
                OAuth.bearer(grounds(new TestAuthenticator("user@example.com", token)))
                        .step(message),
                "user@example.com");
        Step other = OAuth.bearer(grounds(new TestAuthenticator("user@example.com", "another")))
                .step(message);
        assertThat(new String(((Step.Failing) other).data(), StandardCharsets.UTF_8))
                .isEqualTo("{\"status\":\"invalid_token\"}");
    }

    @Test
    void oauthbearerWithoutATokenAsksWhatItShouldBring() throws Exception {
        TestAuthenticator authenticator = new TestAuthenticator("user", "token");
        for (String message : List.of(
                "n,a=user@example.com,\1host=server.example.com\1port=143\1auth=\1\1",
                "n,,\1\1",
                "y,,\1auth=MAC x\1\1")) {
            assertThat(OAuth.bearer(grounds(authenticator)).step(Text.octets(message)))
                    .isInstanceOf(Step.Failing.class);
        }
        assertThat(authenticator.asked).isEmpty();
    }

    @Test
    void xoauth2OfGoogle() throws Exception {
        String token = "ya29.vF9dft4qmTc2Nvb3RlckBhdHRhdmlzdGEuY29tCg";
        byte[] message =
                octets("dXNlcj1zb21ldXNlckBleGFtcGxlLmNvbQFhdXRoPUJlYXJlciB5YTI5LnZGOWRmdDRxbVRjMk52YjNSbGNrQmhk"
                        + "SFJoZG1semRHRXVZMjl0Q2cBAQ==");
        assertProved(
                OAuth.xoauth2(grounds(new TestAuthenticator("someuser@example.com", token)))
                        .step(message),
                "someuser@example.com");
        Step other = OAuth.xoauth2(grounds(new TestAuthenticator("someuser@example.com", "another")))
                .step(message);
        assertThat(new String(((Step.Failing) other).data(), StandardCharsets.UTF_8))
                .isEqualTo("{\"status\":\"401\",\"schemes\":\"bearer\"}");
    }

    @Test
    void anonymousOfRfc4505() throws Exception {
        Exchange exchange = new Anonymous(grounds(new TestAuthenticator("user", "x")));
        assertProved(exchange.step(octets("c2lyaGM=")), "guest");
    }

    @Test
    void externalOfRfc4422() throws Exception {
        TestPeer peer = TestPeer.tls().shows(Certificates.bob());
        TestAuthenticator authenticator = new TestAuthenticator("fred@example.com", "x");
        assertProved(new External(grounds(authenticator, peer)).step(new byte[0]), "fred@example.com");
        assertProved(
                new External(grounds(authenticator, peer)).step(Text.octets("fred@example.com")), "fred@example.com");
        assertThat(new External(grounds(authenticator, peer)).step(Text.octets("bob@example.com")))
                .isInstanceOf(Step.Wrong.class);
    }

    @Test
    void loginOfItsDraft() throws Exception {
        Exchange exchange = new LoginMechanism(grounds(new TestAuthenticator("tim", "tanstaaftanstaaf")));
        assertThat(Text.base64(challenge(exchange.step(null)))).isEqualTo("VXNlcm5hbWU6");
        assertThat(Text.base64(challenge(exchange.step(Text.octets("tim"))))).isEqualTo("UGFzc3dvcmQ6");
        assertProved(exchange.step(Text.octets("tanstaaftanstaaf")), "tim");
    }

    static Grounds grounds(TestAuthenticator authenticator) {
        return grounds(authenticator, TestPeer.plain());
    }

    static Grounds grounds(TestAuthenticator authenticator, Peer peer) {
        return new Grounds(authenticator, "mx.example.com", new VirtualClock(Instant.EPOCH), peer);
    }

    static String text(Exchange exchange, String message) throws Exception {
        return new String(challenge(exchange.step(Text.octets(message))), StandardCharsets.UTF_8);
    }

    private static byte[] challenge(Step step) {
        return ((Step.Challenge) step).data();
    }

    private static byte[] octets(String base64) {
        return Base64.getDecoder().decode(base64);
    }

    static void assertProved(Step step, String account) {
        assertThat(step).isEqualTo(new Step.Proved(AccountName.parse(account)));
    }
}
