package dev.yubin.examples;

import static dev.yubin.MailPredicate.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.MailServer;
import dev.yubin.ReceivedMail;
import dev.yubin.store.AccountName;
import dev.yubin.store.Mailbox;
import dev.yubin.store.MailboxName;
import dev.yubin.store.maildir.MaildirMailStore;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Mail that stays: in Maildirs, which Dovecot and other programs may use too. */
class MaildirTest {
    @TempDir
    private Path mail;

    @Test
    void mailIsThereAfterARestart() throws Exception {
        try (MailServer server = MailServer.builder()
                .smtp(0)
                .store(() -> MaildirMailStore.open(mail))
                .start()) {
            send(server.smtp().port());

            ReceivedMail received = server.received().await(to("bob@example.com"), Duration.ofSeconds(5));
            assertThat(received.header().firstDecoded("Subject")).contains("Hello");
        }
        assertThat(mail.resolve("bob@example.com/new"))
                .isDirectoryContaining(file -> file.toString().contains(",S="));

        try (MailServer server = MailServer.builder()
                .pop3(0)
                .store(() -> MaildirMailStore.open(mail))
                .start()) {
            AccountName bob = AccountName.parse("bob@example.com");
            Mailbox inbox = server.store().account(bob).orElseThrow().open(MailboxName.INBOX);
            assertThat(inbox.state().messages()).isEqualTo(1);
        }
    }

    private static void send(int port) throws Exception {
        Properties properties = new Properties();
        properties.put("mail.smtp.host", "127.0.0.1");
        properties.put("mail.smtp.port", port);
        MimeMessage message = new MimeMessage(Session.getInstance(properties));
        message.setFrom("alice@example.org");
        message.setRecipient(Message.RecipientType.TO, new InternetAddress("bob@example.com"));
        message.setSubject("Hello");
        message.setText("Hello, Bob.");
        Transport.send(message);
    }
}
