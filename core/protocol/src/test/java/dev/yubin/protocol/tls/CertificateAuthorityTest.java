package dev.yubin.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.yubin.protocol.CertificateDefect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.InvalidKeyException;
import java.security.SignatureException;
import java.security.cert.CertPath;
import java.security.cert.CertPathValidator;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.CertificateParsingException;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CertificateAuthorityTest {
    private static final Set<String> LOCAL = HostNames.of(List.of("mail.example.com", "localhost", "127.0.0.1", "::1"));

    private final CertificateAuthority authority = new CertificateAuthority("Test CA");

    @Test
    void theAuthorityMaySignCertificatesOnly() throws Exception {
        X509Certificate certificate = authority.certificate();

        certificate.verify(certificate.getPublicKey());
        certificate.checkValidity();
        assertThat(certificate.getVersion()).isEqualTo(3);
        assertThat(certificate.getBasicConstraints()).isZero();
        assertThat(usages(certificate)).containsExactly(5, 6);
        assertThat(certificate.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.19", "2.5.29.15");
        assertThat(certificate.getSubjectX500Principal()).isEqualTo(certificate.getIssuerX500Principal());
        assertThat(certificate.getSubjectX500Principal().getName()).startsWith("CN=Test CA ");
    }

    @Test
    void aServersCertificateIsForItsNamesAndAddresses() throws Exception {
        X509Certificate leaf = authority.server(LOCAL, null).chain().get(0);

        leaf.verify(authority.certificate().getPublicKey());
        assertThat(leaf.getSigAlgName()).isEqualToIgnoringCase("SHA256withECDSA");
        assertThat(leaf.getPublicKey())
                .isInstanceOfSatisfying(
                        ECPublicKey.class,
                        key -> assertThat(key.getParams().getOrder().bitLength())
                                .isEqualTo(256));
        assertThat(names(leaf))
                .containsExactly("2 mail.example.com", "2 localhost", "7 127.0.0.1", "7 0:0:0:0:0:0:0:1");
        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=mail.example.com,O=Yubin");
        assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
        assertThat(usages(leaf)).containsExactly(0);
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
        assertThat(leaf.getSerialNumber()).isPositive();
        assertThat(leaf.getSerialNumber().bitLength()).isBetween(120, 159);
        byte[] issuedBy = leaf.getExtensionValue("2.5.29.35");
        byte[] issuersKey = authority.certificate().getExtensionValue("2.5.29.14");
        assertThat(lastOctets(issuedBy)).isEqualTo(lastOctets(issuersKey));
    }

    @Test
    void aHostNameTooLongForACommonNameIsAnAlternativeName() throws Exception {
        String name = ("a".repeat(60) + ".").repeat(4) + "com";

        X509Certificate leaf = authority.server(Set.of(name), null).chain().get(0);

        assertThat(names(leaf)).containsExactly("2 " + name);
        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=mail server,O=Yubin");
    }

    @Test
    void theChainIsValidForPkix() throws Exception {
        validate(authority.server(LOCAL, null), authority.certificate());
        validate(authority.client("alice@example.com"), authority.certificate());
    }

    @Test
    void theChainIsNotValidForAnotherAuthority() {
        X509Certificate other = new CertificateAuthority("Test CA").certificate();

        assertThatThrownBy(() -> validate(authority.server(LOCAL, null), other))
                .isInstanceOf(CertPathValidatorException.class);
        assertThatThrownBy(() -> authority.server(LOCAL, null).chain().get(0).verify(other.getPublicKey()))
                .isInstanceOfAny(SignatureException.class, InvalidKeyException.class);
    }

    @Test
    void aCertificateIsValidFromADayBeforeUntilAYearAfter() {
        Instant now = Instant.now();

        X509Certificate leaf = authority.server(LOCAL, null).chain().get(0);

        assertThat(leaf.getNotBefore().toInstant())
                .isBetween(now.minus(Duration.ofHours(25)), now.minus(Duration.ofHours(23)));
        assertThat(leaf.getNotAfter().toInstant())
                .isBetween(now.plus(Duration.ofDays(364)), now.plus(Duration.ofDays(366)));
        // What Apple's clients refuse.
        assertThat(Duration.between(
                        leaf.getNotBefore().toInstant(), leaf.getNotAfter().toInstant()))
                .isLessThan(Duration.ofDays(398));
    }

    @Test
    void anExpiredOneEndedYesterday() {
        X509Certificate leaf =
                authority.server(LOCAL, CertificateDefect.EXPIRED).chain().get(0);

        assertThatThrownBy(leaf::checkValidity).isInstanceOf(CertificateExpiredException.class);
        assertThat(leaf.getNotAfter()).isAfter(Date.from(Instant.now().minus(Duration.ofDays(2))));
        assertThat(names(leaf)).contains("2 mail.example.com");
    }

    @Test
    void oneThatIsNotYetValidBeginsTomorrow() {
        X509Certificate leaf =
                authority.server(LOCAL, CertificateDefect.NOT_YET_VALID).chain().get(0);

        assertThatThrownBy(leaf::checkValidity).isInstanceOf(CertificateNotYetValidException.class);
        assertThat(leaf.getNotBefore()).isBefore(Date.from(Instant.now().plus(Duration.ofDays(2))));
    }

    @Test
    void oneForAnotherHostHasNoneOfTheNames() throws Exception {
        KeyMaterial wrong = authority.server(LOCAL, CertificateDefect.WRONG_HOST);

        assertThat(names(wrong.chain().get(0))).containsExactly("2 wrong.host.invalid");
        assertThat(wrong.chain().get(0).getSubjectX500Principal().getName()).doesNotContain("example");
        validate(wrong, authority.certificate());
    }

    @Test
    void aClientsCertificateNamesItsUser() throws Exception {
        X509Certificate leaf = authority.client("alice@example.com").chain().get(0);

        assertThat(names(leaf)).containsExactly("1 alice@example.com");
        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=alice@example.com,O=Yubin");
        assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"alice", "jörg@example.com", "@example.com"})
    void aUserThatNoRfc822NameCanHoldIsACommonNameOnly(String user) throws Exception {
        X509Certificate leaf = authority.client(user).chain().get(0);

        assertThat(leaf.getSubjectAlternativeNames()).isNull();
        assertThat(leaf.getSubjectX500Principal().getName()).isEqualTo("CN=" + user + ",O=Yubin");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a\0b", "a\r\nb"})
    void whatIsNoUserHasNoCertificate(String user) {
        assertThatIllegalArgumentException().isThrownBy(() -> authority.client(user));
    }

    @Test
    void theSameIsMadeOnceAndOnlySoManyAreRemembered() {
        KeyMaterial first = authority.server(LOCAL, null);
        KeyMaterial user = authority.client("0@example.com");

        assertThat(authority.server(LOCAL, null)).isSameAs(first);
        assertThat(authority.server(LOCAL, CertificateDefect.EXPIRED)).isNotSameAs(first);
        assertThat(authority.client("0@example.com")).isSameAs(user);
        for (int i = 1; i <= CertificateAuthority.REMEMBERED; i++) {
            authority.client(i + "@example.com");
        }
        assertThat(authority.client("0@example.com")).isNotSameAs(user);
        assertThat(authority.server(LOCAL, null)).isNotSameAs(first);
    }

    @Test
    void whatIsOlderThanAMonthIsMadeAnew() {
        AtomicReference<Instant> now = new AtomicReference<>(Instant.parse("2045-01-01T00:00:00Z"));
        CertificateAuthority later = new CertificateAuthority("Test CA", now::get);
        KeyMaterial first = later.server(LOCAL, null);

        now.set(now.get().plus(Duration.ofDays(29)));
        assertThat(later.server(LOCAL, null)).isSameAs(first);
        now.set(now.get().plus(Duration.ofDays(1)));
        X509Certificate second = later.server(LOCAL, null).chain().get(0);

        assertThat(second.getNotBefore()).isEqualTo("2045-01-30T00:00:00Z");
        assertThat(second.getNotAfter()).isEqualTo("2046-01-31T00:00:00Z");
        // Ten years, which are over after 2049: a year of four digits.
        assertThat(later.certificate().getNotAfter()).isEqualTo("2054-12-30T00:00:00Z");
    }

    @Test
    void theKeyIsInNothingThatIsPrinted() {
        KeyMaterial material = authority.server(LOCAL, null);

        byte[] secret = ((ECPrivateKey) material.key()).getS().toByteArray();
        assertThat(material.toString())
                .isEqualTo("EC key of CN=mail.example.com, O=Yubin")
                .doesNotContain(HexFormat.of().formatHex(secret));
    }

    @Test
    void opensslAcceptsTheChainInItsStrictMode(@TempDir Path folder) throws Exception {
        Openssl.assumeInstalled();
        Path ca = file(folder, "ca.pem", authority.certificate());
        Path server =
                file(folder, "server.pem", authority.server(LOCAL, null).chain().get(0));
        Path client = file(
                folder,
                "client.pem",
                authority.client("alice@example.com").chain().get(0));
        Path expired = file(
                folder,
                "expired.pem",
                authority.server(LOCAL, CertificateDefect.EXPIRED).chain().get(0));

        for (String host : List.of("-verify_hostname=mail.example.com", "-verify_ip=127.0.0.1", "-verify_ip=::1")) {
            int is = host.indexOf('=');
            assertThat(Openssl.run(
                            "verify",
                            "-x509_strict",
                            "-purpose",
                            "sslserver",
                            host.substring(0, is),
                            host.substring(is + 1),
                            "-CAfile",
                            ca.toString(),
                            server.toString()))
                    .contains("OK");
        }
        assertThat(Openssl.run(
                        "verify",
                        "-x509_strict",
                        "-purpose",
                        "sslclient",
                        "-verify_email",
                        "alice@example.com",
                        "-CAfile",
                        ca.toString(),
                        client.toString()))
                .contains("OK");
        assertThatThrownBy(() -> Openssl.run("verify", "-CAfile", ca.toString(), expired.toString()))
                .hasMessageContaining("expired");
    }

    private static Path file(Path folder, String name, X509Certificate certificate) throws Exception {
        return Files.writeString(folder.resolve(name), Authorities.pem(certificate));
    }

    private static void validate(KeyMaterial material, X509Certificate trusted) throws Exception {
        CertPath path = CertificateFactory.getInstance("X.509").generateCertPath(material.chain());
        PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(trusted, null)));
        parameters.setRevocationEnabled(false);
        CertPathValidator.getInstance("PKIX").validate(path, parameters);
    }

    private static List<String> names(X509Certificate certificate) {
        try {
            return certificate.getSubjectAlternativeNames().stream()
                    .map(name -> name.get(0) + " " + name.get(1))
                    .toList();
        } catch (CertificateParsingException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Integer> usages(X509Certificate certificate) {
        boolean[] usage = certificate.getKeyUsage();
        return IntStream.range(0, usage.length).filter(i -> usage[i]).boxed().toList();
    }

    /** The key's number without the tags in front. */
    private static byte[] lastOctets(byte[] extension) {
        return Arrays.copyOfRange(extension, extension.length - 20, extension.length);
    }
}
