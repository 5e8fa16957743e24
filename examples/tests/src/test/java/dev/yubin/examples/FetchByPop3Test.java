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
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The application reads mail by POP3: the test puts it there and sees it go. */
class FetchByPop3Test {
    private static final String MAIL = "Subject: Order 4711\r\n\r\nTwo boxes of tea, please.\r\n";

    @Test
    void theApplicationFetchesAndDeletesAnOrder() throws Exception {
        AccountName orders = AccountName.parse("orders@example.org");
        try (MailServer server = MailServer.builder()
                .pop3(0)
                .user("orders@example.org", "secret")
                .start()) {
            MessageContent content = MessageContent.of(MAIL.getBytes(StandardCharsets.US_ASCII));
            server.store().deliver(List.of(Delivery.toInbox(orders, Instant.now())), content);

            assertThat(fetchOne(server.pop3().host(), server.pop3().port())).isEqualTo("Order 4711");
            assertThat(fetchOne(server.pop3().host(), server.pop3().port())).isNull();
        }
    }

    /** What your application does: it returns the subject of the first mail and deletes it. */
    private static String fetchOne(String host, int port) throws Exception {
        Session session = Session.getInstance(new Properties());
        try (Store store = session.getStore("pop3")) {
            store.connect(host, port, "orders@example.org", "secret");
            try (Folder inbox = store.getFolder("INBOX")) {
                inbox.open(Folder.READ_WRITE);
                if (inbox.getMessageCount() == 0) {
                    return null;
                }
                Message first = inbox.getMessage(1);
                String subject = first.getSubject();
                first.setFlag(Flags.Flag.DELETED, true);
                return subject;
            }
        }
    }
}
