package dev.yubin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.MailServer;
import dev.yubin.store.AccountName;
import dev.yubin.store.Delivery;
import dev.yubin.store.MessageContent;
import jakarta.mail.Folder;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;
import org.eclipse.angus.mail.pop3.POP3Folder;
import org.junit.jupiter.api.Test;

/** The application leaves mail on the server and fetches only what it has not seen. */
class FetchNewMailTest {
    private final Set<String> seen = new HashSet<>();

    @Test
    void theApplicationFetchesOnlyWhatIsNew() throws Exception {
        try (MailServer server =
                MailServer.builder().pop3(0).user("bob@example.com", "secret").start()) {
            deliver(server, "Monday");
            assertThat(fetchNew(server.pop3().port())).containsExactly("Monday");
            deliver(server, "Tuesday");
            assertThat(fetchNew(server.pop3().port())).containsExactly("Tuesday");
        }
    }

    private static void deliver(MailServer server, String subject) throws Exception {
        MessageContent mail =
                MessageContent.of(("Subject: " + subject + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        AccountName bob = AccountName.parse("bob@example.com");
        server.store().deliver(List.of(Delivery.toInbox(bob, Instant.now())), mail);
    }

    /** What your application does: it returns the subjects of mails that it has not seen, by their unique ids. */
    private List<String> fetchNew(int port) throws Exception {
        List<String> subjects = new ArrayList<>();
        try (Store store = Session.getInstance(new Properties()).getStore("pop3")) {
            store.connect("localhost", port, "bob@example.com", "secret");
            try (POP3Folder inbox = (POP3Folder) store.getFolder("INBOX")) {
                inbox.open(Folder.READ_ONLY);
                for (Message message : inbox.getMessages()) {
                    if (seen.add(inbox.getUID(message))) {
                        subjects.add(message.getSubject());
                    }
                }
            }
        }
        return subjects;
    }
}
