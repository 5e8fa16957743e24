package dev.yubin.examples;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.MailServer;
import dev.yubin.protocol.Authenticator;
import dev.yubin.protocol.Credentials;
import dev.yubin.protocol.Login;
import dev.yubin.protocol.Proof;
import dev.yubin.protocol.ScramHash;
import dev.yubin.protocol.ScramKeys;
import dev.yubin.store.AccountName;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.security.MessageDigest;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Log-ins are checked by what your application keeps: salted keys, and no password. */
class OwnLoginsTest {
    private static final Map<String, ScramKeys> TABLE = Map.of("bob", ScramKeys.derive("secret", ScramHash.SHA_256));
    private static final Login WRONG = new Login.Refused("User name or password is wrong");

    private static final Authenticator OWN = new Authenticator() {
        @Override
        public Set<Proof> accepts() {
            return Set.of(Proof.PASSWORD, Proof.SCRAM);
        }

        @Override
        public Login verify(Credentials said) {
            ScramKeys kept = TABLE.getOrDefault(said.user(), ScramKeys.decoy(said.user(), ScramHash.SHA_256));
            ScramKeys tried = ScramKeys.derive(said.password(), kept.hash(), kept.salt(), kept.iterations());
            return MessageDigest.isEqual(kept.storedKey(), tried.storedKey()) ? authorize(said.user(), "") : WRONG;
        }

        @Override
        public Optional<ScramKeys> scram(String user, ScramHash hash) {
            return Optional.ofNullable(TABLE.get(user)).filter(keys -> keys.hash() == hash);
        }

        @Override
        public Login authorize(String user, String actingAs) {
            return actingAs.isEmpty() ? new Login.Accepted(AccountName.of(user, "example.com")) : WRONG;
        }
    };

    @Test
    void onlyWhoIsInTheTableLogsIn() throws Exception {
        try (MailServer server = MailServer.builder().pop3(0).authenticator(OWN).start();
                Store store = Session.getInstance(new Properties()).getStore("pop3")) {
            int port = server.pop3().port();
            assertThatThrownBy(() -> store.connect("localhost", port, "bob", "wrong"))
                    .hasMessageContaining("wrong");
            store.connect("localhost", port, "bob", "secret");
        }
    }
}
