package dev.yubin.protocol.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.ClosedDirectory;
import dev.yubin.protocol.Limits;
import dev.yubin.protocol.VirtualClock;
import dev.yubin.protocol.sasl.Certificates;
import dev.yubin.protocol.sasl.Grounds;
import dev.yubin.protocol.sasl.TestPeer;
import dev.yubin.store.AccountName;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.security.auth.callback.Callback;
import javax.security.auth.callback.NameCallback;
import javax.security.auth.callback.PasswordCallback;
import javax.security.sasl.Sasl;
import javax.security.sasl.SaslClient;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The SASL clients of the JDK, which are what many Java clients use. */
class JdkSaslClientTest {
    private final VirtualClock clock = new VirtualClock(Instant.EPOCH);
    private final ClosedDirectory users = new ClosedDirectory(List.of(), "example.com");

    JdkSaslClientTest() {
        users.add("bob", "geheim \u00e4");
    }

    @ParameterizedTest
    @CsvSource({"PLAIN,", "PLAIN, bob@example.com", "CRAM-MD5,", "EXTERNAL,", "EXTERNAL, bob"})
    void logsIn(String mechanism, String actingAs) throws Exception {
        assertThat(logIn(mechanism, actingAs, "bob", "geheim \u00e4"))
                .isEqualTo(new SaslAnswer.Accepted(AccountName.parse("bob@example.com")));
    }

    @ParameterizedTest
    @CsvSource({
        "PLAIN, eve, bob, geheim \u00e4",
        "PLAIN,, bob, geheim a",
        "PLAIN,, eve, geheim \u00e4",
        "CRAM-MD5,, bob, geheim a",
        "CRAM-MD5,, eve, geheim \u00e4",
        "EXTERNAL, eve, bob, x"
    })
    void isRefused(String mechanism, String actingAs, String user, String password) throws Exception {
        assertThat(logIn(mechanism, actingAs, user, password))
                .isInstanceOfSatisfying(
                        SaslAnswer.Refused.class,
                        refused -> assertThat(refused.why()).isEqualTo(Refusal.CREDENTIALS));
    }

    private SaslAnswer logIn(String mechanism, String actingAs, String user, String password) throws Exception {
        Authentication session = new Authentication(
                new Grounds(users, "example.com", clock, TestPeer.tls().shows(Certificates.bob())),
                new FailedLogins(clock),
                Limits.withIdle(Duration.ofMinutes(5)),
                false);
        SaslClient client =
                Sasl.createSaslClient(new String[] {mechanism}, actingAs, "imap", "example.com", Map.of(), asked -> {
                    for (Callback one : asked) {
                        if (one instanceof NameCallback name) {
                            name.setName(user);
                        } else {
                            ((PasswordCallback) one).setPassword(password.toCharArray());
                        }
                    }
                });
        String first = client.hasInitialResponse() ? base64(client.evaluateChallenge(new byte[0])) : null;
        SaslAnswer said = session.begin(mechanism, first == null || !first.isEmpty() ? first : "=");
        while (said instanceof SaslAnswer.Challenge challenge) {
            byte[] octets = Base64.getDecoder().decode(challenge.base64());
            said = session.respond(base64(client.evaluateChallenge(octets)));
        }
        return said;
    }

    private static String base64(byte[] octets) {
        return Base64.getEncoder().encodeToString(octets);
    }
}
