package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MailCharsetTest {
    private static final byte[] LINE_END = {'\r', '\n', '\r', '\n'};
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    @ParameterizedTest
    @CsvSource({
        "UTF-8, UTF-8",
        "utf8, UTF-8",
        "utf_8, UTF-8",
        "'  \"UTF-8\" ', UTF-8",
        "'''utf-8''', UTF-8",
        "unicode-1-1-utf-8, UTF-8",
        "utf-7, UTF-7",
        "unicode-1-1-utf-7, UTF-7",
        "us-ascii, US-ASCII",
        "ANSI_X3.4-1968, US-ASCII",
        "iso-8859-1, windows-1252",
        "ISO_8859-1:1987, windows-1252",
        "iso8859-1, windows-1252",
        "latin1, windows-1252",
        "x-cp1252, windows-1252",
        "iso-8859-2, ISO-8859-2",
        "latin2, ISO-8859-2",
        "iso-8859-6-i, ISO-8859-6",
        "iso-8859-8-i, ISO-8859-8",
        "iso-8859-8-e, ISO-8859-8",
        "latin5, windows-1254",
        "latin9, ISO-8859-15",
        "latin10, ISO-8859-16",
        "iso-8859-11, x-windows-874",
        "tis-620, x-windows-874",
        "cp1251, windows-1251",
        "koi8-r, KOI8-R",
        "ISO-2022-JP, ISO-2022-JP",
        "csISO2022JP, ISO-2022-JP",
        "iso-2022-jp-2, ISO-2022-JP",
        "cp50221, ISO-2022-JP",
        "shift_jis, windows-31j",
        "x-sjis, windows-31j",
        "cp932, windows-31j",
        "euc-jp, x-eucJP-Open",
        "gb2312, GBK",
        "gb_2312-80, GBK",
        "x-gbk, GBK",
        "cp936, GBK",
        "gb18030, GB18030",
        "ks_c_5601-1987, x-windows-949",
        "ksc5601, x-windows-949",
        "euc-kr, x-windows-949",
        "iso-2022-kr, ISO-2022-KR",
        "big5, x-MS950-HKSCS",
        "big5-hkscs, Big5-HKSCS",
        "macintosh, x-MacRoman",
        "utf-16le, UTF-16LE",
        "ibm437, IBM437",
    })
    void namesMeanWhatSendersMean(String name, String charset) {
        assertThat(MailCharset.named(name)).map(Charset::name).contains(charset);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "\"\"",
                "\0",
                "utf-8\0x",
                "no-such-charset",
                "ü",
                "?",
                "%s",
                "unknown-8bit",
                "x-unknown",
                "default",
                "iso-8859-99"
            })
    void otherNamesAreNoCharset(String name) {
        assertThat(MailCharset.named(name)).isEmpty();
        assertThat(decode("ü".getBytes(StandardCharsets.UTF_8), name)).isEqualTo("ü");
        assertThat(decode(Streams.latin1("\u00FC\u0080"), name)).isEqualTo("ü€");
    }

    @Test
    void namesMayBeOfAnyLength() {
        for (String piece : new String[] {"x", "\"", "-", " ", "\0", ":"}) {
            assertThat(MailCharset.named(piece.repeat(1 << 20))).isEmpty();
        }
        assertThat(MailCharset.named(" ".repeat(1 << 20) + "utf-8" + "\"".repeat(1 << 20)))
                .contains(StandardCharsets.UTF_8);
    }

    @Test
    void everyCharsetOfTheJdkIsFoundUnderItsName() {
        Charset.availableCharsets()
                .keySet()
                .forEach(name -> assertThat(MailCharset.named(name)).as(name).isPresent());
    }

    @Test
    void latinOneMeansWindows1252() {
        assertThat(decode(Streams.latin1("\u0093\u00FC\u0094 \u0080"), "iso-8859-1"))
                .isEqualTo("“ü” €");
    }

    @Test
    void asciiIsWhateverItIs() {
        assertThat(decode(Streams.latin1("abc"), "us-ascii")).isEqualTo("abc");
        assertThat(decode("ü".getBytes(StandardCharsets.UTF_8), "us-ascii")).isEqualTo("ü");
        assertThat(decode(Streams.latin1("\u00FC"), "us-ascii")).isEqualTo("ü");
    }

    @Test
    void octetsThatAreNoCharacterAreReplaced() {
        assertThat(decode(Streams.latin1("a\u00FFb\u00C3"), "utf-8")).isEqualTo("a\uFFFDb\uFFFD");
        assertThat(decode(Streams.latin1("a\u0081"), "shift_jis")).isEqualTo("a\uFFFD");
        assertThat(decode(Streams.latin1("a+\u00FCb"), "utf-7")).isEqualTo("a\uFFFDb");
    }

    @Test
    void onlyTheGivenOctetsAreDecoded() {
        assertThat(MailCharset.decode(Streams.latin1("\u00FFabc\u00FF"), 1, 3, ""))
                .isEqualTo("abc");
        assertThat(MailCharset.decode(Streams.latin1("\u00FFabc\u00FF"), 1, 3, "koi8-r"))
                .isEqualTo("abc");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                // RFC 2152, its examples.
                "A+ImIDkQ. | A≢Α.",
                "Hi Mom -+Jjo--! | Hi Mom -☺-!",
                "+ZeVnLIqe- | 日本語",
                "Item 3 is +AKM-1. | Item 3 is £1.",
                "1 +- 1 | 1 + 1",
                "+- | +",
                "+2D3eAA- | 😀",
                "+ZeVnLIqe | 日本語",
                "+ZeVnLIqe. | 日本語.",
                "+2AA-x | \uFFFDx",
                "+3AA-x | \uFFFDx",
                "+2AA | \uFFFD",
                "+2ADYPd4A-x | \uFFFD😀x",
                "+2AAwQg- | \uFFFDあ",
                "+!x | !x",
                "x+ | x",
            })
    void utf7IsDecoded(String encoded, String plain) {
        assertThat(decode(Streams.latin1(encoded), "utf-7")).isEqualTo(plain);
    }

    @Test
    void theReaderReadsTheSameInAnyPieces() throws IOException {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] names = {"utf-8", "utf-7", "iso-2022-jp", "shift_jis", "euc-jp", "gb2312", "us-ascii", "", "utf-16"};
        for (int i = 0; i < 1000; i++) {
            byte[] octets = Streams.random(
                    random, random.nextInt(200), "\033\033\033$$B@(((BJID+-ABCxyz\r\n \u000E\u000F\u00C3\u00A4");
            String name = names[i % names.length];
            System.arraycopy(LINE_END, 0, octets, Math.max(0, octets.length - 4), Math.min(4, octets.length));
            String read = read(Streams.inPieces(octets, 1 + random.nextInt(10), random), name);
            assertThat(read).as("%s, seed %d", name, seed).isEqualTo(decode(octets, name));
            assertThat(read.length()).isLessThanOrEqualTo(octets.length);
        }
    }

    @Test
    void theReaderSeesFromTheBeginWhetherItIsUtf8() throws IOException {
        byte[] utf8 = "aü".repeat(10_000).getBytes(StandardCharsets.UTF_8);
        assertThat(read(new ByteArrayInputStream(utf8), "unknown-8bit")).isEqualTo("aü".repeat(10_000));
        byte[] windows = "aü€".repeat(10_000).getBytes(WINDOWS_1252);
        assertThat(read(new ByteArrayInputStream(windows), "")).isEqualTo("aü€".repeat(10_000));
        assertThat(read(new ByteArrayInputStream(Streams.latin1("\u00C3")), "")).isEqualTo("Ã");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "utf-8"})
    void closingTheReaderClosesTheStream(String name) throws IOException {
        AtomicBoolean closed = new AtomicBoolean();
        InputStream source = new ByteArrayInputStream(new byte[0]) {
            @Override
            public void close() {
                closed.set(true);
            }
        };
        MailCharset.reader(source, name).close();
        assertThat(closed).isTrue();
    }

    @Test
    void theReaderKeepsNothing() throws IOException {
        AtomicInteger given = new AtomicInteger();
        InputStream endless = new InputStream() {
            @Override
            public int read() {
                given.incrementAndGet();
                return 'x';
            }
        };
        try (Reader reader = MailCharset.reader(endless, "")) {
            assertThat(reader.read()).isEqualTo('x');
        }
        assertThat(given.get()).isLessThan(32 * 1024);
    }

    @Test
    void noInputThrows() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] names = Charset.availableCharsets().keySet().toArray(String[]::new);
        for (int i = 0; i < 2000; i++) {
            byte[] octets = new byte[random.nextInt(40)];
            random.nextBytes(octets);
            String name = names[random.nextInt(names.length)];
            assertThatCode(() -> decode(octets, name))
                    .as("%s, seed %d", name, seed)
                    .doesNotThrowAnyException();
            String anyName = new String(octets, StandardCharsets.ISO_8859_1);
            assertThatCode(() -> decode(octets, anyName)).as("seed %d", seed).doesNotThrowAnyException();
        }
    }

    private static String decode(byte[] octets, String name) {
        return MailCharset.decode(octets, 0, octets.length, name);
    }

    private static String read(InputStream octets, String name) throws IOException {
        StringWriter text = new StringWriter();
        try (Reader reader = MailCharset.reader(octets, name)) {
            reader.transferTo(text);
        }
        return text.toString();
    }
}
