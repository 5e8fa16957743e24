package dev.yubin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.MailServer;
import dev.yubin.ReceivedMail;
import dev.yubin.store.AccountName;
import dev.yubin.store.MailAccount;
import dev.yubin.store.MailboxName;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Users, an alias, a mailing list and a catch-all: one mail to the list is one mail in each member's mailbox. */
class AddressesTest {
    @Test
    void theNewsletterReachesEverybodyOnce() throws Exception {
        try (MailServer server = MailServer.builder()
                .smtp(0)
                .domains("example.com", "example.net")
                .user("bob", "secret")
                .user("carol@example.net", "secret")
                .alias("sales", "bob")
                .list("readers", "sales", "carol@example.net", "bob+news")
                .catchAll("bob")
                .start()) {
            send(server.smtp().port(), "readers@example.com");
            assertThat(mailsOf(server, "bob@example.com")).isEqualTo(1);
            assertThat(mailsOf(server, "carol@example.net")).isEqualTo(1);

            send(server.smtp().port(), "bbo@example.com");
            assertThat(mailsOf(server, "bob@example.com")).isEqualTo(2);

            ReceivedMail first = server.received().all().get(0);
            assertThat(first.to()).containsExactly("readers@example.com");
        }
    }

    private static long mailsOf(MailServer server, String user) throws IOException {
        MailAccount account = server.store().account(AccountName.parse(user)).orElseThrow();
        return account.open(MailboxName.INBOX).state().messages();
    }

    /** What your application does. */
    private static void send(int port, String recipient) throws Exception {
        Properties settings = new Properties();
        settings.put("mail.smtp.port", port);
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setRecipients(MimeMessage.RecipientType.TO, recipient);
        message.setText("News");
        Transport.send(message);
    }
}
