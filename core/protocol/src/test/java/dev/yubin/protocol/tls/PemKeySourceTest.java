package dev.yubin.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemKeySourceTest {
    private static final KeyFiles EC = KeyFiles.ec("mail.example.com");
    private static final KeyFiles RSA = KeyFiles.selfSigned("RSA", 2048, "SHA256withRSA");
    private static final KeyFiles ED = KeyFiles.selfSigned("Ed25519", 0, "Ed25519");
    private static final byte[] P256 = Der.oid(1, 2, 840, 10045, 3, 1, 7);

    @TempDir
    private Path folder;

    @Test
    void keysInPkcs8AreRead() {
        for (KeyFiles files : List.of(EC, RSA, ED)) {
            KeyMaterial read = read(files, files.keyPem());

            assertThat(files.isKey(read.key())).isTrue();
            assertThat(read.chain()).startsWith(files.certificate());
            assertThat(read.last()).isEqualTo(files.authority());
        }
    }

    @Test
    void chainAndKeyMayBeInOneFileInAnyOrder() {
        Path keyFirst = file("first.pem", EC.keyPem() + EC.chainPem());
        Path keyLast = file("last.pem", EC.chainPem() + EC.keyPem());

        assertThat(EC.isKey(read(keyFirst, keyFirst).key())).isTrue();
        assertThat(EC.isKey(read(keyLast, keyLast).key())).isTrue();
    }

    @Test
    void anRsaKeyInPkcs1IsRead() {
        assertThat(RSA.isKey(read(RSA, KeyFiles.pem("RSA PRIVATE KEY", RSA.bareKey()))
                        .key()))
                .isTrue();
    }

    @Test
    void anEcKeyInSec1IsReadWithItsCurveInItOrInFront() {
        DerReader fields = new DerReader(new DerReader(EC.bareKey()).content(0x30));
        assertThat(fields.content(0x02)).containsExactly(1);
        byte[] secret = fields.content(0x04);
        String within = KeyFiles.pem(
                "EC PRIVATE KEY", Der.sequence(Der.integer(1), Der.octetString(secret), Der.explicit(0, P256)));
        String without = KeyFiles.pem("EC PRIVATE KEY", Der.sequence(Der.integer(1), Der.octetString(secret)));
        String inFront = KeyFiles.pem("EC PARAMETERS", P256);

        assertThat(EC.isKey(read(EC, within).key())).isTrue();
        assertThat(EC.isKey(read(EC, inFront + within).key())).isTrue();
        assertThat(EC.isKey(read(EC, inFront + without).key())).isTrue();
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(EC, without))
                .withMessageContaining("names no curve")
                .withMessageContaining("openssl pkcs8");
    }

    @Test
    void anEncryptedKeyIsReadWithItsPassword() {
        for (KeyFiles files : List.of(EC, RSA)) {
            Path chain = file("chain.pem", files.chainPem());
            Path key = file("key.pem", files.encryptedKeyPem("hidden-42"));

            assertThat(files.isKey(
                            new PemKeySource(chain, key, "hidden-42").read().key()))
                    .isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hidden-43", "", "pässwört"})
    void aWrongPasswordIsSaidToBeWrongAndNotShown(String password) {
        Path chain = file("chain.pem", EC.chainPem());
        Path key = file("key.pem", EC.encryptedKeyPem("hidden-42"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new PemKeySource(chain, key, password).read())
                .withMessage("The password does not open the key in " + key);
    }

    @Test
    void aMissingPasswordIsSaidToBeMissing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(EC, EC.encryptedKeyPem("hidden-42")))
                .withMessageContaining("is encrypted: give its password")
                .withMessageContaining("key.pem");
    }

    @Test
    void aPasswordForAKeyThatNeedsNoneDoesNotMatter() {
        Path chain = file("chain.pem", EC.chainPem());
        Path key = file("key.pem", EC.keyPem());

        assertThat(EC.isKey(new PemKeySource(chain, key, "hidden-42").read().key()))
                .isTrue();
    }

    @Test
    void opensslsOldEncryptionIsRefusedWithTheCommandThatHelps() {
        String old = "-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-128-CBC,00\n\nAAAA\n"
                + "-----END RSA PRIVATE KEY-----\n";

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(RSA, old))
                .withMessageContaining("OpenSSL's old form: openssl pkcs8 -topk8 -nocrypt -in " + folder);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OPENSSH PRIVATE KEY", "DSA PRIVATE KEY", "PUBLIC KEY", "CERTIFICATE"})
    void whatIsNoKeyForTlsIsNamedWithTheCommandThatHelps(String label) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(EC, KeyFiles.pem(label, new byte[] {1})))
                .withMessageContaining(label)
                .withMessageContaining("openssl pkcs8 -topk8");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PRIVATE KEY", "RSA PRIVATE KEY", "EC PRIVATE KEY", "ENCRYPTED PRIVATE KEY"})
    void aBrokenKeyIsRefused(String label) {
        Path chain = file("chain.pem", EC.chainPem());
        for (byte[] octets : List.of(
                new byte[0],
                new byte[] {0x30},
                Der.sequence(),
                Der.sequence(Der.integer(1)),
                Der.sequence(
                        Der.integer(1), Der.sequence(Der.oid(1, 2, 840, 10040, 4, 1)), Der.octetString(new byte[3])))) {
            Path key = file("key.pem", KeyFiles.pem(label, octets));
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new PemKeySource(chain, key, "secret").read())
                    .withMessageContaining("key.pem");
        }
    }

    @Test
    void aKeyOfAnotherCertificateIsRefused() {
        KeyFiles other = KeyFiles.ec("mail.example.com");
        KeyFiles otherRsa = KeyFiles.selfSigned("RSA", 1024, "SHA256withRSA");

        for (String key : List.of(other.keyPem(), RSA.keyPem(), ED.keyPem())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> read(EC, key))
                    .withMessageContaining("key.pem is not the one of the certificate in " + folder);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(RSA, otherRsa.keyPem()))
                .withMessageContaining("is not the one");
    }

    @Test
    void aChainInTheWrongOrderIsSaidToBe() {
        Path chain = file("chain.pem", Authorities.pem(EC.authority()) + Authorities.pem(EC.certificate()));
        Path key = file("key.pem", EC.keyPem());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(chain, key))
                .withMessageContaining("belongs to certificate 2")
                .withMessageContaining("must be the first");
    }

    @Test
    void neitherKeyNorPasswordIsInAnythingThatIsPrinted() {
        Path chain = file("chain.pem", EC.chainPem());
        Path key = file("key.pem", EC.keyPem());

        assertThat(new PemKeySource(chain, key, "hidden-42")).hasToString(chain + " and " + key);
        assertThat(PemFile.read(key)).hasToString("[PRIVATE KEY]");
    }

    @Test
    void whatOpensslWritesIsRead() throws Exception {
        Openssl.assumeInstalled();
        Path pkcs8 = file("pkcs8.pem", EC.keyPem());
        Path rsa = file("rsa.pem", RSA.keyPem());
        String[] ways = {
            "pkcs8 -topk8 -passout pass:hidden-42 -in " + pkcs8,
            "pkcs8 -topk8 -v2 aes-128-cbc -v2prf hmacWithSHA512 -passout pass:hidden-42 -in " + pkcs8,
            "ec -in " + pkcs8,
            "pkcs8 -topk8 -nocrypt -in " + pkcs8,
        };
        Path chain = file("chain.pem", EC.chainPem());
        for (String way : ways) {
            Path key = openssl(way);
            assertThat(EC.isKey(new PemKeySource(chain, key, "hidden-42").read().key()))
                    .as(Files.readString(key))
                    .isTrue();
        }
        Path traditional = openssl("rsa -traditional -in " + rsa);
        assertThat(RSA.isKey(read(RSA, Files.readString(traditional)).key())).isTrue();
        Path old = openssl("rsa -traditional -aes128 -passout pass:hidden-42 -in " + rsa);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> read(RSA, Files.readString(old)))
                .withMessageContaining("old form");
    }

    @Test
    void anEcKeyWithItsParametersAsOpensslGeneratesItIsRead() throws Exception {
        Openssl.assumeInstalled();
        Path key = folder.resolve("generated.pem");
        Path certificate = folder.resolve("certificate.pem");
        Openssl.run("ecparam", "-name", "secp384r1", "-genkey", "-out", key.toString());
        Openssl.run(
                "req",
                "-x509",
                "-new",
                "-key",
                key.toString(),
                "-subj",
                "/CN=localhost",
                "-out",
                certificate.toString());

        assertThat(Files.readString(key)).contains("BEGIN EC PARAMETERS", "BEGIN EC PRIVATE KEY");
        assertThat(read(certificate, key).algorithm()).isEqualTo("EC");
    }

    static KeyMaterial read(Path chain, Path key) {
        return new PemKeySource(chain, key, null).read();
    }

    private KeyMaterial read(KeyFiles files, String keyPem) {
        return read(file("chain.pem", files.chainPem()), file("key.pem", keyPem));
    }

    private Path openssl(String command) throws Exception {
        Path out = folder.resolve("out.pem");
        Openssl.run((command + " -out " + out).split(" "));
        return out;
    }

    private Path file(String name, String text) {
        return KeyFiles.write(folder.resolve(name), text);
    }
}
