package dev.yubin.examples;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.MailServer;
import dev.yubin.protocol.CertificateDefect;
import dev.yubin.protocol.TlsOptions;
import jakarta.mail.Session;
import jakarta.mail.Store;
import java.util.Properties;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Does the application look at certificates? If not, anybody on the way can read its mail. */
class WrongCertificateTest {
    @ParameterizedTest
    @EnumSource
    void theApplicationGoesAway(CertificateDefect defect) {
        try (MailServer server =
                MailServer.builder().pop3s(0).tls(tls -> tls.defect(defect)).start()) {
            assertThatThrownBy(() -> logIn(server.pop3s().port(), server.tls().clientSslContext()))
                    .hasStackTraceContaining("Certificate");
        }
    }

    @Test
    void theApplicationComesBackWhenTheCertificateIsRightAgain() throws Exception {
        try (MailServer server = MailServer.builder().pop3s(0).start()) {
            server.tls().use(TlsOptions.generated().defect(CertificateDefect.EXPIRED));
            assertThatThrownBy(() -> logIn(server.pop3s().port(), server.tls().clientSslContext()))
                    .hasStackTraceContaining("CertificateExpiredException");

            server.tls().use(TlsOptions.generated());
            logIn(server.pop3s().port(), server.tls().clientSslContext());
        }
    }

    /** What your application does. */
    private static void logIn(int port, SSLContext trusting) throws Exception {
        Properties settings = new Properties();
        settings.put("mail.pop3s.ssl.socketFactory", trusting.getSocketFactory());
        // Angus would else try again with the JVM's own authorities, and tell of that.
        settings.put("mail.pop3s.socketFactory.fallback", "false");
        try (Store store = Session.getInstance(settings).getStore("pop3s")) {
            store.connect("localhost", port, "bob", "secret");
        }
    }
}
