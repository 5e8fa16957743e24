package dev.yubin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.MailServer;
import dev.yubin.ReceivedMail;
import dev.yubin.protocol.ClientCertificates;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** The application proves who it is by a certificate, and needs no password (EXTERNAL). */
class ClientCertificateTest {
    @Test
    void theApplicationLogsInWithItsCertificate() throws Exception {
        try (MailServer server = MailServer.builder()
                .submissions(0, submission -> submission.requireAuth(true))
                .tls(tls -> tls.clientCertificates(ClientCertificates.OPTIONAL))
                .user("shop@example.org", "never said")
                .user("bob@example.com", "secret")
                .start()) {
            send(server.submissions().port(), server.tls().clientSslContext("shop@example.org"));

            ReceivedMail mail = server.received().all().get(0);
            assertThat(mail.client().login()).contains("shop@example.org");
        }
    }

    /** What your application does. */
    private static void send(int port, SSLContext own) throws Exception {
        Properties settings = new Properties();
        settings.put("mail.smtp.host", "localhost");
        settings.put("mail.smtp.port", port);
        settings.put("mail.smtp.ssl.enable", true);
        settings.put("mail.smtp.ssl.socketFactory", own.getSocketFactory());
        settings.put("mail.smtp.auth", true);
        settings.put("mail.smtp.sasl.enable", true);
        settings.put("mail.smtp.sasl.mechanisms", "EXTERNAL");
        settings.put("mail.smtp.sasl.authorizationid", "shop@example.org");
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setRecipients(MimeMessage.RecipientType.TO, "bob@example.com");
        message.setText("Hello");
        Transport.send(message, "shop@example.org", "no password");
    }
}
