package dev.yubin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.MailServer;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What does the application do when it has tried a wrong password too often? */
class WrongPasswordTest {
    @Test
    void theApplicationIsLockedOut() throws Exception {
        try (MailServer server = MailServer.builder()
                .pop3(0)
                .user("bob", "secret")
                .limits(limits ->
                        limits.logins(logins -> logins.failedPerAddress(2).memory(Duration.ofHours(1))))
                .start()) {
            assertThat(logIn(server.pop3().port(), "secret")).isEqualTo("welcome");
            assertThat(logIn(server.pop3().port(), "wrong")).contains("[AUTH]");
            assertThat(logIn(server.pop3().port(), "wrong")).contains("[AUTH]");

            assertThat(logIn(server.pop3().port(), "secret")).contains("[SYS/TEMP] too many failed log-ins");
        }
    }

    /** What your application does. */
    private static String logIn(int port, String password) throws Exception {
        try (Store store = Session.getInstance(new Properties()).getStore("pop3")) {
            store.connect("localhost", port, "bob", password);
            return "welcome";
        } catch (AuthenticationFailedException e) {
            return e.getMessage();
        }
    }
}
