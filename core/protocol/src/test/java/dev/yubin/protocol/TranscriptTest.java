package dev.yubin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TranscriptTest {
    private final Transcript transcript = new Transcript("toy #1");

    @Test
    void showsWhoSaidWhat() {
        transcript.server("220 hello");
        transcript.client("EHLO me");
        transcript.server("250-here\r\n250 SIZE");
        transcript.note("connection lost");
        assertThat(transcript).hasToString("""
                toy #1
                  S: 220 hello
                  C: EHLO me
                  S: 250-here
                  S: 250 SIZE
                  *: connection lost""");
    }

    /** RFC 6531: addresses and replies may be in UTF-8; a client's line is given octet by octet. */
    @Test
    void whatIsUtf8IsShownAsSuch() {
        transcript.client(new String("VRFY z\u00fc".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1));
        transcript.server("250 <z\u00fc@example.com>");
        assertThat(transcript.toString()).contains("C: VRFY z\u00fc").contains("S: 250 <z\u00fc@example.com>");
    }

    @Test
    void theNewestLinesAreKeptWholeWhateverTheirLength() {
        Random random = new Random(1);
        Deque<String> said = new ArrayDeque<>();
        for (int i = 0; i < 5000; i++) {
            String line = i + "x".repeat(random.nextInt(300));
            transcript.client(line);
            said.addFirst(line);
            String shown = transcript.toString();
            List<String> lines =
                    shown.lines().filter(each -> each.startsWith("  C: ")).toList();
            Iterator<String> newest = said.iterator();
            for (int k = lines.size() - 1; k >= 0; k--) {
                assertThat(lines.get(k)).isEqualTo("  C: " + newest.next());
            }
            assertThat(shown).hasSizeLessThan(Transcript.MAX_CHARS + 100);
            assertThat(lines.size() == said.size() || shown.length() > Transcript.MAX_CHARS / 2)
                    .isTrue();
        }
    }

    @Test
    void keepsTheNewestInBoundedSpace() {
        for (int i = 0; i < 10_000; i++) {
            transcript.client("line " + i);
        }
        assertThat(transcript.toString())
                .hasSizeLessThan(Transcript.MAX_CHARS + 100)
                .contains("earlier lines are no longer kept")
                .endsWith("C: line 9999")
                .doesNotContain("line 0\n");
    }

    @Test
    void isBoundedWhateverTheLinesAreLike() {
        for (int i = 0; i < 1000; i++) {
            transcript.client("");
            transcript.server("a\r\n".repeat(200));
            transcript.client("x".repeat(1_000_000));
        }
        assertThat(transcript.toString()).hasSizeLessThan(Transcript.MAX_CHARS + 100);
    }

    @Test
    void controlCharactersDoNotReachATerminal() {
        StringBuilder all = new StringBuilder();
        for (char c = 0; c < 256; c++) {
            all.append(c);
        }
        transcript.client(all.toString());
        assertThat(transcript.toString().chars().filter(c -> c != '\n')).noneMatch(Character::isISOControl);
        assertThat(transcript.toString()).contains("abc").contains("\u00e9");
    }

    @Test
    void aLineCannotPretendToBeAnother() {
        transcript.client("NOOP\n  S: 250 forged");
        assertThat(transcript.toString().lines()).noneMatch(line -> line.startsWith("  S:"));
    }

    @Test
    void secretsAreMaskedWhereverTheyAreSaid() {
        Transcript transcript = new Transcript("toy #1");
        transcript.client("PASS secret");
        transcript.client(" pass secret");
        transcript.client("AUTH PLAIN secret");
        transcript.client("AUTH secret");
        transcript.client("AUTH secret again");
        transcript.client("AUTH SECRET+");
        transcript.client("APOP bob secret");
        transcript.client("USER bob");
        assertThat(transcript.toString())
                .doesNotContainIgnoringCase("secret")
                .contains("C: PASS ****")
                .contains("C: AUTH ****")
                .contains("C: AUTH PLAIN ****")
                .contains("C: APOP ****")
                .contains("C: USER bob");
    }
}
