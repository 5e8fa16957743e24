package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** RFC 2045 §6. */
class TransferEncodingTest {
    private static final String POOL = "=\r\n \tAZaz09+/.-`F(end begin644";

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "7bit | SEVEN_BIT",
                "8bit | EIGHT_BIT",
                "binary | BINARY",
                "quoted-printable | QUOTED_PRINTABLE",
                "base64 | BASE64",
                "BASE64 | BASE64",
                "Quoted-Printable | QUOTED_PRINTABLE",
                "'  base64\t' | BASE64",
                "(a comment) base64 (another (nested) \\) one) | BASE64",
                "base64(glued) | BASE64",
                "base64; charset=utf-8 | BASE64",
                "base64, 8bit | BASE64",
                "base64 and more | BASE64",
                "\"base64\" | BASE64",
                "7-bit | SEVEN_BIT",
                "7 bit | SEVEN_BIT",
                "8-bit | EIGHT_BIT",
                "8BITS | EIGHT_BIT",
                "base-64 | BASE64",
                "quoted printable | QUOTED_PRINTABLE",
                "quoted_printable | QUOTED_PRINTABLE",
                "x-uuencode | UUENCODE",
                "uuencode | UUENCODE",
                "x-uue | UUENCODE",
                "UUE | UUENCODE",
                "x-unknown | UNKNOWN",
                "base6 | UNKNOWN",
                "base644 | UNKNOWN",
                "quoted | UNKNOWN",
                "utf-8 | UNKNOWN",
                "'' | SEVEN_BIT",
                "' ' | SEVEN_BIT",
                "(nothing | SEVEN_BIT",
                "; | SEVEN_BIT",
            })
    void namesAreReadAsSendersWriteThem(String fieldBody, TransferEncoding encoding) {
        assertThat(TransferEncoding.of(fieldBody)).isSameAs(encoding);
    }

    @ParameterizedTest
    @EnumSource
    void aTokenIsReadAsItsEncoding(TransferEncoding encoding) {
        assertThat(TransferEncoding.of(encoding.token())).isSameAs(encoding);
    }

    @Test
    void namesOfAnyLengthAreRead() {
        assertThat(TransferEncoding.of("(".repeat(100_000) + "base64")).isSameAs(TransferEncoding.SEVEN_BIT);
        assertThat(TransferEncoding.of("()".repeat(100_000) + "base64")).isSameAs(TransferEncoding.BASE64);
        assertThat(TransferEncoding.of("base64".repeat(100_000))).isSameAs(TransferEncoding.UNKNOWN);
        assertThat(TransferEncoding.of("base" + " ".repeat(100_000) + "64")).isSameAs(TransferEncoding.BASE64);
    }

    @ParameterizedTest
    @EnumSource(names = {"SEVEN_BIT", "EIGHT_BIT", "BINARY", "UNKNOWN"})
    void encodingsThatChangeNothingGiveTheSourceItself(TransferEncoding encoding) {
        InputStream source = new ByteArrayInputStream(new byte[0]);
        assertThat(encoding.decode(source)).isSameAs(source);
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "UNKNOWN")
    void whatIsEncodedIsDecodedAsItWas(TransferEncoding encoding) throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            byte[] plain = Streams.random(random, random.nextInt(i * 2 + 1), POOL);
            assertThat(Streams.decode(encoding, Streams.encode(encoding, plain)))
                    .as("seed %d", seed)
                    .isEqualTo(plain);
        }
        byte[] large = Streams.random(random, 50_000, POOL);
        assertThat(Streams.decode(encoding, Streams.encode(encoding, large)))
                .as("seed %d", seed)
                .isEqualTo(large);
    }

    @ParameterizedTest
    @EnumSource(names = {"QUOTED_PRINTABLE", "BASE64", "UUENCODE"})
    void everySplitOfReadsGivesTheSame(TransferEncoding encoding) throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 50; i++) {
            byte[] encoded = Streams.random(random, random.nextInt(2000), POOL);
            byte[] framed = Streams.latin1("begin 644 x\n" + new String(encoded, StandardCharsets.ISO_8859_1));
            byte[] all = Streams.decode(encoding, framed);
            for (int most : new int[] {1, 7, 100}) {
                byte[] pieces =
                        encoding.decode(Streams.inPieces(framed, most, random)).readAllBytes();
                assertThat(pieces).as("seed %d", seed).isEqualTo(all);
                byte[] single = octetByOctet(encoding.decode(Streams.inPieces(framed, most, random)));
                assertThat(single).as("seed %d", seed).isEqualTo(all);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"QUOTED_PRINTABLE", "BASE64", "UUENCODE"})
    void everySplitOfWhatIsEncodedGivesTheSame(TransferEncoding encoding) throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 40; i++) {
            byte[] plain = Streams.random(random, random.nextInt(20_000), POOL);
            ByteArrayOutputStream encoded = new ByteArrayOutputStream();
            encoding.encode(Streams.inPieces(plain, 1 + random.nextInt(100), random), encoded);
            assertThat(encoded.toByteArray()).as("seed %d", seed).isEqualTo(Streams.encode(encoding, plain));
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"QUOTED_PRINTABLE", "BASE64", "UUENCODE"})
    void closingClosesTheSource(TransferEncoding encoding) throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream source = new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        encoding.decode(source).close();
        assertThat(closed).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"QUOTED_PRINTABLE", "BASE64", "UUENCODE"})
    void anErrorOfTheSourceIsPassedOnAndTheEndStaysTheEnd(TransferEncoding encoding) throws IOException {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("gone");
            }
        };
        assertThatThrownBy(() -> encoding.decode(failing).read()).hasMessage("gone");
        InputStream empty = encoding.decode(new ByteArrayInputStream(new byte[0]));
        assertThat(empty.read(new byte[0])).isZero();
        assertThat(empty.read()).isEqualTo(-1);
        assertThat(empty.read(new byte[1])).isEqualTo(-1);
    }

    @Test
    void anUnknownEncodingIsNotWritten() {
        assertThatExceptionOfType(UnsupportedOperationException.class)
                .isThrownBy(() -> Streams.encode(TransferEncoding.UNKNOWN, "x"));
    }

    @ParameterizedTest
    @ValueSource(strings = {" ", "= ", "=\r", "A=", "begin 644 x\n_\n"})
    void fourMillionOctetsOfAnythingEnd(String piece) throws IOException {
        byte[] hostile = Streams.latin1(piece.repeat((4 << 20) / piece.length()));
        // Two octets of a uuencoded line can stand for 63.
        assertThat(count(TransferEncoding.UUENCODE, hostile)).isLessThanOrEqualTo(hostile.length * 32L);
        assertThat(count(TransferEncoding.BASE64, hostile)).isLessThanOrEqualTo(hostile.length * 3L / 4);
        assertThat(count(TransferEncoding.QUOTED_PRINTABLE, hostile)).isLessThanOrEqualTo(hostile.length);
    }

    private static long count(TransferEncoding encoding, byte[] encoded) throws IOException {
        byte[] block = new byte[8192];
        long octets = 0;
        InputStream in = encoding.decode(new ByteArrayInputStream(encoded));
        for (int n = in.read(block); n > 0; n = in.read(block)) {
            octets += n;
        }
        return octets;
    }

    private static byte[] octetByOctet(InputStream in) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        for (int octet = in.read(); octet >= 0; octet = in.read()) {
            out.write(octet);
        }
        return out.toByteArray();
    }
}
