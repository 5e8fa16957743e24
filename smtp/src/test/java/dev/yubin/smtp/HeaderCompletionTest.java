package dev.yubin.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderCompletionTest {
    private static final Instant NOW = Instant.parse("2026-03-09T08:00:00Z");

    /** What is put in front of a message that comes in pieces of this length; its id is left out. */
    private static String missing(String message, int pieceLength) {
        HeaderWatch watch = new HeaderWatch();
        HeaderCompletion completion = new HeaderCompletion(watch, NOW, "mx.example.com");
        StringBuilder held = new StringBuilder();
        for (int at = 0; at < message.length() && !completion.isOver(); at += pieceLength) {
            String piece = message.substring(at, Math.min(message.length(), at + pieceLength));
            held.append(piece);
            ByteBuf octets = Unpooled.copiedBuffer(piece, StandardCharsets.ISO_8859_1);
            watch.look(octets);
            completion.hold(octets);
            assertThat(octets.refCnt()).isZero();
        }
        String fields = new String(completion.missingFields(), StandardCharsets.US_ASCII);
        ByteBuf left = completion.held();
        assertThat(left.toString(StandardCharsets.ISO_8859_1)).isEqualTo(held.toString());
        left.release();
        return fields.replaceAll("<[^<>@]+@mx\\.example\\.com>", "<id>");
    }

    private static final String DATE = "Date: Mon, 9 Mar 2026 08:00:00 +0000\r\n";
    private static final String ID = "Message-ID: <id>\r\n";

    /** RFC 6409 §8.2, §8.3. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "From: a@example.org | true | true",
                "Date: now | false | true",
                "Message-Id: <1@example.org> | true | false",
                "date: now, MESSAGE-ID: <1@example.org> | false | false",
                "Subject: x,  Date: folded | true | true",
                "'' | true | true",
            })
    void onlyWhatIsMissingIsAdded(String fields, boolean date, boolean id) {
        String header = fields.isEmpty() ? "" : fields.replace(",", "\r\n").replace("\r\n date", "\r\ndate") + "\r\n";
        header = header.replace("\r\n MESSAGE-ID", "\r\nMESSAGE-ID");
        String expected = (date ? DATE : "") + (id ? ID : "");
        for (String message : new String[] {header + "\r\nDate: in the text\r\n", header}) {
            for (int piece = 1; piece <= message.length() + 1; piece++) {
                assertThat(missing(message, piece)).as("in pieces of %s", piece).isEqualTo(expected);
            }
        }
    }

    /** However it is cut: it must not depend on the network what is stored. */
    @ParameterizedTest
    @ValueSource(ints = {1000, 1460, 8192, 65_535, 65_536, 65_537, 1_000_000})
    void aHeaderOfMoreThan64KiBIsLeftAsItIs(int piece) {
        int fixed = "Subject: \r\n\r\n".length();
        String text = "x".repeat(100_000);
        String longest = "Subject: " + "y".repeat(HeaderCompletion.MAX_HEADER - fixed) + "\r\n\r\n";
        assertThat(longest).hasSize(HeaderCompletion.MAX_HEADER);
        assertThat(missing(longest + text, piece)).isEqualTo(DATE + ID);
        assertThat(missing("X" + longest + text, piece)).isEmpty();
        assertThat(missing(text, piece)).isEmpty();
    }

    @Test
    void eachIdIsAnother() {
        HeaderCompletion one = new HeaderCompletion(new HeaderWatch(), NOW, "mx.example.com");
        HeaderCompletion other = new HeaderCompletion(new HeaderWatch(), NOW, "mx.example.com");
        assertThat(one.missingFields()).isNotEqualTo(other.missingFields());
        one.held().release();
        other.held().release();
    }

    @Test
    void anyInputEnds() {
        Random random = new Random(6409);
        String alphabet = "dateDATE:- \t\r\n\0ö";
        for (int round = 0; round < 2_000; round++) {
            StringBuilder message = new StringBuilder();
            for (int n = random.nextInt(40); n > 0; n--) {
                message.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            assertThat(missing(message.toString(), 1 + random.nextInt(5)))
                    .isEqualTo(missing(message.toString(), 100))
                    .endsWith(ID);
        }
    }
}
