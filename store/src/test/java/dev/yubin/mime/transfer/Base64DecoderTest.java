package dev.yubin.mime.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.mime.Streams;
import dev.yubin.mime.TransferEncoding;
import java.io.IOException;
import java.util.Base64;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 2045 §6.8. */
class Base64DecoderTest {
    @ParameterizedTest
    @CsvSource({
        "'', ''",
        "TQ==, M",
        "TWE=, Ma",
        "TWFu, Man",
        "TWFuTQ, ManM",
        "TWFuTWE, ManMa",
        "TWFuT, Man",
        "T, ''",
        "=, ''",
        "====, ''",
        "TQ, M",
        "TQ=, M",
        "TQ==TWFu, MMan",
        "TQ=TWFu, MMan",
        "T=TWFu, Man",
        "TWE=TWE=, MaMa",
        "T W\tF*u, Man",
        "T-W_Fu, Man",
        "TWFu=, Man",
    })
    void whatMailHasIsDecoded(String encoded, String plain) throws IOException {
        assertThat(Streams.decode(TransferEncoding.BASE64, encoded)).isEqualTo(plain);
    }

    @Test
    void anyOctetOutsideTheAlphabetIsIgnored() throws IOException {
        for (int octet = 0; octet < 256; octet++) {
            char c = (char) octet;
            if (c < 0x80 && Character.isLetterOrDigit(c) || c == '+' || c == '/' || c == '=') {
                continue;
            }
            assertThat(Streams.decode(TransferEncoding.BASE64, "TW" + c + "Fu" + c + "TWFu"))
                    .as("octet %d", octet)
                    .isEqualTo("ManMan");
        }
    }

    @Test
    void wellFormedInputIsDecodedAsTheJdkDoes() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int length = 0; length < 300; length++) {
            byte[] plain = new byte[length];
            random.nextBytes(plain);
            byte[] encoded = Base64.getMimeEncoder().encode(plain);
            assertThat(Streams.decode(TransferEncoding.BASE64, encoded))
                    .as("seed %d", seed)
                    .isEqualTo(Base64.getMimeDecoder().decode(encoded));
        }
    }

    @Test
    void linesAreWrittenWith76Characters() throws IOException {
        String encoded = Streams.encode(TransferEncoding.BASE64, "x".repeat(57 * 300 + 1));
        String[] lines = encoded.split("\r\n", -1);
        assertThat(lines).hasSize(301);
        assertThat(lines[299]).hasSize(76);
        assertThat(lines[300]).isEqualTo("eA==");
        assertThat(encoded).isEqualTo(Base64.getMimeEncoder().encodeToString(Streams.latin1("x".repeat(57 * 300 + 1))));
    }
}
