package dev.yubin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.MailServer;
import dev.yubin.protocol.VirtualClock;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What does the application do when it asks for mail more often than the server likes? */
class LoginDelayTest {
    @Test
    void theApplicationWaits() throws Exception {
        VirtualClock clock = new VirtualClock(Instant.EPOCH);
        try (MailServer server = MailServer.builder()
                .clock(clock)
                .pop3(0, pop3 -> pop3.loginDelay(Duration.ofMinutes(15)))
                .user("bob", "secret")
                .start()) {
            assertThat(poll(server.pop3().port())).isEqualTo("done");
            assertThat(poll(server.pop3().port())).isEqualTo("too soon");

            clock.advance(Duration.ofMinutes(15));
            assertThat(poll(server.pop3().port())).isEqualTo("done");
        }
    }

    /** What your application does. */
    private static String poll(int port) throws MessagingException {
        try (Store store = Session.getInstance(new Properties()).getStore("pop3")) {
            store.connect("localhost", port, "bob", "secret");
            return "done";
        } catch (MessagingException e) {
            if (e.getMessage().contains("[LOGIN-DELAY]")) {
                return "too soon";
            }
            throw e;
        }
    }
}
