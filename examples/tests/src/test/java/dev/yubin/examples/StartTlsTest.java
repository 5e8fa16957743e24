package dev.yubin.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.MailServer;
import dev.yubin.ReceivedMail;
import jakarta.mail.MessagingException;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeMessage;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;

/** The application must send nothing in plain text: neither where STARTTLS is offered, nor where it is not. */
class StartTlsTest {
    @Test
    void theApplicationEncrypts() throws Exception {
        try (MailServer server = MailServer.builder().smtp(0).start()) {
            send(server.smtp().port(), server.tls().clientSslContext());

            ReceivedMail mail = server.received().all().get(0);
            assertThat(mail.client().tls().orElseThrow().version()).isEqualTo("TLSv1.3");
        }
    }

    @Test
    void theApplicationSendsNothingWhereItCannotEncrypt() {
        try (MailServer server =
                MailServer.builder().smtp(0, smtp -> smtp.startTls(false)).start()) {
            assertThatThrownBy(() -> send(server.smtp().port(), server.tls().clientSslContext()))
                    .isInstanceOf(MessagingException.class);
            assertThat(server.received().all()).isEmpty();
        }
    }

    /** What your application does. */
    private static void send(int port, SSLContext trusting) throws Exception {
        Properties settings = new Properties();
        settings.put("mail.smtp.host", "localhost");
        settings.put("mail.smtp.port", port);
        settings.put("mail.smtp.starttls.required", true);
        settings.put("mail.smtp.ssl.socketFactory", trusting.getSocketFactory());
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setRecipients(MimeMessage.RecipientType.TO, "bob@example.com");
        message.setText("Hello");
        Transport.send(message);
    }
}
