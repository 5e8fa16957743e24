package dev.yubin.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.MailServer;
import dev.yubin.protocol.TlsOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A certificate of your own from a file, and another one while the server runs. */
class OwnCertificateTest {
    @TempDir
    private Path directory;

    private Path file;

    @BeforeEach
    void aCertificateOfYourOwn() throws Exception {
        file = directory.resolve("mail.p12");
        makeCertificate("CN=first");
    }

    @Test
    void theCertificateIsRenewedWhileTheServerRuns() throws Exception {
        try (MailServer server = MailServer.builder()
                .smtps(0)
                .tls(TlsOptions.pkcs12(file, "secret").versions("TLSv1.3"))
                .start()) {
            assertThat(certificateOf(server)).isEqualTo("CN=first");

            makeCertificate("CN=second");
            server.tls().reload();
            assertThat(certificateOf(server)).isEqualTo("CN=second");
        }
    }

    private static String certificateOf(MailServer server) throws Exception {
        int port = server.smtps().port();
        try (SSLSocket socket =
                (SSLSocket) server.tls().clientSslContext().getSocketFactory().createSocket("localhost", port)) {
            X509Certificate shown = (X509Certificate) socket.getSession().getPeerCertificates()[0];
            return shown.getSubjectX500Principal().toString();
        }
    }

    /** Your files come from elsewhere; here the JDK's keytool makes one. */
    private void makeCertificate(String name) throws Exception {
        Files.deleteIfExists(file);
        String keytool =
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        String options = " -genkeypair -keyalg EC -storetype PKCS12 -storepass secret -dname ";
        String[] command = (keytool + options + name + " -keystore " + file).split(" ");
        assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
    }
}
