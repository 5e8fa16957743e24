package dev.yubin.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.MailServer;
import dev.yubin.ReceivedMail;
import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Optional;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** The application sends over TLS and logs in with an OAuth token; it checks the server's certificate as it always does. */
class TokenLoginTest {
    @Test
    void theApplicationLogsInWithItsToken() throws Exception {
        try (MailServer server = MailServer.builder()
                .submissions(0, submission -> submission.requireAuth(true))
                .tokens(token -> token.value().equals("t0ken") ? Optional.of("shop@example.org") : Optional.empty())
                .start()) {
            SSLContext trusting = server.tls().clientSslContext();
            send(server.submissions().port(), trusting, "t0ken");

            ReceivedMail mail = server.received().all().get(0);
            assertThat(mail.client().login()).contains("shop@example.org");
            assertThat(mail.client().isEncrypted()).isTrue();

            assertThatThrownBy(() -> send(server.submissions().port(), trusting, "0ld"))
                    .isInstanceOf(AuthenticationFailedException.class);
        }
    }

    /** What your application does. */
    private static void send(int port, SSLContext trusting, String token) throws Exception {
        Properties settings = new Properties();
        settings.put("mail.smtp.host", "localhost");
        settings.put("mail.smtp.port", port);
        settings.put("mail.smtp.ssl.enable", true);
        settings.put("mail.smtp.ssl.socketFactory", trusting.getSocketFactory());
        settings.put("mail.smtp.auth", true);
        settings.put("mail.smtp.auth.mechanisms", "XOAUTH2");
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setRecipients(MimeMessage.RecipientType.TO, "bob@example.com");
        message.setText("Hello");
        Transport.send(message, "shop@example.org", token);
    }
}
