package dev.yubin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.protocol.tls.KeyFiles;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collections;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class TlsContextTest {
    private static final TlsOptions DEFAULTS = TlsOptions.generated();

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "mail.example.com",
                "localhost",
                "127.0.0.1",
                "::1",
                "other.example",
                "a.wild.example",
                "192.0.2.9"
            })
    void aClientThatChecksIsServedForEachNameOfTheServer(String host) throws Exception {
        Tls tls = tls(DEFAULTS.hostNames("other.example", "*.wild.example", "192.0.2.9"));

        Handshake handshake = Handshake.of(tls.clientSslContext(), tls, host);

        assertThat(handshake.exchange()).isEqualTo("hello welcome");
        assertThat(handshake.facts().version()).isEqualTo("TLSv1.3");
        assertThat(handshake.facts().clientCertificate()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"192.0.2.7, 192.0.2.7", "[IPv6:2001:db8::7], 2001:db8::7", "bücher.example, xn--bcher-kva.example"})
    void theServersNameMayBeAnAddressOrInternational(String name, String asked) throws Exception {
        Tls tls = Tls.of(DEFAULTS, name);

        assertThat(Handshake.of(tls.clientSslContext(), tls, asked).exchange()).isEqualTo("hello welcome");
    }

    @Test
    void anotherNameIsRefusedByTheClient() {
        Tls tls = tls(DEFAULTS);

        assertThatThrownBy(() -> Handshake.of(tls.clientSslContext(), tls, "another.example"))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("The client says")
                .hasMessageContaining("another.example");
    }

    @ParameterizedTest
    @CsvSource({
        "EXPIRED, validity check failed",
        "NOT_YET_VALID, validity check failed",
        "WRONG_HOST, No ",
        "UNTRUSTED, unable to find valid certification path",
    })
    void aDefectIsRefusedByAClientThatChecks(CertificateDefect defect, String said) {
        Tls tls = tls(DEFAULTS.defect(defect));

        for (String host : new String[] {"mail.example.com", "localhost", "127.0.0.1"}) {
            assertThatThrownBy(() -> Handshake.of(tls.clientSslContext(), tls, host))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("The client says")
                    .hasMessageContaining(said);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void oneVersionOnlyIsSpoken(String version) throws Exception {
        Tls tls = tls(DEFAULTS.versions(version));
        String other = version.equals("TLSv1.3") ? "TLSv1.2" : "TLSv1.3";

        Handshake handshake = Handshake.of(tls.clientSslContext(), tls, "localhost", "TLSv1.2", "TLSv1.3");

        assertThat(handshake.facts().version()).isEqualTo(version);
        assertThat(handshake.facts())
                .hasToString(version + " " + handshake.facts().cipherSuite());
        assertThatThrownBy(() -> Handshake.of(tls.clientSslContext(), tls, "localhost", other))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("The server says");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "TLS_AES_128_GCM_SHA256",
                "TLS_CHACHA20_POLY1305_SHA256",
                "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"
            })
    void oneCipherSuiteOnlyIsUsed(String suite) throws Exception {
        Tls tls = tls(DEFAULTS.ciphers(suite));

        Handshake handshake = Handshake.of(tls.clientSslContext(), tls, "localhost");

        assertThat(handshake.facts().cipherSuite()).isEqualTo(suite);
        assertThat(handshake.clientSession().getCipherSuite()).isEqualTo(suite);
    }

    @Test
    void theDefaultCipherSuitesAreTheJdks() throws Exception {
        SSLContext jdk = SSLContext.getInstance("TLS");
        jdk.init(null, null, null);

        assertThat(tls(DEFAULTS).serverContext().cipherSuites())
                .containsExactly(jdk.getDefaultSSLParameters().getCipherSuites());
    }

    @ParameterizedTest
    @CsvSource({
        "TLSv1.4, Not a version of TLS that this JDK knows: TLSv1.4; it knows TLSv1.3",
        "tlsv1.3, Not a version of TLS",
        "'', Not a version of TLS",
        "SSLv3, This JDK has switched off SSLv3",
    })
    void anUnknownVersionIsRefusedAtOnce(String version, String said) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tls(DEFAULTS.versions(version)))
                .withMessageContaining(said);
    }

    @Test
    void cipherSuitesThatNoHandshakeCouldUseAreRefusedAtOnce() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tls(DEFAULTS.ciphers("TLS_AES_128_GCM_SHA256", "TLS_UNHEARD_OF")))
                .withMessageContaining("Not a cipher suite that this JDK knows: TLS_UNHEARD_OF");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tls(DEFAULTS.versions("TLSv1.2").ciphers("TLS_AES_128_GCM_SHA256")))
                .withMessageContaining("can be used with TLSv1.2");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tls(DEFAULTS.versions("TLSv1.3").ciphers("TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256")))
                .withMessageContaining("can be used with TLSv1.3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tls(DEFAULTS.ciphers("TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256")))
                .withMessageContaining("and the certificate's EC key");
    }

    @Test
    void clientsAreNotAskedForCertificatesByDefault() throws Exception {
        Tls tls = tls(DEFAULTS);

        Handshake handshake = Handshake.of(tls.clientSslContext("alice@example.com"), tls, "localhost");

        assertThat(handshake.facts().clientCertificate()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientCertificates.class,
            names = {"OPTIONAL", "REQUIRED"})
    void aClientsCertificateIsTakenFromTheGeneratedAuthority(ClientCertificates wanted) throws Exception {
        for (String version : TlsOptions.DEFAULT_VERSIONS) {
            Tls tls = tls(DEFAULTS.clientCertificates(wanted).versions(version));

            Handshake handshake = Handshake.of(tls.clientSslContext("alice@example.com"), tls, "localhost");

            assertThat(handshake.exchange()).isEqualTo("hello welcome");
            X509Certificate shown = handshake.facts().clientCertificate().orElseThrow();
            assertThat(shown.getSubjectX500Principal().getName()).isEqualTo("CN=alice@example.com,O=Yubin");
            shown.verify(tls.caCertificate().getPublicKey());
        }
    }

    @Test
    void aClientWithoutCertificateIsRefusedOnlyWhereOneIsRequired() throws Exception {
        for (String version : TlsOptions.DEFAULT_VERSIONS) {
            TlsOptions options = DEFAULTS.versions(version);
            Tls optional = tls(options.clientCertificates(ClientCertificates.OPTIONAL));
            Tls required = tls(options.clientCertificates(ClientCertificates.REQUIRED));

            assertThat(Handshake.of(optional.clientSslContext(), optional, "localhost")
                            .facts()
                            .clientCertificate())
                    .isEmpty();
            assertThatThrownBy(() -> Handshake.of(required.clientSslContext(), required, "localhost"))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("The server says");
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ClientCertificates.class,
            names = {"OPTIONAL", "REQUIRED"})
    void aForeignCertificateIsRefused(ClientCertificates wanted) {
        KeyFiles foreign = KeyFiles.client("alice@example.com");
        for (String version : TlsOptions.DEFAULT_VERSIONS) {
            Tls tls = tls(DEFAULTS.clientCertificates(wanted).versions(version));

            assertThatThrownBy(() -> Handshake.of(foreign.clientContext(tls.caCertificate()), tls, "localhost"))
                    .isInstanceOf(SSLException.class)
                    .hasMessageContaining("The server says");
        }
    }

    @Test
    void clientAuthoritiesAreThoseOfTheFileAndNoOthers() throws Exception {
        KeyFiles alice = KeyFiles.client("alice@example.com");
        Path file = KeyFiles.write(
                folder.resolve("authorities.pem"), KeyFiles.ec("x").chainPem() + alice.chainPem());
        Tls tls = tls(DEFAULTS.clientCertificates(ClientCertificates.REQUIRED).clientAuthorities(file));

        Handshake handshake = Handshake.of(alice.clientContext(tls.caCertificate()), tls, "localhost");

        assertThat(handshake.facts().clientCertificate()).contains(alice.certificate());
        assertThatThrownBy(() -> Handshake.of(tls.clientSslContext("alice@example.com"), tls, "localhost"))
                .hasMessageContaining("The server says");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> tls(DEFAULTS.clientCertificates(ClientCertificates.OPTIONAL)
                        .clientAuthorities(folder.resolve("missing.pem"))))
                .withMessageContaining("missing.pem");
    }

    @Test
    void aServersCertificateIsNoClientsCertificate() {
        KeyFiles server = KeyFiles.ec("localhost");
        Path file = KeyFiles.write(folder.resolve("authority.pem"), KeyFiles.pem(server.authority()));
        Tls tls = tls(DEFAULTS.clientCertificates(ClientCertificates.REQUIRED).clientAuthorities(file));

        assertThatThrownBy(() -> Handshake.of(server.clientContext(tls.caCertificate()), tls, "localhost"))
                .hasMessageContaining("The server says");
    }

    @Test
    void pemFilesAreServed() throws Exception {
        KeyFiles files = KeyFiles.ec("own.example");
        Tls tls = tls(pem(files));

        Handshake handshake = Handshake.of(tls.clientSslContext(), tls, "own.example");

        assertThat(handshake.clientSession().getPeerCertificates()[0]).isEqualTo(files.certificate());
        assertThat(tls.caCertificate()).isEqualTo(files.authority());
        assertThatThrownBy(() -> Handshake.of(tls(DEFAULTS).clientSslContext(), tls, "own.example"))
                .hasMessageContaining("The client says");
    }

    @Test
    void anEncryptedKeyAndAPkcs12FileAreServed() throws Exception {
        KeyFiles files = KeyFiles.ec("own.example");
        Path chain = KeyFiles.write(folder.resolve("chain.pem"), files.chainPem());
        Path key = KeyFiles.write(folder.resolve("key.pem"), files.encryptedKeyPem("hidden-42"));
        Tls pem = tls(TlsOptions.pem(chain, key, "hidden-42"));
        Tls pkcs12 = tls(TlsOptions.pkcs12(files.pkcs12(folder.resolve("server.p12"), "hidden-42", "x"), "hidden-42"));

        for (Tls tls : new Tls[] {pem, pkcs12}) {
            assertThat(Handshake.of(tls.clientSslContext(), tls, "own.example").exchange())
                    .isEqualTo("hello welcome");
            assertThat(tls.toString()).doesNotContain("hidden-42");
        }
    }

    @ParameterizedTest
    @CsvSource({"RSA, 2048, SHA256withRSA", "Ed25519, 0, Ed25519", "EC, 384, SHA512withECDSA"})
    void aCertificateThatHasSignedItselfIsItsOwnAuthority(String algorithm, int bits, String signature)
            throws Exception {
        KeyFiles files = KeyFiles.selfSigned(algorithm, bits, signature);
        for (String version : TlsOptions.DEFAULT_VERSIONS) {
            Tls tls = tls(pem(files).versions(version));

            assertThat(Handshake.of(tls.clientSslContext(), tls, "localhost").exchange())
                    .isEqualTo("hello welcome");
            assertThat(tls.caCertificate()).isEqualTo(files.certificate());
        }
    }

    @Test
    void authoritiesForCertificatesThatNobodyAsksForAreAMistake() {
        TlsOptions useless = TlsOptions.generated().clientAuthorities(folder.resolve("ca.pem"));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Tls.of(useless, "localhost"))
                .withMessageContaining("clientCertificates(OPTIONAL");
    }

    @Test
    void onlyGeneratedCertificatesHaveNamesAndDefects() {
        TlsOptions own = TlsOptions.pkcs12(folder.resolve("x"), "x");

        assertThatIllegalArgumentException().isThrownBy(() -> own.hostNames("a.example"));
        assertThatIllegalArgumentException().isThrownBy(() -> own.defect(CertificateDefect.EXPIRED));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.hostNames("not a host"));
        assertThatIllegalArgumentException().isThrownBy(() -> DEFAULTS.versions(new String[0]));
        assertThatIllegalArgumentException().isThrownBy(() -> Tls.of(DEFAULTS, "not a host"));
    }

    @Test
    void reloadServesWhatTheFilesHaveNow() throws Exception {
        KeyFiles before = KeyFiles.ec("own.example");
        KeyFiles after = KeyFiles.ec("own.example");
        Tls tls = tls(pem(before));
        SSLContext oldClient = tls.clientSslContext();
        Handshake old = Handshake.of(oldClient, tls, "own.example");

        pem(after);
        tls.reload();

        assertThat(tls.isReady()).isTrue();
        assertThat(Handshake.of(tls.clientSslContext(), tls, "own.example")
                        .clientSession()
                        .getPeerCertificates()[0])
                .isEqualTo(after.certificate());
        // Not even a session that is taken up again has the old one.
        assertThatThrownBy(() -> Handshake.of(oldClient, tls, "own.example")).hasMessageContaining("The client says");
        assertThat(old.exchange()).isEqualTo("hello welcome");
    }

    @Test
    void aReloadThatFailsKeepsTheOld() throws Exception {
        KeyFiles files = KeyFiles.ec("own.example");
        Tls tls = tls(pem(files));
        SSLContext client = tls.clientSslContext();

        KeyFiles.write(folder.resolve("key.pem"), KeyFiles.ec("own.example").keyPem());
        assertThatIllegalArgumentException().isThrownBy(tls::reload).withMessageContaining("key.pem");
        Files.delete(folder.resolve("chain.pem"));
        assertThatIllegalArgumentException().isThrownBy(tls::reload).withMessageContaining("chain.pem");

        assertThat(Handshake.of(client, tls, "own.example").exchange()).isEqualTo("hello welcome");
    }

    @Test
    void otherOptionsHoldForNewConnections() throws Exception {
        Tls tls = tls(DEFAULTS);
        SSLContext client = tls.clientSslContext();
        Handshake old = Handshake.of(client, tls, "localhost");

        tls.use(DEFAULTS.defect(CertificateDefect.EXPIRED));

        assertThat(tls.options().defect()).contains(CertificateDefect.EXPIRED);
        assertThatThrownBy(() -> Handshake.of(client, tls, "localhost")).hasMessageContaining("validity check failed");
        assertThat(old.exchange()).isEqualTo("hello welcome");
        assertThatIllegalArgumentException().isThrownBy(() -> tls.use(DEFAULTS.versions("none")));
        assertThat(tls.options().defect()).contains(CertificateDefect.EXPIRED);
        tls.use(DEFAULTS);
        assertThat(Handshake.of(client, tls, "localhost").exchange()).isEqualTo("hello welcome");
    }

    @Test
    void nothingIsMadeBeforeItIsNeeded() {
        Tls tls = tls(DEFAULTS);
        assertThat(tls.isReady()).isFalse();
        tls.reload();
        assertThat(tls.isReady()).isFalse();

        assertThat(tls.serverContext()).isSameAs(tls.serverContext());

        assertThat(tls.isReady()).isTrue();
        tls.reload();
        assertThat(tls.isReady()).isTrue();
    }

    @Test
    void theAuthorityIsOneForTheJvm() throws Exception {
        X509Certificate authority = tls(DEFAULTS).caCertificate();

        assertThat(Tls.of(DEFAULTS.defect(CertificateDefect.UNTRUSTED), "x").caCertificate())
                .isSameAs(authority);
        InputStream pem =
                new ByteArrayInputStream(tls(DEFAULTS).caCertificatePem().getBytes(StandardCharsets.US_ASCII));
        assertThat(CertificateFactory.getInstance("X.509").generateCertificate(pem))
                .isEqualTo(authority);
        assertThat(tls(DEFAULTS).caCertificatePem())
                .startsWith("-----BEGIN CERTIFICATE-----\n")
                .endsWith("\n-----END CERTIFICATE-----\n");
    }

    @Test
    void aTrustStoreIsWrittenAsTheJvmReadsIt() throws Exception {
        Path file = folder.resolve("trust.p12");
        Tls tls = tls(DEFAULTS);

        tls.writeTrustStore(file, "changeit");
        tls.writeTrustStore(file, "changeit");

        KeyStore store = KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
        assertThat(Collections.list(store.aliases())).singleElement().satisfies(alias -> {
            assertThat(store.isCertificateEntry(alias)).isTrue();
            assertThat(store.getCertificate(alias)).isEqualTo(tls.caCertificate());
        });
        assertThatThrownBy(() -> tls.writeTrustStore(folder.resolve("none/trust.p12"), "x"))
                .isInstanceOf(IOException.class);
    }

    private static Tls tls(TlsOptions options) {
        return Tls.of(options, "mail.example.com");
    }

    private TlsOptions pem(KeyFiles files) {
        Path chain = KeyFiles.write(folder.resolve("chain.pem"), files.chainPem());
        return TlsOptions.pem(chain, KeyFiles.write(folder.resolve("key.pem"), files.keyPem()));
    }
}
