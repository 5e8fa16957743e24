package dev.yubin.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.MailServer;
import dev.yubin.mime.ParsedMessage;
import dev.yubin.protocol.MailAddress;
import dev.yubin.smtp.Decision;
import dev.yubin.smtp.Envelope;
import dev.yubin.smtp.SmtpClient;
import dev.yubin.smtp.SmtpHooks;
import dev.yubin.smtp.SmtpTransaction;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.io.IOException;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What does the application do if the mail server says no? */
class HooksTest {
    private static final SmtpHooks HOOKS = new SmtpHooks() {
        @Override
        public Decision rcpt(SmtpClient client, Envelope envelope, MailAddress recipient) {
            boolean gone = recipient.accountName().localPart().equals("dave");
            return gone ? Decision.refuse(550, "5.2.1", "Dave has left") : Decision.accept();
        }

        @Override
        public Decision data(SmtpTransaction transaction) throws IOException {
            String text = ParsedMessage.parse(transaction.content()).text();
            return text.contains("lottery") ? Decision.refuse(554, "5.7.1", "That is spam") : Decision.accept();
        }
    };

    @Test
    void theApplicationIsToldWhy() {
        try (MailServer server =
                MailServer.builder().smtp(0, smtp -> smtp.hooks(HOOKS)).start()) {
            assertThatThrownBy(() -> send(server.smtp().port(), "dave@example.com", "Hello"))
                    .hasStackTraceContaining("550 5.2.1 Dave has left");
            assertThatThrownBy(() -> send(server.smtp().port(), "bob@example.com", "You won the lottery"))
                    .hasStackTraceContaining("554 5.7.1 That is spam");
            assertThat(server.received().all()).isEmpty();
        }
    }

    /** What your application does. */
    private static void send(int port, String recipient, String text) throws Exception {
        Properties settings = new Properties();
        settings.put("mail.smtp.port", port);
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setRecipients(MimeMessage.RecipientType.TO, recipient);
        message.setText(text);
        Transport.send(message);
    }
}
