package dev.yubin.mime;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.yubin.store.MessageContent;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages made to hurt: each ends, has a tree that holds together, and says what was cut off. */
@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileStructureTest {
    private static final String MULTIPART = "Content-Type: multipart/mixed; boundary=";

    private static byte[] octets(StringBuilder text) {
        return text.toString().getBytes(US_ASCII);
    }

    private static int depth(MimePart root) {
        int depth = 1;
        MimePart part = root;
        while (!part.parts().isEmpty() || part.embedded().isPresent()) {
            part = part.parts().isEmpty()
                    ? part.embedded().get()
                    : part.parts().get(part.parts().size() - 1);
            depth++;
        }
        return depth;
    }

    @Test
    void multipartsInMultiparts() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append(MULTIPART).append(i).append("\r\n\r\n--").append(i).append("\r\n");
        }
        MimeStructure structure = Trees.scan(octets(text));
        assertThat(structure.cuts()).containsExactly(MimeCut.DEPTH);
        assertThat(depth(structure.root())).isEqualTo(100);
    }

    @Test
    void multipartsInMultipartsOfTheSameBoundary() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 100_000; i++) {
            text.append(MULTIPART + "b\r\n\r\n--b\r\n");
        }
        MimeStructure structure = Trees.scan(octets(text));
        assertThat(structure.cuts()).containsExactlyInAnyOrder(MimeCut.DEPTH, MimeCut.PARTS);
        assertThat(depth(structure.root())).isEqualTo(100);
    }

    @Test
    void messagesInMessages() throws IOException {
        byte[] octets = octets(new StringBuilder("Content-Type: message/rfc822\r\n\r\n".repeat(100_000)));
        MimeStructure structure = Trees.scan(octets);
        assertThat(structure.cuts()).containsExactly(MimeCut.DEPTH);
        assertThat(depth(structure.root())).isEqualTo(100);
        MimeStructure deep =
                Trees.scan(octets, MimeLimits.DEFAULT.withDepth(500).withParts(400));
        assertThat(deep.cuts()).containsExactly(MimeCut.PARTS);
        assertThat(depth(deep.root())).isEqualTo(400);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--b\r\n", "--b\r\n\r\n", "--b\n\nx\n", "--b\r\n" + MULTIPART + "c\r\n\r\n--c\r\n\r\n"})
    void partsWithoutNumber(String part) throws IOException {
        byte[] octets = (MULTIPART + "b\r\n\r\n" + part.repeat(100_000) + "--b--\r\n").getBytes(US_ASCII);
        MimeStructure structure = Trees.scan(octets);
        assertThat(structure.cuts()).containsExactly(MimeCut.PARTS);
        assertThat(structure.root().parts()).hasSizeBetween(4_999, 9_999);
        assertThat(structure.root().cuts()).containsExactly(MimeCut.PARTS);
    }

    @Test
    void aHeaderLineOfTenMegabytes() throws IOException {
        for (String name : new String[] {"Subject: ", "Content-Type: multipart/mixed; boundary=b; x=", ""}) {
            byte[] octets =
                    (name + "x".repeat(10_000_000) + "\r\nContent-Type: text/html\r\n\r\nbody\r\n").getBytes(US_ASCII);
            MimeStructure structure = Trees.scan(octets);
            assertThat(structure.cuts()).containsExactly(MimeCut.HEADER);
            assertThat(structure.root().contentType()).isEqualTo(ContentType.TEXT_PLAIN);
            assertThat(Trees.body(structure.root(), octets)).isEqualTo("body\r\n");
        }
    }

    @Test
    void aHeaderOfLinesWithoutNumber() throws IOException {
        for (String line :
                new String[] {"x: y\r\n", " y\r\n", "x\n", "Content-Type: text/html\r\n", "\t\r\n", "a: \r\r\r\n"}) {
            byte[] octets = ("Content-Type: text/css\r\n" + line.repeat(300_000) + "\r\nbody\r\n").getBytes(US_ASCII);
            MimeStructure structure = Trees.scan(octets);
            assertThat(structure.cuts()).containsExactly(MimeCut.HEADER);
            assertThat(structure.root().bodyLength()).isEqualTo(6);
        }
    }

    /** A header as long as what is looked at is not cut, one octet more is. */
    @Test
    void aHeaderIsLookedAtUpToItsLimit() throws IOException {
        byte[] octets = "Content-ID: 1\r\nContent-Type: text/html\r\n\r\n".getBytes(US_ASCII);
        MimeLimits limits = MimeLimits.DEFAULT.withHeaderOctets(octets.length);
        assertThat(Trees.scan(octets, limits).cuts()).isEmpty();
        MimeStructure cut = Trees.scan(octets, limits.withHeaderOctets(octets.length - 10));
        assertThat(cut.cuts()).containsExactly(MimeCut.HEADER);
        assertThat(cut.root().contentId()).contains("1");
        assertThat(cut.root().contentType()).isEqualTo(ContentType.TEXT_PLAIN);
        assertThat(Trees.scan(octets, limits.withHeaderOctets(1)).cuts()).containsExactly(MimeCut.HEADER);
    }

    @Test
    void aMillionParameters() throws IOException {
        for (String name : new String[] {"Content-Type: text/html", "Content-Disposition: attachment"}) {
            for (String parameter : new String[] {"; a=b", ";a=", " a=b", "; a*0*=b", "; a*#=%41", "; #=b"}) {
                StringBuilder text = new StringBuilder(name);
                for (int i = 0; i < 1_000_000; i++) {
                    text.append(parameter.replace("#", Integer.toString(i)));
                    if (text.length() > 300_000) {
                        break;
                    }
                }
                MimeStructure structure =
                        Trees.scan(octets(text.append("\r\n\r\n")), MimeLimits.DEFAULT.withHeaderOctets(10_000_000));
                assertThat(structure.cuts()).containsExactly(MimeCut.PARAMETERS);
            }
        }
        byte[] all = ("Content-Type: text/html" + "; a=b".repeat(1_000_000) + "\r\n\r\n").getBytes(US_ASCII);
        assertThat(Trees.scan(all).cuts()).containsExactly(MimeCut.HEADER);
        MimeStructure structure =
                Trees.scan(all, MimeLimits.DEFAULT.withHeaderOctets(10_000_000).withFieldOctets(10_000_000));
        assertThat(structure.cuts()).containsExactly(MimeCut.PARAMETERS);
        assertThat(structure.root().contentType().parameters().written()).hasSize(1_000);
    }

    @Test
    void aBoundaryOfSeventySpaces() throws IOException {
        String spaces = " ".repeat(70);
        byte[] octets = (MULTIPART + "\"" + spaces + "\"\r\n\r\n--" + spaces + "\r\n\r\nx\r\n--" + spaces + "--\r\n")
                .getBytes(US_ASCII);
        assertThat(Trees.scan(octets).root().parts()).isEmpty();
    }

    @Test
    void octetsThatAreNoText() throws IOException {
        for (int octet : new int[] {0, '\r', '\n', '-', ':', ' ', 0xFF, 0x80, '"', '(', '['}) {
            byte[] octets = new byte[1_000_000];
            Arrays.fill(octets, (byte) octet);
            assertThat(Trees.scan(octets).root().contentType()).isEqualTo(ContentType.TEXT_PLAIN);
            byte[] multipart = (MULTIPART + "b\r\n\r\n--b\r\n").getBytes(US_ASCII);
            System.arraycopy(multipart, 0, octets, 1_000, multipart.length);
            Trees.scan(octets);
            System.arraycopy(multipart, 0, octets, 0, multipart.length);
            assertThat(Trees.scan(octets).root().parts()).hasSizeBetween(1, 2);
        }
    }

    @Test
    void lonelyLineEndsInAMultipart() throws IOException {
        StringBuilder text = new StringBuilder(MULTIPART + "b\r\n\r\n--b\r\n\r\n");
        for (int i = 0; i < 200_000; i++) {
            text.append("\r--b\n\r\r\n\n");
        }
        MimeStructure structure = Trees.scan(octets(text.append("--b--")));
        assertThat(structure.cuts()).isEmpty();
        assertThat(structure.root().parts()).hasSize(1);
        assertThat(structure.root().parts().get(0).lines()).isEqualTo(599_999);
    }

    @Test
    void linesWithoutNumberThatAreAlmostDelimiters() throws IOException {
        String boundary = "b".repeat(60);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 99; i++) {
            text.append(MULTIPART).append(boundary).append(i).append("\r\n\r\n");
            text.append("--").append(boundary).append(i).append("\r\n");
        }
        text.append("\r\n").append(("--" + boundary + "\n").repeat(200_000));
        text.append("--\n".repeat(200_000)).append("--" + boundary + "0--");
        MimeStructure structure = Trees.scan(octets(text));
        assertThat(structure.cuts()).isEmpty();
        assertThat(depth(structure.root())).isEqualTo(100);
    }

    /** {@code Aa} and {@code BB} have the same hash, too. */
    @Test
    void boundariesThatAreAlmostTheSame() throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 99; i++) {
            StringBuilder boundary = new StringBuilder();
            for (int bit = 0; bit < 8; bit++) {
                boundary.append((i >> bit & 1) == 0 ? "Aa" : "BB");
            }
            text.append(MULTIPART)
                    .append(boundary)
                    .append("\r\n\r\n--")
                    .append(boundary)
                    .append("\r\n");
        }
        int header = text.append("\r\n").length();
        text.append(("--" + "BB".repeat(8) + "\n").repeat(30_000))
                .append("--")
                .append("Aa".repeat(8))
                .append("--");
        MimeStructure structure = Trees.scan(octets(text));
        assertThat(depth(structure.root())).isEqualTo(100);
        MimePart leaf = structure.root();
        while (!leaf.parts().isEmpty()) {
            leaf = leaf.parts().get(0);
        }
        assertThat(leaf.bodyOffset()).isEqualTo(header);
        assertThat(leaf.bodyLength()).isEqualTo(30_000 * 19 - 1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "(",
                "(c)",
                "()",
                "((",
                "\\",
                "(\\",
                "(\\)",
                "[",
                "[ ",
                "\"",
                "\" ",
                "=",
                "/",
                ";",
                "a=[ ",
                " [",
                "= \"\\\" ",
                "%"
            })
    void aTypeOfRubbish(String rubbish) throws IOException {
        for (String before : new String[] {"", "text/html;", "text/html; a=", "text/html; a=b ", "text/html; a*=b "}) {
            byte[] octets = ("Content-Type: " + before + rubbish.repeat(200_000 / rubbish.length()) + "\r\n\r\nx")
                    .getBytes(US_ASCII);
            MimeStructure structure = Trees.scan(
                    octets, MimeLimits.DEFAULT.withHeaderOctets(10_000_000).withFieldOctets(10_000_000));
            assertThat(structure.root().bodyLength()).isEqualTo(1);
            assertThat(structure.root().contentType().mediaType())
                    .isEqualTo(before.isEmpty() ? "text/plain" : "text/html");
        }
    }

    @Test
    void aTypeOfAMegabyteOfCommentsIsBeyondTheLimit() throws IOException {
        byte[] octets = ("Content-Type: text/html" + "(c)".repeat(350_000) + "; a=b\r\n\r\n").getBytes(US_ASCII);
        assertThat(Trees.scan(octets).cuts()).containsExactly(MimeCut.HEADER);
    }

    @Test
    void manyPartsWithFatHeaders() throws IOException {
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        octets.write((MULTIPART + "b\r\n\r\n").getBytes(US_ASCII));
        for (int i = 0; i < 9_000; i++) {
            octets.write("--b\r\nContent-Description: ".getBytes(US_ASCII));
            octets.write("x".repeat(2_000).getBytes(US_ASCII));
            octets.write("\r\nContent-Type: text/html\r\n\r\n".getBytes(US_ASCII));
        }
        MimeStructure structure = Trees.scan(octets.toByteArray());
        assertThat(structure.root().parts()).hasSize(9_000);
        assertThat(structure.cuts()).containsExactly(MimeCut.HEADER);
        long kept = structure.root().parts().stream()
                .mapToLong(part -> part.description().map(String::length).orElse(0))
                .sum();
        assertThat(kept).isBetween(3_800_000L, 4L * 1024 * 1024);
        assertThat(structure.root().parts().get(0).cuts()).isEmpty();
        assertThat(structure.root().parts().get(8_999).cuts()).containsExactly(MimeCut.HEADER);
    }

    @Test
    void manyLongTypesThatAreNotTheFirst() throws IOException {
        String field = "Content-Type: text/html; a=\"" + "x".repeat(900) + "\"\r\n";
        byte[] octets = (field.repeat(10_000) + "\r\n").getBytes(US_ASCII);
        assertThat(Trees.scan(octets).cuts()).containsExactly(MimeCut.HEADER);
    }

    @Test
    void aMessageReadOctetByOctet() throws IOException {
        byte[] octets = (MULTIPART + "b\r\n\r\n" + "--b\r\n\r\n--\r\n".repeat(9_000)).getBytes(US_ASCII);
        assertThat(MimeStructure.scan(Trees.slowly(octets, () -> 1)).root().parts())
                .hasSize(9_000);
    }

    @Test
    void limitsAreWhatTheySay() throws IOException {
        byte[] octets =
                Trees.octets("Content-Type: multipart/mixed; boundary=b; a=1; c=2\n\n--b\n\n1\n--b\n\n2\n--b--\n");
        MimeStructure one = Trees.scan(octets, MimeLimits.DEFAULT.withParts(1));
        assertThat(one.root().parts()).isEmpty();
        assertThat(one.cuts()).containsExactly(MimeCut.PARTS);
        MimeStructure two = Trees.scan(octets, MimeLimits.DEFAULT.withParts(2));
        assertThat(two.root().parts()).hasSize(1);
        assertThat(two.root().cuts()).containsExactly(MimeCut.PARTS);
        assertThat(Trees.scan(octets, MimeLimits.DEFAULT.withParts(3)).cuts()).isEmpty();
        MimeStructure flat = Trees.scan(octets, MimeLimits.DEFAULT.withDepth(1));
        assertThat(flat.root().parts()).isEmpty();
        assertThat(flat.root().cuts()).containsExactly(MimeCut.DEPTH);
        assertThat(Trees.scan(octets, MimeLimits.DEFAULT.withDepth(2)).cuts()).isEmpty();
        assertThat(Trees.scan(octets, MimeLimits.DEFAULT.withParameters(2)).cuts())
                .containsExactly(MimeCut.PARAMETERS);
        assertThat(Trees.scan(octets, MimeLimits.DEFAULT.withParameters(3)).cuts())
                .isEmpty();
        assertThat(Trees.scan(octets, MimeLimits.DEFAULT.withFieldOctets(52)).cuts())
                .containsExactly(MimeCut.HEADER);
        assertThat(Trees.scan(octets, MimeLimits.DEFAULT.withFieldOctets(53)).cuts())
                .isEmpty();
    }

    @Test
    void aLimitIsAtLeastOne() {
        assertThatIllegalArgumentException().isThrownBy(() -> MimeLimits.DEFAULT.withDepth(0));
        assertThatIllegalArgumentException().isThrownBy(() -> MimeLimits.DEFAULT.withParts(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> MimeLimits.DEFAULT.withHeaderOctets(0));
        assertThatIllegalArgumentException().isThrownBy(() -> MimeLimits.DEFAULT.withFieldOctets(0));
        assertThatIllegalArgumentException().isThrownBy(() -> MimeLimits.DEFAULT.withParameters(0));
    }

    @Test
    void contentOfNoSizeIsRead() throws IOException {
        assertThat(MimeStructure.scan(MessageContent.of(new byte[0])).root().length())
                .isZero();
    }
}
