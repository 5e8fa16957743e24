package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.MessageContent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What surrogates of any message are. */
class SurrogatePropertiesTest {
    private static final String[] NAMES = {
        "Subject",
        "From",
        "to",
        "Return-Path",
        "Content-Type",
        "Content-Disposition",
        "Date",
        "References",
        "Received",
        "List-Id",
        "Keywords",
        "X-Y",
        "S\u00fcbject",
        "",
        "Content-Description",
        "Reply-To",
        "Content-ID"
    };
    private static final String[] TOKENS = {
        ":",
        ";",
        ",",
        "<",
        ">",
        "@",
        "(",
        ")",
        "\"",
        "\\",
        " ",
        "\t",
        "\r\n ",
        "\n\t",
        "\r",
        "\0",
        "=",
        "?",
        "=?",
        "?=",
        "*",
        "*0*=",
        "'",
        "%",
        "[",
        "]",
        "/",
        ".",
        "a",
        "b@c",
        "xn--",
        "text/plain",
        "name=",
        "filename*=UTF-8''",
        "boundary=",
        "attachment",
        "=?UTF-8?Q?=C3=A9?=",
        "=?ISO-2022-JP?B?GyRC?=",
        "\u001b$B",
        "\u00e9",
        "郵便",
        "例え.jp",
        "\u00df",
        "\u3002",
        "e\u0301",
        "\u200d",
        "\ud83d\udcec",
        "\ufeff",
        "\u0085",
        "\u2028",
        "x".repeat(80),
        "\u90f5".repeat(90),
    };

    private static String line(Random random, String end) {
        StringBuilder line = new StringBuilder(NAMES[random.nextInt(NAMES.length)]).append(": ");
        for (int i = random.nextInt(12); i > 0; i--) {
            line.append(TOKENS[random.nextInt(TOKENS.length)]);
        }
        return line + end;
    }

    private static String header(Random random) {
        StringBuilder header = new StringBuilder("A: b\r\n");
        for (int i = random.nextInt(5); i > 0; i--) {
            header.append(line(random, random.nextInt(5) == 0 ? "\n" : "\r\n"));
        }
        return header.toString();
    }

    @Test
    void headersAreAsciiAndBodiesAsTheyWereWhateverTheHeaderIs() throws IOException {
        Random random = new Random(6858);
        for (int i = 0; i < 6000; i++) {
            String header = header(random);
            byte[] message = (header + "\r\n\u00e9\r\n\r\n").getBytes(StandardCharsets.UTF_8);
            String written = new String(Surrogate.of(MessageContent.of(message)).toByteArray(), StandardCharsets.UTF_8);
            assertThat(written).as(header).endsWith("\r\n\u00e9\r\n\r\n");
            String ascii = written.substring(0, written.length() - "\r\n\u00e9\r\n\r\n".length());
            assertThat(ascii).as(header).matches("[\\x00-\\x7f]*+");
            MessageContent again = MessageContent.of(written.getBytes(StandardCharsets.UTF_8));
            assertThat(Surrogate.of(again)).as(header).isSameAs(again);
            assertThat(HeaderFields.octets(again).length()).as(header).isEqualTo(ascii.length());
        }
    }

    @Test
    void subjectsNamesAndFilesAreReadAsBefore() throws IOException {
        Random random = new Random(6532);
        for (int i = 0; i < 6000; i++) {
            String header = header(random);
            HeaderFields before = fields(header.getBytes(StandardCharsets.UTF_8));
            HeaderFields after = fields(Surrogate.of(MessageContent.of(header.getBytes(StandardCharsets.UTF_8)))
                    .toByteArray());
            assertThat(after.firstDecoded("Subject")).as(header).isEqualTo(before.firstDecoded("Subject"));
            assertThat(file(after)).as(header).isEqualTo(file(before));
            assertThat(from(after)).as(header).hasSameSizeAs(from(before));
            for (int j = 0; j < from(before).size(); j++) {
                MailboxAddress was = from(before).get(j);
                MailboxAddress is = from(after).get(j);
                // An address that is lost becomes a name where there is none.
                assertThat(was.displayName().or(is::displayName)).as(header).isEqualTo(is.displayName());
                assertThat(is.address())
                        .as(header)
                        .matches(address -> address.equals(was.address())
                                || address.equals(SurrogateAddresses.INVALID)
                                || address.contains("xn--"));
            }
        }
    }

    private static List<MailboxAddress> from(HeaderFields fields) {
        return Address.parseMailboxes(fields.first("From").orElse(""));
    }

    private static Optional<String> file(HeaderFields fields) {
        return fields.first("Content-Disposition")
                .flatMap(ContentDisposition::parse)
                .flatMap(ContentDisposition::filename);
    }

    private static HeaderFields fields(byte[] message) throws IOException {
        return HeaderFields.read(MessageContent.of(message));
    }

    @Test
    void anyOctetsEnd() throws IOException {
        Random random = new Random(1);
        for (int i = 0; i < 3000; i++) {
            byte[] octets = Streams.random(random, random.nextInt(200), "A: \r\n\r\n\u00c3\u00a9\u00e9,<@>(\"\\=;");
            byte[] written = Surrogate.of(MessageContent.of(octets)).toByteArray();
            assertThat(written.length).isLessThan(20 * octets.length + 100);
        }
    }

    /** One field of nothing but this, up to the limit; time that grew faster would be minutes. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Subject: |\u00e9",
                "Subject: \u00e9|(",
                "To: |\u00e9",
                "To: |\u00e9,",
                "To: |\u00e9@\u00e9,",
                "To: \u00e9|(",
                "To: \u00e9|<",
                "To: \u00e9|\"",
                "To: |g\u00e9:",
                "To: a@|\u4e00\u4e01.",
                "Date: |(\u00e9)",
                "Date: (\u00e9|(",
                "Date: |\"(",
                "Received: \u00e9|\\",
                "Content-Type: a/b; |n=\u00e9;",
                "Content-Type: a/b; |name*0=\u00e9;",
                "Content-Type: a/b; name=|\u00e9",
                "Content-Disposition: a; filename=|=?\u00e9",
                "Keywords: |\u00e9,",
                "List-Id: |\u00e9<",
                "|\u00e9\r\n",
                "X|: \u00e9\r\n",
                "|A: \u00e9\r\n",
                "\u00e9|\r\n "
            })
    void longHeadersTakeNoLongerThanTheyAreLong(String shape) throws IOException {
        int bar = shape.indexOf('|');
        String unit = shape.substring(bar + 1);
        int octets = unit.getBytes(StandardCharsets.UTF_8).length;
        String message = "A: b\r\n" + shape.substring(0, bar) + unit.repeat((HeaderFields.MAX_OCTETS - 100) / octets);
        MessageContent content = MessageContent.of((message + "\r\n\r\n").getBytes(StandardCharsets.UTF_8));
        long start = System.nanoTime();
        MessageContent surrogate = Surrogate.of(content);
        long millis = (System.nanoTime() - start) / 1_000_000;
        assertThat(surrogate.size()).isLessThan(20L * HeaderFields.MAX_OCTETS);
        assertThat(millis).isLessThan(5_000);
    }
}
