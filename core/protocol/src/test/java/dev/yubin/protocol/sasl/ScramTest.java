package dev.yubin.protocol.sasl;

import static dev.yubin.protocol.sasl.RfcExamplesTest.assertProved;
import static dev.yubin.protocol.sasl.RfcExamplesTest.grounds;
import static dev.yubin.protocol.sasl.RfcExamplesTest.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.protocol.ScramHash;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScramTest {
    private final TestAuthenticator authenticator = new TestAuthenticator("user", "pencil");

    @ParameterizedTest
    @EnumSource(ScramHash.class)
    void boundToItsConnectionBothSidesKnowEachOther(ScramHash hash) throws Exception {
        for (String type : Peer.BINDINGS) {
            TestPeer peer = TestPeer.plain().startTls().bind(type, "what \0 both know");
            Exchange exchange = new Scram(grounds(authenticator, peer), hash, true);
            ScramClient client = new ScramClient(hash, "p=" + type + ",,", "user", "abc", "what \0 both know");
            assertThat(text(exchange, client.last("pencil", text(exchange, client.first()))))
                    .isEqualTo(client.expected());
            assertProved(exchange.step(new byte[0]), "user");
        }
    }

    @Test
    void whoIsBoundToAnotherConnectionIsInTheMiddle() throws Exception {
        Exchange exchange = new Scram(grounds(authenticator, TestPeer.tls()), ScramHash.SHA_256, true);
        ScramClient client =
                new ScramClient(ScramHash.SHA_256, "p=tls-server-end-point,,", "user", "abc", "hash of another");
        String last = client.last("pencil", text(exchange, client.first()));
        assertThat(exchange.step(Text.octets(last))).isInstanceOf(Step.Wrong.class);
    }

    @Test
    void whoChangesTheHeaderOnTheWayIsFoundOut() throws Exception {
        Exchange exchange = new Scram(grounds(authenticator), ScramHash.SHA_1, false);
        ScramClient client = new ScramClient(ScramHash.SHA_1, "y,,", "user", "abc");
        String last = client.last("pencil", text(exchange, "n" + client.first().substring(1)));
        assertThat(exchange.step(Text.octets(last))).isInstanceOf(Step.Wrong.class);
    }

    @Test
    void whoWasToldThatThereIsNoPlusThoughThereIsMustUseIt() throws Exception {
        assertThat(new Scram(grounds(authenticator, TestPeer.tls()), ScramHash.SHA_1, false)
                        .step(Text.octets("y,,n=user,r=abc")))
                .isInstanceOf(Step.Wrong.class);
        assertThat(new Scram(grounds(authenticator, TestPeer.plain().startTls()), ScramHash.SHA_1, false)
                        .step(Text.octets("y,,n=user,r=abc")))
                .isInstanceOf(Step.Challenge.class);
        assertThat(new Scram(grounds(authenticator, TestPeer.tls()), ScramHash.SHA_1, false)
                        .step(Text.octets("n,,n=user,r=abc")))
                .isInstanceOf(Step.Challenge.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"tls-unique", "x", "TLS-EXPORTER"})
    void channelBindingsThatCannotBeHadAreRefused(String type) throws Exception {
        Exchange exchange = new Scram(grounds(authenticator, TestPeer.tls()), ScramHash.SHA_1, true);
        assertThat(exchange.step(Text.octets("p=" + type + ",,n=user,r=abc"))).isInstanceOf(Step.Wrong.class);
    }

    @Test
    void channelBindingGoesWithPlusOnly() {
        Exchange bare = new Scram(grounds(authenticator, TestPeer.tls()), ScramHash.SHA_1, false);
        assertThatThrownBy(() -> bare.step(Text.octets("p=tls-exporter,,n=user,r=abc")))
                .isInstanceOf(BadMessage.class);
        for (String header : List.of("n,,", "y,,")) {
            Exchange plus = new Scram(grounds(authenticator, TestPeer.tls()), ScramHash.SHA_1, true);
            assertThatThrownBy(() -> plus.step(Text.octets(header + "n=user,r=abc")))
                    .isInstanceOf(BadMessage.class);
        }
    }

    @Test
    void unknownUserAndWrongPasswordLookTheSame() throws Exception {
        for (ScramHash hash : ScramHash.values()) {
            Step wrong = lastStep(hash, "user", "pencils");
            assertThat(lastStep(hash, "nobody", "pencil")).isEqualTo(wrong).isEqualTo(new Step.Wrong(Grounds.WRONG));
            assertThat(salt(hash, "nobody")).isEqualTo(salt(hash, "nobody")).isNotEqualTo(salt(hash, "no-one"));
        }
        assertThat(authenticator.asked).containsOnly("scram");
    }

    @Test
    void namesAreUnescapedAndActOnlyAsWhomTheyMay() throws Exception {
        TestAuthenticator odd = new TestAuthenticator("a,b=c", "pencil");
        assertProved(confirmed(odd, "n,,", "a=2Cb=3Dc"), "a,b=c");
        assertProved(confirmed(odd, "n,a=a=2Cb=3Dc,", "a=2Cb=3Dc"), "a,b=c");
        assertProved(confirmed(odd, "n,a=secretary,", "a=2Cb=3Dc"), "secretary");
        Exchange exchange = new Scram(grounds(odd), ScramHash.SHA_1, false);
        ScramClient client = new ScramClient(ScramHash.SHA_1, "n,a=boss,", "a=2Cb=3Dc", "abc");
        String last = client.last("pencil", text(exchange, client.first()));
        assertThat(exchange.step(Text.octets(last))).isEqualTo(new Step.Wrong("Not yours"));
    }

    @Test
    void eachServerNonceIsAnother() throws Exception {
        Exchange one = new Scram(grounds(authenticator), ScramHash.SHA_1, false);
        Exchange other = new Scram(grounds(authenticator), ScramHash.SHA_1, false);
        assertThat(text(one, "n,,n=user,r=abc")).isNotEqualTo(text(other, "n,,n=user,r=abc"));
    }

    @Test
    void extensionsAreIgnored() throws Exception {
        Exchange exchange = new Scram(grounds(authenticator), ScramHash.SHA_1, false);
        assertThat(text(exchange, "n,,n=user,r=abc,x=1,Y=2=3")).startsWith("r=abc");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "n",
                "n,",
                "n,,",
                ",,n=user,r=abc",
                "x,,n=user,r=abc",
                "nn,,n=user,r=abc",
                "p,,n=user,r=abc",
                "p=,,n=user,r=abc",
                "p=a b,,n=user,r=abc",
                "F,n,,n=user,r=abc",
                "n,user,n=user,r=abc",
                "n,a=,n=user,r=abc",
                "n,a=x=2,n=user,r=abc",
                "n,,n=,r=abc",
                "n,,n=us=er,r=abc",
                "n,,n=us=2cer,r=abc",
                "n,,n=user",
                "n,,n=user,",
                "n,,n=user,r=",
                "n,,n=user,r=a b",
                "n,,n=user,r=\u00e4",
                "n,,n=us\0er,r=abc",
                "n,,r=abc,n=user",
                "n,,m=x,n=user,r=abc",
                "n,,n=user,r=abc,m=x",
                "n,,n=user,r=abc,r=def",
                "n,,n=user,r=abc,",
                "n,,n=user,r=abc,x",
                "n,,n=user,r=abc,x=",
                "n,,n=user,r=abc,1=x",
                "n,,n=user,r=abc,,x=1"
            })
    void brokenFirstMessages(String message) {
        Exchange exchange = new Scram(grounds(authenticator), ScramHash.SHA_1, false);
        assertThatThrownBy(() -> exchange.step(Text.octets(message))).isInstanceOf(BadMessage.class);
        assertThat(authenticator.asked).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ",",
                "p=",
                "c=biws,r=abcdef",
                "c=biws,r=abcdef,",
                "c=biws,r=abcdef,p=",
                "c=biws,r=abcdef,p=AAA",
                "c=biws,r=abcdef,p=AAAA",
                "c=biws,r=abcdef,p=AAAAAAAAAAAAAAAAAAAAAAAAAAB=",
                "r=abcdef,p=AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "c=biws,p=AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "c=,r=abcdef,p=AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "c=b,r=abcdef,p=AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "r=abcdef,c=biws,p=AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "c=biws,r=abcdef,m=x,p=AAAAAAAAAAAAAAAAAAAAAAAAAAA=",
                "c=biws,r=abcdef,p=AAAAAAAAAAAAAAAAAAAAAAAAAAA=,x=1",
                "p=AAAAAAAAAAAAAAAAAAAAAAAAAAA="
            })
    void brokenLastMessages(String message) throws Exception {
        Exchange exchange = new Scram(grounds(authenticator), ScramHash.SHA_1, false, "def");
        exchange.step(Text.octets("n,,n=user,r=abc"));
        assertThatThrownBy(() -> exchange.step(Text.octets(message))).isInstanceOf(BadMessage.class);
    }

    @Test
    void whoSignsAnotherNonceMayHaveHeardTheProofElsewhere() throws Exception {
        for (String nonce : List.of("abc", "abcde", "abcdeg", "abcdeff", "abcdef")) {
            Exchange exchange = new Scram(grounds(authenticator), ScramHash.SHA_1, false, "def");
            ScramClient client = new ScramClient(ScramHash.SHA_1, "n,,", "user", "abc");
            String last = client.last("pencil", text(exchange, client.first()), nonce);
            assertThat(exchange.step(Text.octets(last)))
                    .isInstanceOf(nonce.equals("abcdef") ? Step.Challenge.class : Step.Wrong.class);
        }
    }

    @Test
    void theServersLastWordIsAnsweredWithNothing() throws Exception {
        Exchange exchange = new Scram(grounds(authenticator), ScramHash.SHA_1, false);
        ScramClient client = new ScramClient(ScramHash.SHA_1, "n,,", "user", "abc");
        exchange.step(Text.octets(client.last("pencil", text(exchange, client.first()))));
        assertThatThrownBy(() -> exchange.step(Text.octets("x"))).isInstanceOf(BadMessage.class);
    }

    private Step lastStep(ScramHash hash, String user, String password) throws Exception {
        Exchange exchange = new Scram(grounds(authenticator), hash, false);
        ScramClient client = new ScramClient(hash, "n,,", user, "abc");
        return exchange.step(Text.octets(client.last(password, text(exchange, client.first()))));
    }

    private String salt(ScramHash hash, String user) throws Exception {
        return text(new Scram(grounds(authenticator), hash, false), "n,,n=" + user + ",r=abc")
                .split(",")[1];
    }

    private static Step confirmed(TestAuthenticator authenticator, String header, String user) throws Exception {
        Exchange exchange = new Scram(grounds(authenticator), ScramHash.SHA_1, false);
        ScramClient client = new ScramClient(ScramHash.SHA_1, header, user, "abc");
        exchange.step(Text.octets(client.last("pencil", text(exchange, client.first()))));
        return exchange.step(new byte[0]);
    }
}
