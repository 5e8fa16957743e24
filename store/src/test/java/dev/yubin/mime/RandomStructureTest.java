package dev.yubin.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.MessageContent;
import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The scanner against any input, and against a slow and simple way to find the parts. */
class RandomStructureTest {
    private static final String[] PIECES = {
        "--a",
        "--b",
        "--",
        "a",
        "b",
        "\r\n",
        "\n",
        "\r",
        " ",
        "\r\n\r\n",
        "Content-Type:",
        "multipart/mixed;",
        "boundary=a",
        "boundary=\"b\"",
        "message/rfc822",
        "\r\n--a\r\n",
        "\r\n--b--\r\n",
        "x",
        "multipart/digest;",
        "message/external-body",
        ";",
        "\0",
        "é",
        "Content-Transfer-Encoding: base64\r\n"
    };

    /** Lines that make parts, so that most messages have a few. */
    private static final String[] LINES = {
        "",
        "",
        "",
        "--a",
        "--a",
        "--a--",
        "--b",
        "--b",
        "--b--",
        "--ab",
        "--ab--",
        "--a ",
        "--b\t",
        "-",
        "--",
        "---",
        "x",
        "x: y",
        " y",
        "x:",
        "--a-",
        "--ax",
        "--b--x",
        "From x",
        "--c",
        "--c--",
        "Content-Type: multipart/mixed; boundary=a",
        "Content-Type: multipart/digest; boundary=b",
        "Content-Type: multipart/mixed;\r\n boundary=\"ab\"",
        "Content-Type: multipart/digest; boundary=c",
        "Content-Type: message/rfc822",
        "Content-Type: message/rfc822\r\n",
        "Content-Type: message/global\r\n",
        "Content-Type: message/external-body\r\n",
        "Content-Type: text/plain\r\n",
        "Content-Transfer-Encoding: base64",
        "Content-Type: multipart/mixed; boundary=b\r\n\r\n--b",
        "Content-Type: multipart/mixed; boundary=c\r\n\r\n--c\r\n"
    };

    /** Whatever the content and however it comes, its parts lie in one another and in order. */
    @Test
    void anyInputHasAStructureThatHoldsTogether() throws IOException {
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(30); i >= 0; i--) {
                text.append(PIECES[random.nextInt(PIECES.length)]);
            }
            check(text.toString().getBytes(ISO_8859_1), random, seed);
        }
    }

    @Test
    void linesOfMultipartsHaveAStructureThatHoldsTogether() throws IOException {
        for (int seed = 0; seed < 3_000; seed++) {
            Random random = new Random(seed);
            check(lines(random).getBytes(ISO_8859_1), random, seed);
        }
    }

    @Test
    void theSamePartsAreFoundInASimplerWay() throws IOException {
        int compared = 0;
        int parts = 0;
        for (int seed = 0; seed < 1_500; seed++) {
            byte[] octets = lines(new Random(seed)).getBytes(ISO_8859_1);
            NaiveStructure naive = NaiveStructure.of(octets);
            if (!naive.ambiguous()) {
                String found = naive.dump();
                compared++;
                parts += found.length() - found.replace("(", "").length();
                assertThat(NaiveStructure.dump(
                                MimeStructure.scan(MessageContent.of(octets)).root()))
                        .as("seed %d: %s", seed, new String(octets, ISO_8859_1))
                        .isEqualTo(found);
            }
        }
        // The comparison is of real trees.
        assertThat(compared).isGreaterThan(800);
        assertThat(parts).isGreaterThan(compared * 3 / 2);
    }

    private static String lines(Random random) {
        StringBuilder text = new StringBuilder();
        String lineEnd = random.nextInt(4) == 0 ? "\n" : "\r\n";
        for (int i = random.nextInt(25); i >= 0; i--) {
            text.append(LINES[random.nextInt(LINES.length)]).append(i == 0 && random.nextBoolean() ? "" : lineEnd);
        }
        return text.toString();
    }

    private static void check(byte[] octets, Random random, int seed) throws IOException {
        MimePart root = MimeStructure.scan(MessageContent.of(octets)).root();
        assertThat(root.length()).as("seed %d", seed).isEqualTo(octets.length);
        try {
            Trees.check(root, octets);
        } catch (AssertionError e) {
            throw new AssertionError("Seed " + seed + ": " + new String(octets, ISO_8859_1), e);
        }
        MessageContent slow = Trees.slowly(octets, () -> 1 + random.nextInt(5));
        assertThat(Trees.dump(MimeStructure.scan(slow).root()))
                .as("seed %d", seed)
                .isEqualTo(Trees.dump(root));
    }
}
