package dev.yubin.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.Endpoint;
import dev.yubin.MailServer;
import dev.yubin.protocol.CertificateDefect;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** Does the application send by TLS, and only to a server that it can trust? */
class StartTlsTest {
    @Test
    void theMailIsSentByTls() throws Exception {
        try (MailServer server = MailServer.builder()
                .smtp(0, smtp -> smtp.requireTls(true))
                .smtps(0)
                .start()) {
            send(server.smtp(), server.tls().clientSslContext());
            send(server.smtps(), server.tls().clientSslContext());
            assertThat(server.received().all())
                    .hasSize(2)
                    .allSatisfy(mail -> assertThat(mail.transcript().toString()).contains("TLSv1.3"));
        }
    }

    @Test
    void aCertificateThatHasExpiredIsRefused() {
        try (MailServer server = MailServer.builder()
                .smtp(0)
                .tls(tls -> tls.defect(CertificateDefect.EXPIRED))
                .start()) {
            assertThatThrownBy(() -> send(server.smtp(), server.tls().clientSslContext()))
                    .hasStackTraceContaining("CertificateExpiredException");
            assertThat(server.received().all()).isEmpty();
        }
    }

    /** What your application does. Your test gives it a context that trusts the server's certificate. */
    private static void send(Endpoint server, SSLContext trust) throws Exception {
        Properties settings = new Properties();
        settings.put("mail.smtp.port", server.port());
        settings.put("mail.smtp.ssl.enable", server.protocol().equals("smtps"));
        settings.put("mail.smtp.starttls.required", "true");
        settings.put("mail.smtp.ssl.socketFactory", trust.getSocketFactory());
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setRecipients(MimeMessage.RecipientType.TO, "bob@example.com");
        message.setText("Hello");
        Transport.send(message);
    }
}
