package dev.yubin.protocol.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class Pkcs12KeySourceTest {
    private static final KeyFiles EC = KeyFiles.ec("mail.example.com");
    private static final KeyFiles RSA = KeyFiles.selfSigned("RSA", 2048, "SHA256withRSA");

    @TempDir
    private Path folder;

    @Test
    void keyAndChainAreRead() {
        Path file = EC.pkcs12(folder.resolve("ec.p12"), "hidden-42", "server");

        KeyMaterial read = new Pkcs12KeySource(file, "hidden-42").read();

        assertThat(read.key()).isEqualTo(EC.key());
        assertThat(read.chain()).containsExactly(EC.certificate(), EC.authority());
        assertThat(new Pkcs12KeySource(RSA.pkcs12(file, "x", "server"), "x")
                        .read()
                        .key())
                .isEqualTo(RSA.key());
    }

    @Test
    void whatOpensslWritesIsRead() throws IOException {
        Openssl.assumeInstalled();
        Path chain = KeyFiles.write(folder.resolve("chain.pem"), EC.chainPem());
        Path key = KeyFiles.write(folder.resolve("key.pem"), EC.keyPem());
        Path file = folder.resolve("server.p12");
        Openssl.run(
                "pkcs12",
                "-export",
                "-in",
                chain.toString(),
                "-inkey",
                key.toString(),
                "-passout",
                "pass:hidden-42",
                "-out",
                file.toString());

        KeyMaterial read = new Pkcs12KeySource(file, "hidden-42").read();

        assertThat(read.key()).isEqualTo(EC.key());
        assertThat(read.chain()).containsExactly(EC.certificate(), EC.authority());
    }

    @Test
    void aWrongPasswordIsSaidToBeWrongAndNotShown() {
        Path file = EC.pkcs12(folder.resolve("ec.p12"), "hidden-42", "server");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pkcs12KeySource(file, "hidden-43").read())
                .withMessage("The password does not open " + file);
        assertThat(new Pkcs12KeySource(file, "hidden-43")).hasToString(file.toString());
    }

    @Test
    void thereMustBeOneKey() throws IOException {
        Path two = EC.pkcs12(folder.resolve("two.p12"), "x", "first", "second");
        Path none = folder.resolve("none.p12");
        Authorities.writeTrustStore(EC.authority(), none, "x");

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pkcs12KeySource(two, "x").read())
                .withMessageContaining(two + " must have one private key")
                .withMessageContaining("first")
                .withMessageContaining("second");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pkcs12KeySource(none, "x").read())
                .withMessageContaining("has none");
    }

    @Test
    void aKeyWithoutItsCertificateIsSaidToBeOne() throws IOException {
        Openssl.assumeInstalled();
        Path key = KeyFiles.write(folder.resolve("key.pem"), EC.keyPem());
        Path file = folder.resolve("key.p12");
        Openssl.run(
                "pkcs12",
                "-export",
                "-nocerts",
                "-inkey",
                key.toString(),
                "-passout",
                "pass:x",
                "-out",
                file.toString());

        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pkcs12KeySource(file, "x").read())
                .withMessageContaining(file + " has a private key but not its certificate");
    }

    @Test
    void anotherFileIsRefusedWithTheCommandThatHelps() throws IOException {
        Path pem = KeyFiles.write(folder.resolve("chain.pem"), EC.chainPem());
        Path cut = EC.pkcs12(folder.resolve("cut.p12"), "x", "server");
        byte[] octets = Files.readAllBytes(cut);
        Files.write(cut, Arrays.copyOf(octets, octets.length / 2));

        for (Path file : new Path[] {pem, cut}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> new Pkcs12KeySource(file, "x").read())
                    .withMessageContaining(file.toString())
                    .withMessageContaining("openssl pkcs12 -export");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new Pkcs12KeySource(folder.resolve("missing.p12"), "x").read())
                .withMessage("There is no file " + folder.resolve("missing.p12"));
    }
}
