package dev.yubin.examples;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.MailServer;
import jakarta.mail.Session;
import jakarta.mail.Transport;
import jakarta.mail.internet.InternetAddress;
import jakarta.mail.internet.MimeMessage;
import java.time.Duration;
import java.util.Properties;
import org.junit.jupiter.api.Test;

/** What does the application do when the server has no connection left for it? */
class BusyServerTest {
    @Test
    void theApplicationIsToldToTryAgain() throws Exception {
        try (MailServer server = MailServer.builder()
                .limits(limits -> limits.idle(Duration.ofMinutes(1)))
                .smtp(0, smtp -> smtp.limits(limits -> limits.connections(1)))
                .start()) {
            int port = server.smtp().port();
            try (Transport other = Session.getInstance(new Properties()).getTransport("smtp")) {
                other.connect("localhost", port, null, null);
                assertThatThrownBy(() -> send(port)).hasStackTraceContaining("421 4.7.0");
            }
        }
    }

    /** What your application does. */
    private static void send(int port) throws Exception {
        Session session = Session.getInstance(new Properties());
        MimeMessage message = new MimeMessage(session);
        message.setText("Hello");
        try (Transport transport = session.getTransport("smtp")) {
            transport.connect("localhost", port, null, null);
            transport.sendMessage(message, InternetAddress.parse("bob@example.com"));
        }
    }
}
