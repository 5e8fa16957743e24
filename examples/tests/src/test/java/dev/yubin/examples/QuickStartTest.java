package dev.yubin.examples;

import static dev.yubin.MailPredicate.subject;
import static dev.yubin.MailPredicate.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.MailServer;
import dev.yubin.ReceivedMail;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** The README's first test: the application sends a mail, the test asserts that it came. */
class QuickStartTest {
    @Test
    void theApplicationSendsAWelcomeMail() throws Exception {
        try (MailServer server = MailServer.builder().smtp(0).start()) {
            sendWelcomeMail(server.smtp().host(), server.smtp().port());

            ReceivedMail mail =
                    server.received().await(to("bob@example.com").and(subject("Welcome, ボブ")), Duration.ofSeconds(5));
            assertThat(mail.from()).isEqualTo("shop@example.org");
        }
    }

    /** What your application does. */
    private static void sendWelcomeMail(String host, int port) throws Exception {
        Properties settings = new Properties();
        settings.put("mail.smtp.host", host);
        settings.put("mail.smtp.port", port);
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setFrom("shop@example.org");
        message.setRecipients(Message.RecipientType.TO, "bob@example.com");
        message.setSubject("Welcome, ボブ", "UTF-8");
        message.setText("It is good to have you here.", "UTF-8");
        Transport.send(message);
    }
}
