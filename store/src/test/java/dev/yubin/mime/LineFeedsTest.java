package dev.yubin.mime;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Eight octets at a time there is nothing else to be found than one at a time. */
class LineFeedsTest {
    /** Those that differ from a line feed or a hyphen in one bit, or by one, among them. */
    private static final byte[] POOL = {'\n', '\n', '-', 0x0B, 0x0A, 0x0B, '\r', 0x09, 0x00, (byte) 0x8A, ',', 'a', -1};

    private final Random random = new Random(4711);

    @Test
    void theFirstLineFeedIsFound() {
        for (int i = 0; i < 20_000; i++) {
            byte[] octets = octets();
            int from = random.nextInt(octets.length + 1);
            int to = from + random.nextInt(octets.length - from + 1);
            int first = from;
            while (first < to && octets[first] != '\n') {
                first++;
            }
            assertThat(LineFeeds.indexOf(octets, from, to)).isEqualTo(first < to ? first : -1);
        }
    }

    @Test
    void aPassEndsAtALineThatBeginsWithAHyphenAndCountsAllLineFeedsBefore() {
        LineFeeds lineFeeds = new LineFeeds();
        for (int i = 0; i < 30_000; i++) {
            byte[] octets = i % 3 == 0 ? fullLines() : octets();
            int from = random.nextInt(octets.length + 1);
            int to = from + random.nextInt(octets.length - from + 1);
            int end = from;
            int passed = 0;
            while (end < to && !(end > from && octets[end - 1] == '\n' && octets[end] == '-')) {
                passed += octets[end] == '\n' ? 1 : 0;
                end++;
            }
            assertThat(lineFeeds.pass(octets, from, to)).isEqualTo(end);
            assertThat(lineFeeds.passed()).isEqualTo(passed);
        }
    }

    /** Lines as base64 has them, now and then a shorter or longer one, and something in them that does not belong there. */
    private byte[] fullLines() {
        StringBuilder lines = new StringBuilder();
        String lineEnd = random.nextBoolean() ? "\r\n" : "\n";
        for (int i = random.nextInt(12); i >= 0; i--) {
            lines.append("x".repeat(random.nextInt(6) == 0 ? 74 + random.nextInt(6) : 76))
                    .append(lineEnd);
        }
        byte[] octets = lines.toString().getBytes(StandardCharsets.US_ASCII);
        for (int i = random.nextInt(4); i > 0; i--) {
            octets[random.nextInt(octets.length)] = POOL[random.nextInt(POOL.length)];
        }
        if (random.nextInt(3) == 0) {
            octets[lines.indexOf("\n") + 1 - (lines.indexOf("\n") + 1 == octets.length ? 1 : 0)] = '-';
        }
        return octets;
    }

    /** Of few or many line feeds. */
    private byte[] octets() {
        byte[] octets = new byte[random.nextInt(100)];
        int rare = 1 + random.nextInt(50);
        for (int i = 0; i < octets.length; i++) {
            octets[i] = random.nextInt(rare) == 0 ? POOL[random.nextInt(POOL.length)] : (byte) 'x';
        }
        return octets;
    }
}
