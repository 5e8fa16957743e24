package dev.yubin.examples;

import static dev.yubin.MailPredicate.to;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.MailServer;
import dev.yubin.ReceivedMail;
import dev.yubin.mime.BodyPart;
import jakarta.activation.DataHandler;
import jakarta.mail.Message;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.MimeBodyPart;
import jakarta.mail.internet.MimeMessage;
import jakarta.mail.internet.MimeMultipart;
import jakarta.mail.util.ByteArrayDataSource;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What a test wants to know of a mail: its text, its links and codes, its attachments. */
class ReadAMailTest {
    @Test
    void theInvoiceIsAttached() throws Exception {
        try (MailServer server = MailServer.builder().smtp(0).start()) {
            sendInvoice(server.smtp().host(), server.smtp().port());

            ReceivedMail mail = server.received().await(to("bob@example.com"), Duration.ofSeconds(5));
            assertThat(mail.text()).startsWith("Your code is 493817.");
            assertThat(mail.codes()).containsExactly("493817");
            assertThat(mail.links()).containsExactly("https://shop.example.org/pay?id=7");

            BodyPart invoice = mail.attachments().get(0);
            assertThat(invoice.name()).contains("請求書.pdf");
            assertThat(invoice.contentType().mediaType()).isEqualTo("application/pdf");
            assertThat(invoice.bytes()).startsWith('%', 'P', 'D', 'F');
        }
    }

    /** What your application does. */
    private static void sendInvoice(String host, int port) throws Exception {
        Properties settings = new Properties();
        settings.put("mail.smtp.host", host);
        settings.put("mail.smtp.port", port);
        MimeMessage message = new MimeMessage(Session.getInstance(settings));
        message.setRecipients(Message.RecipientType.TO, "bob@example.com");
        MimeBodyPart text = new MimeBodyPart();
        text.setText("Your code is 493817.\nPay at https://shop.example.org/pay?id=7.", "UTF-8");
        MimeBodyPart invoice = new MimeBodyPart();
        invoice.setDataHandler(
                new DataHandler(new ByteArrayDataSource(new byte[] {'%', 'P', 'D', 'F', 0, 1}, "application/pdf")));
        invoice.setFileName("請求書.pdf");
        message.setContent(new MimeMultipart(text, invoice));
        Transport.send(message);
    }
}
