package dev.yubin.examples.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.MailServer;
import org.junit.jupiter.api.Test;

/** The store behind a server: mail comes in by SMTP, is read by POP3, and goes. */
class ServedTest {
    @Test
    void mailGoesThroughTheStore() throws Exception {
        MapMailStore store = new MapMailStore();
        try (MailServer server =
                MailServer.builder().smtp(0).pop3(0).store(store).start()) {
            Client.send(server, "One", "bob@example.com", "carol@example.com");
            Client.send(server, "Two", "bob@example.com");

            assertThat(Client.subjects(server, "bob@example.com", false)).containsExactly("One", "Two");
            assertThat(Client.subjects(server, "bob@example.com", true)).containsExactly("One", "Two");
            assertThat(Client.subjects(server, "bob@example.com", false)).isEmpty();
        }
        // The store was handed in, so it is still there when the server is not, and a next server serves it.
        try (MailServer server = MailServer.builder().pop3(0).store(store).start()) {
            assertThat(Client.subjects(server, "carol@example.com", false)).containsExactly("One");
        }
    }
}
