package dev.yubin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.protocol.tls.KeyFiles;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSession;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsSessionTest {
    private static final boolean CAN_EXPORT = Runtime.version().feature() >= 25;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theServersEndPointIsTheHashOfWhatTheClientSees(String version) throws Exception {
        Tls tls = Tls.of(TlsOptions.generated().versions(version), "localhost");

        Handshake handshake = Handshake.of(tls.clientSslContext(), tls, "localhost");

        assertThat(handshake.binding("tls-server-end-point")).hasValue(seenByClient(handshake, "SHA-256"));
    }

    @ParameterizedTest
    @CsvSource({
        "RSA, 2048, SHA256withRSA, SHA-256",
        "RSA, 2048, SHA384withRSA, SHA-384",
        "EC, 256, SHA512withECDSA, SHA-512",
        "RSA, 2048, SHA1withRSA, SHA-256",
    })
    void theHashIsTheOneOfTheSignatureButNoWeakOne(String algorithm, int bits, String signature, String hash)
            throws Exception {
        KeyFiles files = KeyFiles.selfSigned(algorithm, bits, signature);
        Tls tls = Tls.of(pem(files), "localhost");

        Handshake handshake = Handshake.of(tls.clientSslContext(), tls, "localhost");

        assertThat(handshake.binding("tls-server-end-point")).hasValue(seenByClient(handshake, hash));
    }

    @Test
    void aSignatureWithoutHashHasNoEndPoint() throws Exception {
        Tls tls = Tls.of(pem(KeyFiles.selfSigned("Ed25519", 0, "Ed25519")), "localhost");

        Handshake handshake = Handshake.of(tls.clientSslContext(), tls, "localhost");

        assertThat(handshake.binding("tls-server-end-point")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aSessionThatIsTakenUpAgainHasTheSameFacts(String version) throws Exception {
        TlsOptions options = TlsOptions.generated().versions(version).clientCertificates(ClientCertificates.REQUIRED);
        Tls tls = Tls.of(options, "localhost");
        SSLContext client = tls.clientSslContext("alice@example.com");
        Handshake first = Handshake.of(client, tls, "localhost");

        Handshake second = Handshake.of(client, tls, "localhost");

        assertThat(second.clientSession().getCreationTime())
                .as("taken up again")
                .isEqualTo(first.clientSession().getCreationTime());
        assertThat(second.facts().clientCertificate())
                .isEqualTo(first.facts().clientCertificate())
                .isPresent();
        assertThat(second.binding("tls-server-end-point")).hasValue(seenByClient(second, "SHA-256"));
        if (CAN_EXPORT && version.equals("TLSv1.3")) {
            assertThat(second.binding("tls-exporter")).hasValue(exported(second.clientSession()));
            assertThat(exported(second.clientSession())).isNotEqualTo(exported(first.clientSession()));
        }
    }

    @Test
    void theExporterIsTheSameOnBothSidesAndAnotherForEachConnection() throws Exception {
        Tls tls = Tls.of(TlsOptions.generated(), "localhost");
        Handshake handshake = Handshake.of(tls.clientSslContext(), tls, "localhost");
        Handshake other = Handshake.of(tls.clientSslContext(), tls, "localhost");

        if (!CAN_EXPORT) {
            assertThat(handshake.binding("tls-exporter")).isEmpty();
            return;
        }
        assertThat(handshake.binding("tls-exporter")).hasValue(exported(handshake.clientSession()));
        assertThat(exported(handshake.clientSession())).hasSize(32).isNotEqualTo(exported(other.clientSession()));
    }

    @Test
    void thereIsNoExporterBeforeTls13() throws Exception {
        Tls tls = Tls.of(TlsOptions.generated().versions("TLSv1.2"), "localhost");

        Handshake handshake = Handshake.of(tls.clientSslContext(), tls, "localhost");

        assertThat(handshake.binding("tls-exporter")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tls-unique", "TLS-EXPORTER", "tls-server-end-point "})
    void anUnknownBindingIsNone(String type) throws Exception {
        Tls tls = Tls.of(TlsOptions.generated(), "localhost");

        Handshake handshake = Handshake.of(tls.clientSslContext(), tls, "localhost");

        assertThat(handshake.binding(type)).isEmpty();
    }

    private TlsOptions pem(KeyFiles files) {
        Path file = KeyFiles.write(folder.resolve("server.pem"), files.chainPem() + files.keyPem());
        return TlsOptions.pem(file, file);
    }

    private static byte[] seenByClient(Handshake handshake, String hash) throws Exception {
        byte[] certificate = handshake.clientSession().getPeerCertificates()[0].getEncoded();
        return MessageDigest.getInstance(hash).digest(certificate);
    }

    /** The JDK this is compiled for does not have the method. */
    private static byte[] exported(SSLSession session) throws Exception {
        Method export = Arrays.stream(ExtendedSSLSession.class.getMethods())
                .filter(method -> method.getName().equals("exportKeyingMaterialData"))
                .findFirst()
                .orElseThrow();
        return (byte[]) export.invoke(session, "EXPORTER-Channel-Binding", null, 32);
    }
}
