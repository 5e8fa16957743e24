package dev.yubin.mime;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.yubin.store.MessageContent;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is a delimiter line, and what belongs to it (RFC 2046 §5.1). */
class BoundaryTest {
    /** The bodies of the parts of a multipart with that parameter, header lines left out. */
    private static List<String> bodies(String boundary, String body) throws IOException {
        byte[] octets = message(boundary, body).getBytes(ISO_8859_1);
        return bodies(octets);
    }

    private static String message(String boundary, String body) {
        return "Content-Type: multipart/mixed; boundary=" + boundary + "\r\n\r\n"
                + body.replace("|", "\r\n").replace("~", "\n");
    }

    private static List<String> bodies(byte[] octets) throws IOException {
        MimePart root = Trees.scan(octets).root();
        return root.parts().stream()
                .map(part -> new String(octets, (int) part.bodyOffset(), (int) part.bodyLength(), ISO_8859_1)
                        .replace("\r\n", "|")
                        .replace("\n", "~"))
                .toList();
    }

    /** In these tables a bar is CRLF, a tilde LF; the parts of the result are separated by slashes. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "a plain one; --b||x|--b||y|--b--|; x/y",
                "a preamble and an epilogue; pre|--b||x|--b--|epi; x",
                "at the very start; --b||x|--b--; x",
                "the line end belongs to the delimiter; --b||x||--b--|; x|",
                "two of them; --b||x|||--b--|; x||",
                "no line end at the end; --b||x|--b; x/",
                "spaces and tabs behind it; --b \t ||x|--b-- \t |; x",
                "line feeds alone; --b~~x~--b~~y~~--b--~; x/y~",
                "line ends of both kinds; --b|~x~--b~|y|~--b--|; x/y|",
                "no close delimiter; --b||x|--b||y|; x/y|",
                "cut off in the middle of a delimiter; --b||x|--; x|--",
                "a close delimiter alone; --b--|; ``",
                "nothing at all; ``; ``",
                "a preamble alone; pre|amble; ``",
                "a delimiter alone; --b; ` `",
                "look-alikes behind the close; --b||x|--b--||--b||y|--b--; x",
                "look-alikes before the first; -b|--B| --b|--bb|x--b|--b||x|--b--; x",
                "look-alikes in a part; --b||-b|--B|--bb| --b|x--b|--b--x|--b-|--b--; -b|--B|--bb| --b|x--b|--b--x|--b-",
                "words behind it; --b words||x|--b-- words|epi|--b||y|; x",
                "a line end that is only CR; --b||x\r--b||y|--b--; x\r--b||y",
                "a delimiter behind CR LF CR; --b||x|\r--b||y|--b--; x|\r--b||y",
                "parts with nothing in them; --b|--b||--b|||--b||||--b--; ///|",
            })
    void delimiterLines(String name, String body, String expected) throws IOException {
        List<String> bodies = bodies("b", body);
        if (expected.isEmpty()) {
            assertThat(bodies).isEmpty();
        } else {
            assertThat(String.join("/", bodies)).isEqualTo(expected.strip());
        }
    }

    /** How a boundary is written does not matter (RFC 2045 §5.1, RFC 2231 §3). */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "bound; bound",
                "`bound `; bound",
                "\"bound\"; bound",
                "\"bound  \"; bound",
                "\"bo\\und\"; bound",
                " \"bound\" (a comment); bound",
                "bo und; bo und",
                "\"bo und\"; bo und",
                "\" bound\"; ` bound`",
                "=_bound=?/:,x@y; =_bound=?/:,x@y",
                "\"'()+_,-./:=?\"; '()+_,-./:=?",
                "\"--bound--\"; --bound--",
                "\"--\"; --",
                "\"-\"; -",
            })
    void boundariesAreReadAsWritten(String written, String boundary) throws IOException {
        assertThat(bodies(written, "--" + boundary + "||x|--" + boundary + "||y|--" + boundary + "--|"))
                .containsExactly("x", "y");
    }

    @Test
    void quotesMayHoldASemicolonAndMayBeLeftOpen() throws IOException {
        assertThat(bodies("\"bou;nd\"", "--bou;nd||x|--bou;nd--|")).containsExactly("x");
        assertThat(bodies("\"bou;nd", "--bou;nd||x|--bou;nd--|")).containsExactly("x");
    }

    @Test
    void aBoundaryMayBeSplitInPiecesOrEncoded() throws IOException {
        String body = "--one two||x|--one two--|";
        assertThat(bodies("ignored; boundary*0=\"one \"; boundary*1=two", body)).containsExactly("x");
        assertThat(bodies("ignored; boundary*=us-ascii'en'one%20two", body)).containsExactly("x");
        assertThat(bodies("ignored; boundary*1*=%20two; boundary*0*=''one", body))
                .containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ÄÖÜ", "\u00c3\u00a4", "\u00e4\u00c3\u00a4", "\u0085", "\u00a0x\u00a0"})
    void aBoundaryMayBeOfAnyOctets(String boundary) throws IOException {
        assertThat(bodies("\"" + boundary + "\"", "--" + boundary + "||x|--" + boundary + "--|"))
                .containsExactly("x");
    }

    /** RFC 2046 §5.1.1 allows 70 characters. */
    @ParameterizedTest
    @ValueSource(ints = {70, 71, 200, 900})
    void aBoundaryMayBeTooLong(int length) throws IOException {
        String boundary = "b".repeat(length);
        assertThat(bodies(boundary, "--" + boundary + "||x|--" + boundary + "b||y|--" + boundary + "--|"))
                .containsExactly("x|--" + boundary + "b||y");
    }

    @Test
    void aBoundaryThatFitsInNoLineDelimitsNothing() throws IOException {
        String boundary = "b".repeat(2_000);
        assertThat(bodies(boundary, "--" + boundary + "||x|--" + boundary + "--|"))
                .isEmpty();
    }

    @Test
    void aLongLineIsNoDelimiter() throws IOException {
        String line = "--b" + " ".repeat(100_000) + "x";
        assertThat(bodies("b", "--b||" + line + "|--b--")).containsExactly(line);
    }

    @Test
    void theBoundaryOfAnOuterPartEndsTheInnerOnes() throws IOException {
        byte[] octets = Trees.octets("""
                Content-Type: multipart/mixed; boundary=outer

                --outer
                Content-Type: multipart/mixed; boundary=inner

                --inner

                one
                --outer

                two
                --inner--
                --outer--
                """);
        assertThat(Trees.of(octets)).isEqualTo("""
                multipart/mixed
                  multipart/mixed
                    text/plain "one" 0
                  text/plain "two\\n--inner--" 1
                """);
    }

    @Test
    void aDelimiterInAHeaderEndsThatPart() throws IOException {
        byte[] octets = Trees.octets("""
                Content-Type: multipart/mixed; boundary=outer

                --outer
                Content-Type: multipart/mixed; boundary=inner
                --outer
                Content-Type: text/html;
                --outer--
                """);
        MimePart root = Trees.scan(octets).root();
        assertThat(Trees.of(octets)).isEqualTo("""
                multipart/mixed
                  multipart/mixed "" 0
                  text/html "" 0
                """);
        assertThat(Trees.whole(root.parts().get(1), octets)).isEqualTo("Content-Type: text/html;");
    }

    @Test
    void theHeaderOfTheMessageIsNotEndedByItsOwnBoundary() throws IOException {
        byte[] octets = Trees.octets("""
                Content-Type: multipart/mixed; boundary=b
                --b
                Subject: x

                --b

                one
                --b--
                """);
        assertThat(Trees.of(octets)).isEqualTo("""
                multipart/mixed
                  text/plain "one" 0
                """);
    }

    @ParameterizedTest
    @CsvSource({"ab,a", "a,ab", "a--,a", "a,a--", "--,-", "-,--", "'a b',a", "a,'a b'"})
    void oneBoundaryMayBeTheBeginningOfTheOther(String outer, String inner) throws IOException {
        byte[] octets = Trees.octets("""
                Content-Type: multipart/mixed; boundary="OUT"

                --OUT
                Content-Type: multipart/mixed; boundary="IN"

                --IN

                one
                --IN

                two
                --IN--
                epilogue
                --OUT

                three
                --OUT--
                """.replace("OUT", outer).replace("IN", inner));
        assertThat(Trees.of(octets)).isEqualTo("""
                multipart/mixed
                  multipart/mixed
                    text/plain "one" 0
                    text/plain "two" 0
                  text/plain "three" 0
                """);
    }

    /** Not allowed, but forwarded mail has it: the innermost one is meant until it is closed. */
    @Test
    void twoMultipartsMayHaveTheSameBoundary() throws IOException {
        byte[] octets = Trees.octets("""
                Content-Type: multipart/mixed; boundary=b

                --b
                Content-Type: multipart/alternative; boundary=b

                --b

                one
                --b

                two
                --b--

                --b

                three
                --b--
                """);
        assertThat(Trees.of(octets)).isEqualTo("""
                multipart/mixed
                  multipart/alternative
                    text/plain "one" 0
                    text/plain "two" 0
                  text/plain "three" 0
                """);
    }

    @Test
    void anInnerPartThatIsEmptyTakesNothingOfAnOuterDelimiter() throws IOException {
        byte[] octets = Trees.octets("""
                Content-Type: multipart/mixed; boundary=outer

                --outer
                Content-Type: multipart/mixed; boundary=inner

                --inner
                --outer
                Content-Type: multipart/mixed; boundary=inner

                --inner

                --outer--
                """);
        List<MimePart> parts = Trees.scan(octets).root().parts();
        assertThat(Trees.body(parts.get(0), octets)).isEqualTo("--inner\r\n");
        assertThat(parts.get(0).parts()).hasSize(1);
        assertThat(Trees.body(parts.get(1), octets)).isEqualTo("--inner\r\n\r\n");
        assertThat(parts.get(1).parts().get(0).bodyLength()).isZero();
    }

    /** However a part ends, what a signature is made over is all in front of the delimiter (RFC 1847 §2.1). */
    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "A: b", "A: b\r\n\r\n", "\r\nx", "\r\nx\r\n", "A: b\r\n\r\nx", "\n\n"})
    void aPartIsAllThatLiesBetweenTwoDelimiters(String part) throws IOException {
        String before = "Content-Type: multipart/signed; boundary=b\r\n\r\n--b\r\n";
        byte[] octets = (before + part + "\r\n--b--\r\n").getBytes(UTF_8);
        MimePart found = Trees.scan(octets).root().parts().get(0);
        assertThat(found.offset()).isEqualTo(before.length());
        assertThat(Trees.whole(found, octets)).isEqualTo(part);
    }

    /** The one line end there is ends the header, as it does where a body follows. Dovecot counts it so, too. */
    @Test
    void theEmptyLineOfAHeaderStaysWithTheHeader() throws IOException {
        byte[] octets = message("b", "--b||--b|A: b||--b--|").getBytes(UTF_8);
        List<MimePart> parts = Trees.scan(octets).root().parts();
        assertThat(Trees.whole(parts.get(0), octets)).isEqualTo("\r\n");
        assertThat(Trees.whole(parts.get(1), octets)).isEqualTo("A: b\r\n\r\n");
        assertThat(parts).extracting(MimePart::bodyLength).containsOnly(0L);
    }

    @Test
    void aPartBetweenTwoDelimitersWithoutALineIsEmpty() throws IOException {
        byte[] octets = message("b", "--b|--b--|").getBytes(UTF_8);
        MimePart part = Trees.scan(octets).root().parts().get(0);
        assertThat(part.length()).isZero();
        assertThat(part.offset()).isEqualTo(octets.length - 7);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "the first line that could be one; pre|--guess||x|--guess||y|--guess--|; x/y",
                "its end is none; --guess||x; x",
                "signatures are none; -- |--guess||x|--guess--|; x",
                "rulers are none; ------|--guess||x|--guess--|; x",
                "words are none; -----Original Message-----|--guess||x|--guess--|; x",
                "several words are none; -- in short --|--that is|--guess||x|--guess--|; x",
            })
    void aBoundaryThatIsNotNamedIsGuessed(String name, String body, String expected) throws IOException {
        byte[] octets = message("b", body).replace("; boundary=b", "").getBytes(UTF_8);
        assertThat(String.join("/", bodies(octets))).isEqualTo(expected);
        assertThat(bodies("\"\"", body)).isEqualTo(bodies(octets));
    }

    @Test
    void whatIsKnownIsNotGuessed() throws IOException {
        byte[] octets = Trees.octets("""
                Content-Type: multipart/mixed; boundary=outer

                --outer
                Content-Type: multipart/mixed

                --outer

                x
                --guess
                --outer--
                """);
        assertThat(Trees.of(octets)).isEqualTo("""
                multipart/mixed
                  multipart/mixed "" 0
                  text/plain "x\\n--guess" 1
                """);
    }

    /** A window is 32 KiB: every place around its border and that of the next one. */
    @Test
    void aDelimiterMayLieAcrossTheBordersOfTheWindow() throws IOException {
        String tail = "\r\n--b\r\nContent-Type: text/html\r\n\r\ny\r\n\r\n--b-\t--\r\n--b--\r\nz";
        String head = message("b", "--b||");
        for (int border = 32 * 1024; border <= 64 * 1024; border += 32 * 1024) {
            for (int shift = -80; shift <= 8; shift++) {
                String filler = "x".repeat(border + shift - head.length());
                byte[] octets = (head + filler + tail).getBytes(UTF_8);
                MimePart root = MimeStructure.scan(MessageContent.of(octets)).root();
                assertThat(root.parts()).hasSize(2);
                assertThat(root.parts().get(0).bodyLength()).isEqualTo(filler.length());
                assertThat(root.parts().get(0).lines()).isZero();
                MimePart html = root.parts().get(1);
                assertThat(html.offset()).isEqualTo(border + shift + 7);
                assertThat(html.contentType().mediaType()).isEqualTo("text/html");
                assertThat(Trees.body(html, octets)).isEqualTo("y\r\n\r\n--b-\t--");
                assertThat(html.lines()).isEqualTo(2);
                assertThat(Trees.dump(MimeStructure.scan(Trees.slowly(octets, () -> 8_191))
                                .root()))
                        .isEqualTo(Trees.dump(root));
            }
        }
    }
}
