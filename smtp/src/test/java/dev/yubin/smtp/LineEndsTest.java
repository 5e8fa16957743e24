package dev.yubin.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineEndsTest {
    @ParameterizedTest
    @ValueSource(strings = {"", "text", "\r\n", "a\r\nb\r\n\r\n", "\r\n.\r\n", "\0\r\n\0"})
    void lineEndsThatAreCrlfAreRight(String text) {
        assertSeen(text, false);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\n", "\r", "a\r\nb\n", "a\rb\r\n", "\r\r\n", "\n\r", "\r\n\n", "\r\n\r", "\r\0\n", "\n\r\n"})
    void othersAreBare(String text) {
        assertSeen(text, true);
    }

    private static void assertSeen(String text, boolean bare) {
        assertThat(isBare(text)).as("the reference").isEqualTo(bare);
        for (int at = 0; at <= text.length(); at++) {
            assertThat(look(text.substring(0, at), text.substring(at)))
                    .as("split at %s", at)
                    .isEqualTo(bare);
        }
    }

    @Test
    void anySplitOfAnyTextIsSeenAsTheSame() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] words = {"\r", "\n", "\r\n", "\r\n", "\r\n", "\r\n", "text", "longer than eight octets", "."};
        for (int round = 0; round < 5000; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = random.nextInt(8); i > 0; i--) {
                text.append(words[random.nextInt(words.length)]);
            }
            String[] pieces = new String[1 + random.nextInt(5)];
            int at = 0;
            for (int i = 0; i < pieces.length; i++) {
                int end = i == pieces.length - 1 ? text.length() : at + random.nextInt(text.length() - at + 1);
                pieces[i] = text.substring(at, end);
                at = end;
            }
            assertThat(look(pieces)).as("seed %s, text %s", seed, text).isEqualTo(isBare(text.toString()));
        }
    }

    /** RFC 5321 §2.3.8 said naively, over the whole text at once. */
    private static boolean isBare(String text) {
        String rest = text.replace("\r\n", "");
        return rest.contains("\r") || rest.contains("\n");
    }

    private static boolean look(String... pieces) {
        LineEnds ends = new LineEnds();
        for (String piece : pieces) {
            // Not from index 0 on: what lies before and behind the readable octets is none of its business.
            ByteBuf octets = Unpooled.copiedBuffer("\n" + piece + "\n", StandardCharsets.ISO_8859_1);
            octets.readerIndex(1).writerIndex(1 + piece.length());
            ends.look(octets);
            assertThat(octets.readableBytes()).as("left where they are").isEqualTo(piece.length());
            octets.release();
        }
        return ends.anyBare();
    }
}
