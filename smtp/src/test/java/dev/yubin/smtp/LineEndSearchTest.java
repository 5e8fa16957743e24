package dev.yubin.smtp;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.Random;
import org.junit.jupiter.api.Test;

class LineEndSearchTest {
    /** Octets of all kinds, line ends rare and frequent, from any index to any other. */
    @Test
    void theFirstLineEndIsFoundWhereverItIs() {
        Random random = new Random(5);
        for (int round = 0; round < 20_000; round++) {
            byte[] octets = new byte[random.nextInt(60)];
            random.nextBytes(octets);
            for (int i = 0; i < octets.length; i++) {
                int kind = random.nextInt(20);
                octets[i] = kind == 0 ? (byte) '\r' : kind == 1 ? (byte) '\n' : octets[i];
            }
            ByteBuf in = Unpooled.wrappedBuffer(octets);
            int at = random.nextInt(octets.length + 1);
            int end = at + random.nextInt(octets.length - at + 1);
            assertThat(LineEndSearch.find(in, at, end)).isEqualTo(firstLineEnd(octets, at, end));
        }
    }

    private static int firstLineEnd(byte[] octets, int at, int end) {
        for (int i = at; i < end; i++) {
            if (octets[i] == '\r' || octets[i] == '\n') {
                return i;
            }
        }
        return -1;
    }
}
