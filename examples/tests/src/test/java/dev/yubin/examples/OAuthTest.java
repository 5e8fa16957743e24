package dev.yubin.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.MailServer;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** Does the application log in with its OAuth token, and notice that it has expired? */
class OAuthTest {
    private static final Map<String, String> OWNERS = Map.of("t0ken", "shop@example.com");

    @Test
    void theApplicationLogsInWithItsToken() throws Exception {
        try (MailServer server = MailServer.builder()
                .submission(0, submission -> submission.requireAuth(true))
                .tokens(token -> Optional.ofNullable(OWNERS.get(token.value())))
                .start()) {
            send(server, "t0ken");
            assertThat(server.received().count()).isEqualTo(1);

            assertThatThrownBy(() -> send(server, "expired")).isInstanceOf(AuthenticationFailedException.class);
            assertThat(server.received().count()).isEqualTo(1);
        }
    }

    /** What your application does. */
    private static void send(MailServer server, String token) throws Exception {
        Properties settings = new Properties();
        settings.put("mail.smtp.port", server.submission().port());
        settings.put("mail.smtp.auth", "true");
        settings.put("mail.smtp.auth.mechanisms", "XOAUTH2");
        settings.put("mail.smtp.starttls.required", "true");
        settings.put(
                "mail.smtp.ssl.socketFactory", server.tls().clientSslContext().getSocketFactory());
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setRecipients(MimeMessage.RecipientType.TO, "bob@example.com");
        message.setText("Hello");
        Transport.send(message, "shop@example.com", token);
    }
}
