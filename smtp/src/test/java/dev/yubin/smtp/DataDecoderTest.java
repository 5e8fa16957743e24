package dev.yubin.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataDecoderTest {
    /** What a decoder made of its input: the text, the end if it was found, and what was left behind it. */
    private record Decoded(String text, EndOfData end, String left) {}

    @ParameterizedTest
    @CsvSource({
        // wire, text, left over
        "'.\r\n', '', ''",
        "'.\r\nNOOP\r\n', '', 'NOOP\r\n'",
        "'a\r\n.\r\nQUIT', 'a\r\n', 'QUIT'",
        "'..\r\n.\r\n', '.\r\n', ''",
        "'...\r\n.\r\n', '..\r\n', ''",
        "'.a\r\n.\r\n', 'a\r\n', ''",
        "'a.\r\n.b.\r\n.\r\n', 'a.\r\nb.\r\n', ''",
        "'a\r\n\r\n.\r\n.\r\n', 'a\r\n\r\n', '.\r\n'",
    })
    void dotsAreTakenOffAndTheEndIsFound(String wire, String text, String left) {
        assertDecoded(wire, new Decoded(text, new EndOfData(false), left));
    }

    @ParameterizedTest
    @CsvSource({
        "'a\n.\n\r\n.\r\n', 'a\n.\n\r\n'",
        "'a\n.\r\n.\r\n', 'a\n.\r\n'",
        "'a\r.\r\n.\r\n', 'a\r.\r\n'",
        "'a\r\n.\n.\r\n.\r\n', 'a\r\n\n.\r\n'",
        "'a\r\n.\rb\r\n.\r\n', 'a\r\n\rb\r\n'",
        "'a\r\n.\r\r\n.\r\n', 'a\r\n\r\r\n'",
        "'\r\r\n.\r\n', '\r\r\n'",
        "'.\r.\r\n.\r\n', '\r.\r\n'",
    })
    void bareLineEndsAreTextAndAreTold(String wire, String text) {
        assertDecoded(wire, new Decoded(text, new EndOfData(true), ""));
    }

    @Test
    void anySplitOfAnyInputDecodesToTheSame() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 3000; round++) {
            String wire = random(random);
            assertThat(decode(wire, random)).as("seed %s, wire %s", seed, wire).isEqualTo(reference(wire));
        }
    }

    private static void assertDecoded(String wire, Decoded expected) {
        assertThat(reference(wire)).as("the reference").isEqualTo(expected);
        assertThat(decode(wire, null)).as("in one piece").isEqualTo(expected);
        for (int at = 0; at <= wire.length(); at++) {
            assertThat(decode(wire, at)).as("split at %s", at).isEqualTo(expected);
        }
    }

    private static String random(Random random) {
        String[] pieces = {"\r", "\n", "\r\n", ".", "..", "a", "\r\n.", "\r\n.\r\n", "text"};
        StringBuilder wire = new StringBuilder();
        for (int i = random.nextInt(20); i >= 0; i--) {
            wire.append(pieces[random.nextInt(pieces.length)]);
        }
        return wire.toString();
    }

    /** RFC 5321 §4.5.2 said naively, over the whole input at once. */
    private static Decoded reference(String wire) {
        StringBuilder text = new StringBuilder();
        int at = 0;
        while (at < wire.length()) {
            boolean lineStart = at == 0 || wire.startsWith("\r\n", at - 2);
            if (lineStart && wire.startsWith(".\r\n", at)) {
                return new Decoded(text.toString(), new EndOfData(bare(text)), wire.substring(at + 3));
            }
            if (lineStart && wire.charAt(at) == '.') {
                at++;
                if (wire.substring(at).equals("\r")) {
                    return new Decoded(text.toString(), null, "\r");
                }
                continueText(wire, at, text);
                at++;
                continue;
            }
            continueText(wire, at, text);
            at++;
        }
        return new Decoded(text.toString(), null, "");
    }

    private static void continueText(String wire, int at, StringBuilder text) {
        if (at < wire.length()) {
            text.append(wire.charAt(at));
        }
    }

    private static boolean bare(CharSequence text) {
        return text.toString().replace("\r\n", "").matches("(?s).*[\r\n].*");
    }

    private static Decoded decode(String wire, int split) {
        return decode(wire.substring(0, split), wire.substring(split));
    }

    private static Decoded decode(String wire, Random random) {
        if (random == null) {
            return decode(new String[] {wire});
        }
        String[] pieces = new String[wire.length()];
        int n = 0;
        for (int at = 0; at < wire.length(); ) {
            int end = Math.min(wire.length(), at + 1 + random.nextInt(5));
            pieces[n++] = wire.substring(at, end);
            at = end;
        }
        return decode(Arrays.copyOf(pieces, n));
    }

    private static Decoded decode(String... pieces) {
        DataDecoder decoder = new DataDecoder();
        ByteBuf in = Unpooled.buffer();
        StringBuilder text = new StringBuilder();
        EndOfData end = null;
        for (String piece : pieces) {
            in.writeBytes(piece.getBytes(StandardCharsets.ISO_8859_1));
            while (end == null && in.isReadable()) {
                int before = in.readableBytes();
                Object next = decoder.next(in);
                // Netty takes it for a bug if a decoder makes something out of nothing.
                assertThat(next == null || in.readableBytes() < before)
                        .as("takes what it decodes")
                        .isTrue();
                if (next == null && in.readableBytes() == before) {
                    break;
                }
                if (next instanceof EndOfData found) {
                    end = found;
                } else if (next instanceof ByteBuf slice) {
                    text.append(slice.toString(StandardCharsets.ISO_8859_1));
                    slice.release();
                }
            }
        }
        String left = in.toString(StandardCharsets.ISO_8859_1);
        in.release();
        assertThat(in.refCnt()).isZero();
        return new Decoded(text.toString(), end, left);
    }
}
