package dev.yubin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.MailServer;
import dev.yubin.store.AccountName;
import dev.yubin.store.Delivery;
import dev.yubin.store.MessageContent;
import jakarta.mail.Flags;
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
import org.junit.jupiter.api.Timeout;

/** Does the application handle an order twice if its connection is lost in place of QUIT, so that nothing was deleted? */
class LostConnectionTest {
    private static final AccountName ORDERS = AccountName.parse("orders@example.org");
    private static final MessageContent ORDER =
            MessageContent.of("Subject: Order 4711\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

    private final Set<String> known = new HashSet<>();
    private final List<String> handled = new ArrayList<>();

    @Test
    @Timeout(20)
    void theApplicationHandlesAnOrderOnce() throws Exception {
        try (MailServer server = MailServer.builder()
                .pop3(0, pop3 -> pop3.limits(limits -> limits.commands(8)))
                .pop3(0)
                .user("orders@example.org", "secret")
                .start()) {
            server.store().deliver(List.of(Delivery.toInbox(ORDERS, Instant.now())), ORDER);

            assertThat(fetch(server.endpoints().get(0).port())).isEqualTo(1);
            while (server.connections() > 0) {
                Thread.onSpinWait();
            }
            assertThat(fetch(server.endpoints().get(1).port())).isEqualTo(1);
            assertThat(handled).containsExactly("Order 4711");
        }
    }

    /** What your application does: it handles what it does not know yet, deletes all, and returns how many there were. */
    private int fetch(int port) throws Exception {
        try (Store store = Session.getInstance(new Properties()).getStore("pop3")) {
            store.connect("localhost", port, "orders@example.org", "secret");
            POP3Folder inbox = (POP3Folder) store.getFolder("INBOX");
            inbox.open(Folder.READ_WRITE);
            for (Message order : inbox.getMessages()) {
                if (known.add(inbox.getUID(order))) {
                    handled.add(order.getSubject());
                }
                order.setFlag(Flags.Flag.DELETED, true);
            }
            int count = inbox.getMessageCount();
            inbox.close(true);
            return count;
        }
    }
}
