package dev.yubin.examples;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.MailServer;
import dev.yubin.smtp.Decision;
import dev.yubin.smtp.SmtpClient;
import dev.yubin.smtp.SmtpHooks;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Does the application give up on a mail server that does not answer? */
class SlowServerTest {
    private static final SmtpHooks SLOW = new SmtpHooks() {
        @Override
        public Decision connected(SmtpClient client) {
            return Decision.accept().delayedBy(Duration.ofHours(1));
        }
    };

    @Test
    void theApplicationGivesUp() {
        try (MailServer server =
                MailServer.builder().smtp(0, smtp -> smtp.hooks(SLOW)).start()) {
            assertThatThrownBy(() -> send(server.smtp().port())).hasStackTraceContaining("Read timed out");
        }
    }

    /** What your application does. */
    private static void send(int port) throws Exception {
        Properties settings = new Properties();
        settings.put("mail.smtp.port", port);
        settings.put("mail.smtp.timeout", 200);
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setRecipients(MimeMessage.RecipientType.TO, "bob@example.com");
        message.setText("Hello");
        Transport.send(message);
    }
}
