package dev.yubin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.MailServer;
import jakarta.mail.Folder;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What does the application do when another program is at the maildrop? */
class MaildropInUseTest {
    @Test
    void theApplicationComesAgainLater() throws Exception {
        try (MailServer server =
                MailServer.builder().pop3(0).user("bob", "secret").start()) {
            int port = server.pop3().port();
            try (Store other = Session.getInstance(new Properties()).getStore("pop3")) {
                other.connect("localhost", port, "bob", "secret");

                assertThat(poll(port)).isEqualTo("busy");
            }
            assertThat(poll(port)).isEqualTo("0 mails");
        }
    }

    /** What your application does. */
    private static String poll(int port) throws MessagingException {
        try (Store store = Session.getInstance(new Properties()).getStore("pop3")) {
            store.connect("localhost", port, "bob", "secret");
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                return inbox.getMessageCount() + " mails";
            }
        } catch (MessagingException e) {
            if (e.getMessage().contains("[IN-USE]")) {
                return "busy";
            }
            throw e;
        }
    }
}
