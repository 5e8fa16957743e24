package dev.yubin.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PemFileTest {
    private static final KeyFiles FILES = KeyFiles.ec("mail.example.com");

    @TempDir
    private Path folder;

    @Test
    void allCertificatesAreReadAndTextAroundThemIsNot() {
        Path file = file("\ufeffKönig's\n" + FILES.chainPem());

        assertThat(PemFile.certificates(file)).containsExactly(FILES.certificate(), FILES.authority());
    }

    @Test
    void keysBetweenCertificatesAreNoCertificates() {
        Path file = file(Authorities.pem(FILES.certificate()) + FILES.keyPem() + Authorities.pem(FILES.authority()));

        assertThat(PemFile.certificates(file)).containsExactly(FILES.certificate(), FILES.authority());
    }

    @Test
    void linesMayHaveAnyLengthAndSpaces() {
        String pem = Authorities.pem(FILES.certificate());
        String[] lines = pem.split("\n");
        String oneLine =
                lines[0] + "\n" + pem.replace("\n", "").replace(lines[0], "").replace(lines[lines.length - 1], "")
                        + "\n" + lines[lines.length - 1];

        assertThat(PemFile.certificates(file(oneLine))).containsExactly(FILES.certificate());
        assertThat(PemFile.certificates(file(pem.replace("\n", " \t\r\n")))).containsExactly(FILES.certificate());
    }

    @Test
    void aFileThatIsNotThereIsNamed() {
        Path missing = folder.resolve("missing.pem");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemFile.certificates(missing))
                .withMessage("There is no file " + missing);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemFile.certificates(folder))
                .withMessageContaining(folder.toString());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "'' | it is empty",
                "CERTIFICATE | -----BEGIN CERTIFICATE-----",
                "0\u0082\u0001 | TlsOptions.pkcs12",
                "0\u0082\u0001 | openssl x509 -inform DER",
                "-----BEGIN PRIVATE KEY-----~AAAA~-----END PRIVATE KEY----- | swapped",
                "-----BEGIN EC PRIVATE KEY-----~AAAA~-----END EC PRIVATE KEY----- | swapped",
                "-----BEGIN CERTIFICATE REQUEST-----~AAAA~-----END CERTIFICATE REQUEST----- | a CERTIFICATE REQUEST"
            })
    void aFileWithoutCertificatesIsSaidToHaveNoneAndWhatInstead(String text, String instead) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemFile.certificates(file(text.replace('~', '\n'))))
                .withMessageContaining("There is no certificate in " + folder)
                .withMessageContaining(instead);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-----BEGIN CERTIFICATE-----\nAAAA\n",
                "-----BEGIN CERTIFICATE-----\nAAAA\n-----END PRIVATE KEY-----\n",
                "-----BEGIN ",
                "-----BEGIN CERTIFICATE",
                "-----BEGIN CERTIFICATE-----",
            })
    void aBlockWithoutEndIsSaidToBeCutOff(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemFile.certificates(file(text)))
                .withMessageContaining("cut off");
    }

    @ParameterizedTest
    @ValueSource(strings = {"AAAA", "", "A", "AA=A", "%%%%", "Proc-Type: 4,ENCRYPTED\n\nAAAA"})
    void aBrokenCertificateIsAnErrorThatNamesTheFile(String body) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemFile.certificates(
                        file("-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n")))
                .withMessageContaining(folder.toString());
    }

    @Test
    void headersAreNotPartOfTheOctets() {
        for (String lineEnd : List.of("\n", "\r\n")) {
            String text = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: DES-EDE3-CBC,00\n\nAQID\n"
                    + "-----END RSA PRIVATE KEY-----\n";

            List<PemBlock> blocks = PemFile.read(file(text.replace("\n", lineEnd)));

            assertThat(blocks).hasSize(1);
            assertThat(blocks.get(0).label()).isEqualTo("RSA PRIVATE KEY");
            assertThat(blocks.get(0).hasHeaders()).isTrue();
            assertThat(blocks.get(0).octets()).containsExactly(1, 2, 3);
        }
    }

    @Test
    void aFileThatNeverEndsIsRefused() throws Exception {
        Path zeros = Path.of("/dev/zero");
        assumeTrue(Files.exists(zeros), "there is no /dev/zero here");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> PemFile.certificates(zeros))
                .withMessageContaining("too large");
    }

    @Test
    void anyChangeOfAFileIsReadOrRefused() {
        Random random = new Random(11);
        String good = FILES.chainPem() + FILES.keyPem();
        for (int round = 0; round < 400; round++) {
            StringBuilder text = new StringBuilder(good);
            for (int change = random.nextInt(4); change >= 0; change--) {
                int at = random.nextInt(text.length());
                switch (random.nextInt(3)) {
                    case 0 -> text.setCharAt(at, (char) random.nextInt(128));
                    case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(80)));
                    default -> text.insert(at, "-----BEGIN CERTIFICATE-----");
                }
            }
            Path file = file(text.toString());
            try {
                assertThat(PemKeySourceTest.read(file, file).chain()).isNotEmpty();
            } catch (IllegalArgumentException e) {
                assertThat(e).hasMessageContaining(file.toString());
            }
        }
    }

    private Path file(String text) {
        return KeyFiles.write(folder.resolve("file.pem"), text);
    }
}
